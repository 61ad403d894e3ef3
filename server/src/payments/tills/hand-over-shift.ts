import type { payments as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../errors.ts'
import { payments } from '../tables.ts'
import type { HandOverView } from './hand-over-view.ts'
import { writeMovement } from './move-cash.ts'
import { readOpenShift } from './my-till-view.ts'
import { lockOwnTill, type Till, tellTill } from './own-till.ts'
import { tellHandOver } from './tell-tills.ts'
import { dueOf } from './till.ts'
import { readTillCash } from './till-day-view.ts'

/**
 * 交班: ends the own shift. Its cash as counted leaves the drawer for the next cashier, who accepts it; what is missing stays a
 * difference of this drawer's day. Errors: platform.not_found (community, or nobody who may take money there),
 * payments.no_open_shift, payments.day_closed, payments.hand_over_to_self.
 */
export async function handOverShift(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.handOverShift>,
): Promise<HandOverView> {
  const { id, communityId, toId, countedFen, note = null } = input
  if (toId === accountOf(actor)) throw refuse.handOverToSelf()
  const till = await lockOwnTill(tx, actor, communityId)
  const toName = await readColleague(tx, actor, communityId, toId)
  const shift = await readOpenShift(tx, actor, till.id)
  if (!shift) throw refuse.noOpenShift()
  const dueFen = dueOf(await readTillCash(tx, actor, till, today()))
  const at = now()
  // The cash leaves while the shift is open, so that it is counted to it.
  if (countedFen > 0n)
    await writeMovement(tx, actor, till, {
      id: newId(),
      kind: 'handed',
      amountFen: countedFen,
      reason: `交班给 ${toName}`,
      sourceId: id,
    })
  await endShift(tx, actor, shift.id, dueFen, countedFen)
  const view = {
    id,
    day: today(),
    fromName: actor.name,
    toName,
    dueFen,
    countedFen,
    note,
    handedAt: at,
    acceptedAt: null,
  }
  await payments(tx)
    .insertInto('payments.handOver')
    .values({ ...view, tenantId: tenantOf(actor), communityId, shiftId: shift.id, toId })
    .execute()
  await tellTill(tx, till)
  await tellHandOver(tx, actor, till, { ...view, toId })
  return view
}

/** Ends a shift with what it should have held and what was counted. */
export async function endShift(
  tx: Tx,
  actor: Actor,
  shiftId: string,
  dueFen: bigint,
  countedFen: bigint,
): Promise<void> {
  await payments(tx)
    .updateTable('payments.tillShift')
    .set({ endedAt: now(), dueFen, countedFen })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', shiftId)
    .where('endedAt', 'is', null)
    .execute()
}

async function readColleague(tx: Tx, actor: Actor, communityId: Till['communityId'], staffId: string): Promise<string> {
  const row = await payments(tx)
    .selectFrom('identity.publicStaff')
    .select('name')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', staffId)
    .where('state', '=', 'active')
    .where(sql<boolean>`'payments.collect' = any (permissions)`)
    .where(sql<boolean>`(community_ids is null or ${communityId}::uuid = any (community_ids))`)
    .executeTakeFirst()
  if (!row) throw refusePlatform.notFound()
  return row.name
}
