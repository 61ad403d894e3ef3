import { createEventStream, type StreamListener, useEventStream } from '@anju/ui'

/** The one event stream that all tabs of this app share. The shell starts it for as long as somebody is signed in. */
export const realtime = createEventStream({ address: '/api/v1/realtime?app=field', name: 'anju.field.realtime' })

/** Calls the handler for events of these names (`service-desk.*` takes a whole module), and after a gap. */
export function useRealtime(names: readonly string[], handler: StreamListener): void {
  useEventStream(realtime, names, handler)
}
