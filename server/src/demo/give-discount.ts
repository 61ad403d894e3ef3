import { approvals, billing as contract, type RequestOf } from '@anju/contract'
import type { Actor } from '../platform/actor.ts'
import { approveWholly, call } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'

type Given = RequestOf<typeof contract.grantDiscount>

/** Gives premises a discount, and lets somebody else approve it where that is asked for; what is there already stays. */
export async function giveApproved(
  ground: DemoGround,
  { biller, admin }: { biller: Actor; admin: Actor },
  given: Given & { note: string },
): Promise<void> {
  const { note, ...body } = given
  const { premisesId, discountId, id } = body
  const there = await call(ground, contract.listDiscountGrants, biller, { premisesId, discountId, limit: 1 })
  if (there.total > 0) return
  // Cut off between the two it waits.
  const waiting = { view: 'all', kind: 'billing.discount', state: 'waiting', premisesId, limit: 10 } as const
  const { items } = await call(ground, approvals.listApprovals, admin, waiting)
  const asked = items.find(request => request.subjectId === id)?.id
  const requestId = asked ?? (await call(ground, contract.grantDiscount, biller, body)).requestId
  if (requestId) await approveWholly(ground, requestId, [admin], note)
}
