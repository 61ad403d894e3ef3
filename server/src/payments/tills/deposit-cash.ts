import type { payments as contract, RequestOf } from '@anju/contract'
import { postEntries } from '../../ledger/index.ts'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { requireOwnFiles } from '../../platform/files/file-view.ts'
import { newId } from '../../platform/ids.ts'
import { refuse, refusingClosedDay } from '../errors.ts'
import { payments } from '../tables.ts'
import { requireCash } from './move-cash.ts'
import { readOpenShift } from './my-till-view.ts'
import { lockOwnTill, tellTill } from './own-till.ts'
import type { Movement } from './till-day-view.ts'

/**
 * 缴存: cash of the own drawer was taken to the bank; posted debit 1002, credit 1001. A slip is entered once.
 * Errors: platform.not_found (community, or a photo that is not the actor's), payments.day_closed, payments.drawer_too_low,
 * payments.slip_taken.
 */
export async function depositCash(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.depositCash>,
): Promise<Movement> {
  const till = await lockOwnTill(tx, actor, input.communityId)
  await requireCash(tx, actor, till, input.amountFen)
  await requireOwnFiles(tx, actor, input.slipPhotoId ? [input.slipPhotoId] : [], 'photo')
  const day = today()
  const at = now()
  const shift = await readOpenShift(tx, actor, till.id)
  const { id, communityId, amountFen, bank, slipNumber, slipPhotoId = null, remark = null } = input
  const row = { id, communityId, tillId: till.id, shiftId: shift?.id ?? null, day, amountFen, bank, slipNumber, at }
  const added = await refusingClosedDay(day, () =>
    payments(tx)
      .insertInto('payments.bankDeposit')
      .values({ ...row, slipPhotoId, remark, tenantId: tenantOf(actor), actorId: accountOf(actor) })
      .onConflict(conflict => conflict.columns(['tenantId', 'communityId', 'bank', 'slipNumber']).doNothing())
      .returning('id')
      .executeTakeFirst(),
  )
  if (!added) throw refuse.slipTaken()
  await postEntries(tx, actor, [
    {
      id: newId(),
      communityId,
      postedOn: day,
      sourceKind: 'payments.banked',
      sourceId: id,
      memo: `缴存 ${bank} ${slipNumber}`,
      postings: [
        { accountCode: '1002', amountFen },
        { accountCode: '1001', amountFen: -amountFen },
      ],
    },
  ])
  await tellTill(tx, till)
  return { id, kind: 'banked', amountFen, words: `${bank} ${slipNumber}`, at }
}
