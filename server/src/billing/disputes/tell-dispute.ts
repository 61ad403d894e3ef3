import { notify } from '../../messaging/index.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { formatYuan } from '../../platform/money.ts'
import { disputesOf, shown } from './dispute-view.ts'

/** Tells who answers disputes of the community that one was opened. */
export async function tellStaff(tx: Tx, actor: Actor, disputeId: string): Promise<void> {
  const { id, communityId, premisesId, askedByName, reason, ...said } = await readTold(tx, actor, disputeId)
  await notify(tx, actor, {
    kind: 'dispute-opened',
    params: {
      item: said.itemName,
      amount: formatYuan(said.amountFen),
      place: said.premisesLabel,
      asker: askedByName,
      reason,
    },
    about: { kind: 'dispute', id },
    to: { permission: 'billing.disputes.answer', communityId, ofPremisesId: premisesId },
  })
}

/** Tells the resident who asked, or the household that staff recorded it for, what was answered. */
export async function tellHousehold(tx: Tx, actor: Actor, disputeId: string): Promise<void> {
  const told = await readTold(tx, actor, disputeId)
  await notify(tx, actor, {
    kind: told.state === 'upheld' ? 'my-dispute-upheld' : 'my-dispute-rejected',
    params: { item: told.itemName, place: told.premisesLabel, answer: told.answer ?? '' },
    about: { kind: 'bill', id: told.billId },
    to: told.byResident ? { residentIds: [told.askedBy] } : { premisesId: told.premisesId },
  })
}

function readTold(tx: Tx, actor: Actor, disputeId: string) {
  return shown(disputesOf(tx, actor, {}))
    .select(['d.communityId', 'd.askedBy'])
    .where('d.id', '=', disputeId)
    .executeTakeFirstOrThrow()
}
