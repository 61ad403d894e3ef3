import { useEffect, useRef } from 'react'
import { holdSource } from './hold-source.ts'
import { RESUMED, type StreamEvent, type StreamListener } from './stream-event.ts'

export interface EventStream {
  /** Takes this tab's part in the stream; the function that comes back ends it. */
  start: () => () => void
  /** Tells the listener every event of these names, and RESUMED after a gap. The function that comes back ends it. */
  listen: (names: readonly string[], listener: StreamListener) => () => void
}

/** How long a tab may wait for the lead and still be sure that it missed nothing. */
const NO_GAP_MS = 1_000

/**
 * One event stream for all tabs of an app. Six streams over HTTP/1.1 would block every other request to the origin, so the
 * tabs agree by a Web Lock on a leader; it holds the stream and repeats every event on a BroadcastChannel. When the leader
 * closes, the next tab gets the lock. Without Web Locks (plain http on a LAN) each tab opens its own.
 */
export function createEventStream({ address, name }: { address: string; name: string }): EventStream {
  const listeners = new Set<StreamListener>()

  function tell(event: StreamEvent): void {
    for (const listener of listeners) listener(event)
  }

  function start(): () => void {
    const stop = new AbortController()
    const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(name) : null
    channel?.addEventListener('message', message => tell(message.data as StreamEvent))
    const emit: StreamListener = event => {
      tell(event)
      channel?.postMessage(event)
    }
    const asked = performance.now()
    const lead = () => {
      const missed = performance.now() - asked > NO_GAP_MS
      return holdSource({ address, signal: stop.signal, missed, emit })
    }
    void takeTheLead(name, stop.signal, lead)
    return () => {
      stop.abort()
      channel?.close()
    }
  }

  function listen(names: readonly string[], listener: StreamListener): () => void {
    const chosen: StreamListener = event => {
      if (event.name === RESUMED || names.some(each => matches(each, event.name))) listener(event)
    }
    listeners.add(chosen)
    return () => listeners.delete(chosen)
  }

  return { start, listen }
}

async function takeTheLead(name: string, signal: AbortSignal, lead: () => Promise<void>): Promise<void> {
  const locks = globalThis.navigator?.locks
  if (!locks) return lead()
  try {
    await locks.request(name, { signal }, lead)
  } catch (error) {
    // Waiting for the lead ends when the tab gives up its part.
    if (!signal.aborted) throw error
  }
}

/** `service-desk.*` matches every name of that module; without a star the name must be equal. */
function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name
}

/** Calls the newest `handler` for events of these names for as long as the component is shown. */
export function useEventStream(stream: EventStream, names: readonly string[], handler: StreamListener): void {
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  const wanted = names.join(' ')
  useEffect(() => stream.listen(wanted.split(' '), event => latest.current(event)), [stream, wanted])
}
