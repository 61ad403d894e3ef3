import { RESUMED, type StreamEvent, type StreamListener } from './stream-event.ts'

const RETRY_MS = [1_000, 3_000, 10_000, 30_000] as const

export interface HeldSource {
  address: string
  /** Ends it. */
  signal: AbortSignal
  /** true where events may have been missed before it opens. */
  missed: boolean
  emit: StreamListener
}

/** Keeps an EventSource open until the signal ends it, through every kind of failure, waiting longer after each. */
export function holdSource({ address, signal, missed, emit }: HeldSource): Promise<void> {
  return new Promise(done => {
    let failures = 0
    let gap = missed
    let source: EventSource | null = null
    let timer: ReturnType<typeof setTimeout> | undefined

    function open(): void {
      source = new EventSource(address)
      source.onopen = () => {
        failures = 0
        if (gap) emit({ name: RESUMED })
        gap = false
      }
      source.onmessage = message => {
        const event = readStreamEvent(message.data)
        if (event) emit(event)
      }
      source.onerror = () => {
        gap = true
        // CONNECTING: the browser retries by itself, with Last-Event-ID. CLOSED: it gave up (401, 5xx), so we try later.
        if (source?.readyState !== EventSource.CLOSED) return
        timer = setTimeout(open, RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)])
      }
    }

    function end(): void {
      clearTimeout(timer)
      source?.close()
      done()
    }

    if (signal.aborted) return done()
    signal.addEventListener('abort', end)
    open()
  })
}

/** The event in a message, or null when it is none of ours (a heartbeat). */
export function readStreamEvent(data: unknown): StreamEvent | null {
  if (typeof data !== 'string' || !data.startsWith('{')) return null
  try {
    const event: unknown = JSON.parse(data)
    const named = event && typeof event === 'object' && 'name' in event && typeof event.name === 'string'
    return named ? (event as StreamEvent) : null
  } catch {
    return null
  }
}
