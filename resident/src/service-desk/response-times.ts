import type { OrderDetail } from './order.ts'

/** What the service level says about an order now; `by` is an instant as it travels. */
export type ServiceLevel =
  | { kind: 'respond' | 'finish'; by: string }
  | { kind: 'late' | 'endedInTime' | 'endedLate'; by?: undefined }

type Timed = Pick<OrderDetail, 'state' | 'late' | 'respondBy' | 'finishBy'>

/**
 * The promise that counts now: first a response, once that time has passed the end of the work. Whether it was broken is
 * the server's word (it knows who responded when). Nothing is promised about a void order.
 */
export function serviceLevelOf(order: Timed, now: number): ServiceLevel | null {
  const { state, late, respondBy, finishBy } = order
  if (state === 'void') return null
  if (state === 'done' || state === 'closed') return { kind: late ? 'endedLate' : 'endedInTime' }
  if (late) return { kind: 'late' }
  const waiting = state !== 'working' && now < new Date(respondBy).getTime()
  return waiting ? { kind: 'respond', by: respondBy } : { kind: 'finish', by: finishBy }
}
