import type { billing as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { audit, recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireOwnFiles } from '../../platform/files/file-view.ts'
import { unseal } from '../../platform/seal.ts'
import { listDebitFormats } from '../debit-formats/format-view.ts'
import { unwritable } from '../debit-formats/gbk.ts'
import { batchNumber } from '../debits/batch.ts'
import { requireItems } from '../debits/propose-debits.ts'
import { refuse } from '../errors.ts'
import { mandateChanged } from '../events.ts'
import { billing } from '../tables.ts'
import { type MandateDetail, readMandate } from './mandate-view.ts'
import { accountIndex, sealedAccount } from './sealed-account.ts'

type Signed = RequestOf<typeof contract.signMandate>
type Facts = Omit<Signed, 'id' | 'premisesId' | 'accountNumber'>

/**
 * Records a signed mandate. The same id again answers what is there.
 * Errors: platform.not_found (premises, payer or item), platform.already_there, billing.mandate_taken, billing.mandate_wrong, billing.text_unwritable.
 */
export async function signMandate(tx: Tx, actor: Actor, input: Signed): Promise<MandateDetail> {
  const { id, premisesId, accountNumber, ...facts } = input
  const place = await billing(tx)
    .selectFrom('registry.publicPremises')
    .select('communityId')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', premisesId)
    .executeTakeFirst()
  if (!place) throw refusePlatform.notFound()
  await check(tx, actor, facts)
  await requireOwnFiles(tx, actor, facts.photoIds, 'photo')
  await refuseTaken(tx, actor, { id, premisesId, accountNumber })
  const added = await billing(tx)
    .insertInto('billing.mandate')
    .values({
      ...{ tenantId: tenantOf(actor), id, premisesId, communityId: place.communityId },
      ...{ ...facts, ...sealedAccount(accountNumber), createdAt: now(), createdByName: actor.name },
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refusePlatform.alreadyThere()
  await billing(tx)
    .insertInto('billing.mandateHome')
    .values({ tenantId: tenantOf(actor), mandateId: id, premisesId, communityId: place.communityId })
    .execute()
  const mandate = await readMandate(tx, actor, { mandateId: id })
  recordChanges(tx, {}, told(mandate))
  await publish(tx, mandateChanged, { communityId: place.communityId, mandateId: id })
  return mandate
}

/**
 * Changes a mandate, from the version that was read. While the bank is asked by it, account and payer stay.
 * Errors: platform.not_found, platform.changed_meanwhile, billing.mandate_taken, mandate_wrong, text_unwritable, mandate_ended, mandate_in_flight.
 */
export async function editMandate(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editMandate>,
): Promise<MandateDetail> {
  const { mandateId, version, accountNumber, ...facts } = input
  const before = await readMandate(tx, actor, { mandateId })
  if (before.state === 'ended') throw refuse.mandateEnded()
  // Before its pictures are looked at: those of an earlier version are nobody's any more.
  if (before.version !== version) throw refusePlatform.changedMeanwhile({ version: before.version })
  await check(tx, actor, facts)
  const known = new Set(before.photos.map(photo => photo.id))
  await requireOwnFiles(
    tx,
    actor,
    facts.photoIds.filter(id => !known.has(id)),
    'photo',
  )
  if (accountNumber) await refuseTaken(tx, actor, { id: mandateId, premisesId: before.premisesId, accountNumber })
  const otherAccount =
    (accountNumber !== undefined && !(await isAccount(tx, actor, mandateId, accountNumber))) ||
    facts.holderName !== before.holderName ||
    facts.bankName !== before.bankName ||
    facts.agreementNumber !== before.agreementNumber ||
    facts.payerPersonId !== before.payerPersonId
  if (otherAccount) await refuseInFlight(tx, actor, mandateId)
  const changed = await billing(tx)
    .updateTable('billing.mandate')
    .set({ ...facts, ...(accountNumber ? sealedAccount(accountNumber) : {}), version: version + 1 })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', mandateId)
    .where('version', '=', version)
    .returning('communityId')
    .executeTakeFirst()
  if (!changed) throw refusePlatform.changedMeanwhile({ version: before.version })
  const after = await readMandate(tx, actor, { mandateId })
  recordChanges(tx, told(before), told(after))
  await publish(tx, mandateChanged, { communityId: changed.communityId, mandateId })
  return after
}

/** Ends a mandate; what the bank was asked for by it is still answered. Errors: platform.not_found, billing.mandate_ended. */
export async function endMandate(
  tx: Tx,
  actor: Actor,
  { mandateId, reason }: RequestOf<typeof contract.endMandate>,
): Promise<MandateDetail> {
  await readMandate(tx, actor, { mandateId })
  const ended = await billing(tx)
    .updateTable('billing.mandate')
    .set({ endedAt: now(), endedByName: actor.name, endReason: reason, version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', mandateId)
    .where('endedAt', 'is', null)
    .returning('communityId')
    .executeTakeFirst()
  if (!ended) throw refuse.mandateEnded()
  recordChanges<{ endReason: string | null }>(tx, { endReason: null }, { endReason: reason })
  await publish(tx, mandateChanged, { communityId: ended.communityId, mandateId })
  return readMandate(tx, actor, { mandateId })
}

/** The account in full; who asked and why stands in the audit log. Errors: platform.not_found. */
export async function revealMandate(
  tx: Tx,
  actor: Actor,
  { mandateId, reason }: RequestOf<typeof contract.revealMandate>,
): Promise<{ accountNumber: string }> {
  const row = await billing(tx)
    .selectFrom('billing.mandate')
    .select('accountSealed')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', mandateId)
    .executeTakeFirst()
  if (!row) throw refusePlatform.notFound()
  audit(tx, 'billing.mandateRevealed', mandateId, { reason })
  return { accountNumber: unseal(row.accountSealed) }
}

/** What the audit line tells: names rather than ids, the account masked. */
function told(mandate: MandateDetail) {
  const { payerName, holderName, bankName, accountMasked, agreementNumber, signedOn, validFrom } = mandate
  const { validUntil, itemNames, remark, photos } = mandate
  return {
    ...{ payerName, holderName, bankName, accountMasked, agreementNumber, signedOn, validFrom, validUntil },
    ...{ itemNames, remark, photos: photos.length },
  }
}

/** Errors: platform.not_found (payer or an item), billing.mandate_wrong (days that are not in order), billing.text_unwritable. */
async function check(tx: Tx, actor: Actor, facts: Facts): Promise<void> {
  if (facts.validUntil !== null && facts.validUntil < facts.validFrom)
    throw refuse.mandateWrong({ problems: [{ field: 'validUntil', code: 'ends-before-start' }] })
  if (facts.payerPersonId !== null) {
    const person = await billing(tx)
      .selectFrom('registry.publicPerson')
      .select('id')
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', facts.payerPersonId)
      .executeTakeFirst()
    if (!person) throw refusePlatform.notFound()
  }
  await requireItems(tx, actor, facts.itemIds)
  await refuseUnwritable(tx, actor, facts.holderName)
}

/** A name that no file for the bank can hold is told at its field, while somebody sees the paper. Errors: billing.text_unwritable. */
async function refuseUnwritable(tx: Tx, actor: Actor, holderName: string): Promise<void> {
  const odd = unwritable(holderName, 'gbk').join('')
  if (odd === '') return
  const { items } = await listDebitFormats(tx, actor)
  // Where one bank's files could hold it, it may be an account of that bank.
  const isLost = ({ request }: (typeof items)[number]) =>
    request.kind !== 'xlsx' && request.encoding === 'gbk' && request.columns.some(one => one.field === 'holderName')
  if (items.length > 0 && items.every(isLost)) throw refuse.textUnwritable({ characters: odd })
}

async function refuseTaken(
  tx: Tx,
  actor: Actor,
  { id, premisesId, accountNumber }: { id: string; premisesId: string; accountNumber: string },
): Promise<void> {
  const taken = await billing(tx)
    .selectFrom('billing.mandate as m')
    .innerJoin('billing.mandateHome as h', join =>
      join.onRef('h.tenantId', '=', 'm.tenantId').onRef('h.mandateId', '=', 'm.id'),
    )
    .select('m.id')
    .where('m.tenantId', '=', tenantOf(actor))
    .where('h.premisesId', '=', premisesId)
    .where('m.accountIndex', '=', accountIndex(accountNumber))
    .where('m.endedAt', 'is', null)
    .where('m.id', '<>', id)
    .executeTakeFirst()
  if (taken) throw refuse.mandateTaken()
}

async function isAccount(tx: Tx, actor: Actor, mandateId: string, accountNumber: string): Promise<boolean> {
  const same = await billing(tx)
    .selectFrom('billing.mandate')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', mandateId)
    .where('accountIndex', '=', accountIndex(accountNumber))
    .executeTakeFirst()
  return same !== undefined
}

async function refuseInFlight(tx: Tx, actor: Actor, mandateId: string): Promise<void> {
  const flight = await billing(tx)
    .selectFrom('billing.debit as d')
    .innerJoin('billing.debitBatch as b', join =>
      join.onRef('b.tenantId', '=', 'd.tenantId').onRef('b.id', '=', 'd.batchId'),
    )
    .select('b.serial')
    .where('d.tenantId', '=', tenantOf(actor))
    .where('d.mandateId', '=', mandateId)
    .where('d.state', '=', 'in-flight')
    .executeTakeFirst()
  if (flight) throw refuse.mandateInFlight({ batchNumber: batchNumber(flight.serial) })
}
