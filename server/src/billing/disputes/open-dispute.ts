import type { billing as contract, RequestOf } from '@anju/contract'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireOwnFiles } from '../../platform/files/file-view.ts'
import { type CorrectableBill, lockBill } from '../corrections/correct-by-hand.ts'
import { setHold } from '../corrections/hold-bill.ts'
import { refuse } from '../errors.ts'
import { disputeChanged } from '../events.ts'
import { billing } from '../tables.ts'
import { type DisputeDetail, readDispute } from './dispute-view.ts'
import { tellStaff } from './tell-dispute.ts'

type Wanted = RequestOf<typeof contract.openDispute>

/** Records what a household objects to. Errors: as addDispute. */
export async function openDispute(tx: Tx, actor: Actor, input: Wanted): Promise<DisputeDetail> {
  await addDispute(tx, actor, input, false)
  return readDispute(tx, actor, { disputeId: input.id })
}

/**
 * Opens a dispute of an issued bill, or of one of its lines, and holds the bill as long as it is open: neither offset, dunned nor
 * penalised further. A bill that is settled, or held before, stays as it is. The same id again changes nothing.
 * Errors: platform.not_found, platform.already_there, billing.bill_not_correctable (a draft, voided or red), billing.dispute_open.
 */
export async function addDispute(tx: Tx, actor: Actor, input: Wanted, byResident: boolean): Promise<void> {
  const { id, billId, lineId, reason, photoIds } = input
  const bill = await lockBill(tx, actor, billId)
  if (byResident && bill.state !== 'issued') throw refusePlatform.notFound()
  requireDisputable(bill)
  const open = await readOpen(tx, actor, billId)
  if (open?.id === id) return
  if (open) throw refuse.disputeOpen()
  if (lineId) await requireLine(tx, actor, billId, lineId)
  await requireOwnFiles(tx, actor, photoIds, 'photo')
  const holds = bill.heldReason === null && bill.settledFen < bill.amountFen
  const { communityId, premisesId } = bill
  const asked = { byResident, askedBy: accountOf(actor), askedByName: actor.name, askedAt: now() }
  const added = await billing(tx)
    .insertInto('billing.dispute')
    .values({
      ...{
        tenantId: tenantOf(actor),
        id,
        communityId,
        premisesId,
        billId,
        billLineId: lineId,
        reason,
        photoIds,
        holds,
      },
      ...asked,
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refusePlatform.alreadyThere()
  if (holds) await setHold(tx, actor, bill, `异议：${reason}`.slice(0, 100))
  await publish(tx, disputeChanged, { communityId, premisesId, disputeId: id })
  await tellStaff(tx, actor, id)
}

function requireDisputable(bill: CorrectableBill): void {
  if (bill.state !== 'issued') throw refuse.billNotCorrectable({ reason: bill.state === 'draft' ? 'draft' : 'void' })
  if (bill.isVoided) throw refuse.billNotCorrectable({ reason: 'void' })
  if (bill.amountFen <= 0n) throw refuse.billNotCorrectable({ reason: 'red' })
}

async function readOpen(tx: Tx, actor: Actor, billId: string) {
  return billing(tx)
    .selectFrom('billing.dispute')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('billId', '=', billId)
    .where('state', '=', 'open')
    .executeTakeFirst()
}

async function requireLine(tx: Tx, actor: Actor, billId: string, lineId: string): Promise<void> {
  const line = await billing(tx)
    .selectFrom('billing.billLine')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', lineId)
    .where('billId', '=', billId)
    .executeTakeFirst()
  if (!line) throw refusePlatform.notFound()
}
