import type { RealtimeEvent } from '../realtime.ts'

/** The id of this name that an event carries; undefined where it names none (after a gap, everything may have changed). */
export function eventId({ payload }: RealtimeEvent, name: 'premisesId' | 'billRunId'): string | undefined {
  if (payload === null || typeof payload !== 'object' || !(name in payload)) return undefined
  return String((payload as Record<string, unknown>)[name])
}
