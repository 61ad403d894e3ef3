import { useEffect, useState } from 'react'
import { type EventStream, useEventStream } from './event-stream.ts'
import { RESUMED } from './stream-event.ts'

/** The server says every few seconds that its demo is being made still; not having said so for this long, ms, it is not. */
const GROWTH_MS = 15_000

/** Whether the server's demo is being made still: one can look around meanwhile, and nothing can be written (ADR 20). */
export function useDemoGrowing(stream: EventStream): boolean {
  const [heardAt, setHeardAt] = useState<number | null>(null)
  useEventStream(stream, ['platform.demoGrowing', 'platform.demoWhole'], ({ name }) => {
    if (name !== RESUMED) setHeardAt(name === 'platform.demoGrowing' ? performance.now() : null)
  })
  useEffect(() => {
    if (heardAt === null) return
    const timer = setTimeout(() => setHeardAt(null), GROWTH_MS)
    return () => clearTimeout(timer)
  }, [heardAt])
  return heardAt !== null
}
