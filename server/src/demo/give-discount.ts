import { billing as contract, type RequestOf } from '@anju/contract'
import type { Actor } from '../platform/actor.ts'
import { approveWholly, call, waitingRequest } from './demo-call.ts'
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
  // Cut off between the two it waits, and no grant is there yet.
  const waiting = await waitingRequest(ground, admin, id)
  const requestId = waiting ? null : (await call(ground, contract.grantDiscount, biller, body)).requestId
  const asked = waiting ?? (requestId ? { requestId, version: 1 } : null)
  if (asked) await approveWholly(ground, asked, [admin], note)
}
