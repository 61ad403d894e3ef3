import { createEventStream, RESUMED, type StreamEvent, useEventStream } from '@anju/ui'

export { RESUMED }

/** What happened on the server: `name` (`billing.bill_issued`) and ids in `payload`; the API is asked for the rest. */
export type RealtimeEvent = StreamEvent

const stream = createEventStream({ address: '/api/v1/realtime?app=console', name: 'anju.console.realtime' })

/** Takes this tab's part in the one event stream of this browser. The function that comes back ends it. */
export const startRealtime = stream.start

/**
 * Calls `handler` for every event of these names while the component is shown; `service-desk.*` takes a whole module.
 * `useRealtime(['service-desk.*'], () => queryClient.invalidateQueries({ queryKey: listKey(serviceDesk.listOrders) }))`
 */
export function useRealtime(names: readonly string[], handler: (event: RealtimeEvent) => void) {
  useEventStream(stream, names, handler)
}
