import { useEffect, useRef } from 'react'
import { type RealtimeEvent, useRealtime } from '../realtime.ts'
import { calm } from './calm.ts'

/**
 * Runs `refresh` soon after events of these names; many events make few runs. The handler gets what came since the last run.
 * A run that is under way is waited for, so that a stream of events cannot keep an answer from ever arriving.
 */
export function useRefresh(
  names: readonly string[],
  refresh: (events: readonly RealtimeEvent[]) => Promise<unknown>,
  waitMs: number,
) {
  const latest = useRef(refresh)
  useEffect(() => {
    latest.current = refresh
  })
  const waiting = useRef<RealtimeEvent[]>([])
  const calmed = useRef<ReturnType<typeof calm> | null>(null)
  useEffect(() => {
    const made = calm(() => {
      const events = waiting.current
      waiting.current = []
      return latest.current(events)
    }, waitMs)
    calmed.current = made
    return made.stop
  }, [waitMs])
  useRealtime(names, event => {
    waiting.current.push(event)
    calmed.current?.call()
  })
}
