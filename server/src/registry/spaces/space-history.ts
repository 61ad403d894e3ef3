import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import { historyOf } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { readSpace } from './space-view.ts'

/** What was done to a space and its leases. Errors: platform.not_found. */
export async function spaceHistory(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.spaceHistory>,
): Promise<ResponseOf<typeof contract.spaceHistory>> {
  const space = await readSpace(tx, actor, input)
  return historyOf(tx, actor, [space.id, ...space.leases.map(lease => lease.id)], input)
}
