import { metering, type WireResponseOf } from '@anju/contract'
import { queryClient } from '../api.ts'
import { listKey } from '../shell/list/index.ts'

export type Reading = WireResponseOf<typeof metering.readReading>
export type Round = WireResponseOf<typeof metering.readRound>
export type Stop = WireResponseOf<typeof metering.listRoundStops>['items'][number]

export const READING_STATES = [
  'entered',
  'flagged',
  'approved',
  'rejected',
] as const satisfies readonly Reading['state'][]
export const READING_SOURCES = [
  'paper',
  'excel',
  'field',
  'device',
  'estimate',
  'final',
  'initial',
] as const satisfies readonly Reading['source'][]
export const READING_FLAGS = [
  'negative',
  'beyond-digits',
  'duplicate',
  'inverted',
  'between',
  'bands',
  'rollover',
  'jump',
  'zero',
  'correction',
] as const satisfies readonly Reading['flags'][number][]

/** Everything on screen that shows readings asks again. */
export function renewReadings() {
  for (const route of [metering.listReadings, metering.readReading, metering.listRounds, metering.readRound])
    void queryClient.invalidateQueries({ queryKey: listKey(route) })
  void queryClient.invalidateQueries({ queryKey: [metering.listRoundStops.path] })
  void queryClient.invalidateQueries({ queryKey: [metering.meterConsumption.path] })
}

const SCALE = 4
/** What a register shows, as it is typed. */
export const READING = /^\d{1,10}(\.\d{1,4})?$/

/** A decimal as whole ten-thousandths, exactly. */
function unitsOf(text: string): bigint {
  const [whole = '0', part = ''] = text.split('.')
  return BigInt(whole + part.padEnd(SCALE, '0'))
}

/** (value − previous) × multiplier, exactly; null while what is typed is no reading, or goes backwards. */
export function usedText(value: string, previous: string, multiplier: string): string | null {
  if (!READING.test(value)) return null
  const steps = unitsOf(value) - unitsOf(previous)
  if (steps < 0n) return null
  const digits = (steps * unitsOf(multiplier)).toString().padStart(2 * SCALE + 1, '0')
  const whole = digits.slice(0, -2 * SCALE)
  const part = digits.slice(-2 * SCALE).replace(/0+$/, '')
  return part === '' ? whole : `${whole}.${part}`
}
