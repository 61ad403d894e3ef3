import { createEventStream, RESUMED, type StreamEvent, useEventStream } from '@anju/ui'

export { RESUMED }

/** What happened on the server: `name` (`billing.bill_issued`) and ids in `payload`; the API is asked for the rest. */
export type RealtimeEvent = StreamEvent

/** The one event stream of this browser; the shell starts it for as long as somebody is signed in. */
export const realtime = createEventStream({ address: '/api/v1/realtime?app=console', name: 'anju.console.realtime' })

/**
 * Calls `handler` for every event of these names while the component is shown; `service-desk.*` takes a whole module.
 * `useRealtime(['service-desk.*'], () => queryClient.invalidateQueries({ queryKey: listKey(serviceDesk.listOrders) }))`
 */
export function useRealtime(names: readonly string[], handler: (event: RealtimeEvent) => void) {
  useEventStream(realtime, names, handler)
}
