import type { billing as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { debitsChanged } from '../events.ts'
import { billing } from '../tables.ts'
import { type DebitBatch, findDebitBatch, readDebitBatch } from './batch-view.ts'
import type { ProposedDebit } from './matching.ts'
import { lockDebitable, proposeDebits, sumsOf } from './propose-debits.ts'

/**
 * Makes a batch as it was shown, under the lock of its bills: they are in flight from then on, and the database refuses whatever else
 * would settle them (ADR 19). The same id again answers the batch that is there.
 * Errors: platform.not_found, platform.beyond_scope (who sees some buildings only), platform.already_there (the id is of another community), billing.debits_too_many, debits_changed, nothing_to_debit.
 */
export async function makeDebitBatch(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.makeDebitBatch>,
): Promise<DebitBatch> {
  requireWholeCommunities(actor)
  const { id, communityId } = input
  const lockedIds = await lockDebitable(tx, actor, input)
  const before = await findDebitBatch(tx, actor, id)
  if (before && before.communityId !== communityId) throw refusePlatform.alreadyThere()
  if (before) return before
  const { debits } = await proposeDebits(tx, actor, input, lockedIds)
  const { count, totalFen } = sumsOf(debits)
  if (count === 0) throw refuse.nothingToDebit()
  if (count !== input.count || totalFen !== input.totalFen)
    throw refuse.debitsChanged({ count, totalFen: Number(totalFen) })
  const { formatId, debitOn, dueUntil, itemIds, withPenalty } = input
  const added = await billing(tx)
    .insertInto('billing.debitBatch')
    .values({
      ...{ tenantId: tenantOf(actor), id, communityId, formatId, debitOn, dueUntil, itemIds, withPenalty },
      ...{ debitCount: count, totalFen, madeBy: accountOf(actor), madeByName: actor.name, madeAt: now() },
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refusePlatform.alreadyThere()
  await insertDebits(tx, actor, { id, communityId }, debits)
  await publish(tx, debitsChanged, { communityId, batchId: id })
  return readDebitBatch(tx, actor, { batchId: id })
}

async function insertDebits(
  tx: Tx,
  actor: Actor,
  batch: { id: string; communityId: string },
  proposed: readonly ProposedDebit[],
): Promise<void> {
  const tenantId = tenantOf(actor)
  const debits = proposed.map((debit, index) => ({ ...debit, id: newId(), place: index + 1 }))
  await sql`
    insert into billing.debit (tenant_id, batch_id, community_id, id, premises_id, mandate_id, payer_person_id, place, amount_fen)
    select ${tenantId}::uuid, ${batch.id}::uuid, ${batch.communityId}::uuid, d.* from unnest(
      ${debits.map(debit => debit.id)}::uuid[], ${debits.map(debit => debit.mandate.premisesId)}::uuid[],
      ${debits.map(debit => debit.mandate.id)}::uuid[], ${debits.map(debit => debit.payerPersonId)}::uuid[],
      ${debits.map(debit => debit.place)}::int[], ${debits.map(debit => debit.amountFen)}::bigint[]) as d`.execute(
    billing(tx),
  )
  const parts = debits.flatMap(debit => debit.bills.map(bill => ({ debitId: debit.id, ...bill })))
  await sql`
    insert into billing.debit_bill (tenant_id, community_id, debit_id, bill_id, premises_id, amount_fen, penalty_fen)
    select ${tenantId}::uuid, ${batch.communityId}::uuid, b.* from unnest(
      ${parts.map(part => part.debitId)}::uuid[], ${parts.map(part => part.billId)}::uuid[],
      ${parts.map(part => part.premisesId)}::uuid[], ${parts.map(part => part.openFen)}::bigint[],
      ${parts.map(part => part.penaltyFen)}::bigint[]) as b`.execute(billing(tx))
}
