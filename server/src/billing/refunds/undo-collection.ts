import { sql } from 'kysely'
import type { EntryInput, PostingInput } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { receivablePostings } from '../collections/receivable.ts'
import { unsettle } from '../collections/unsettle.ts'
import { lockBill } from '../corrections/correct-by-hand.ts'
import { voidIssued } from '../corrections/void-bill.ts'
import { movePurse } from '../purses/move-purse.ts'
import { billing } from '../tables.ts'
import type { AskedRefund } from './apply-refund.ts'

/** What a collection did beside taking its payment. */
export interface Collected {
  /** Movements of purses that it used up: what their settlements name. */
  offsets: { movementId: string; purseId: string }[]
}

/** Everything that a collection touched, under lock: its bills by id, then the purses by id (ADR 16). */
export async function lockCollection(tx: Tx, actor: Actor, collectionId: string): Promise<Collected> {
  const tenantId = tenantOf(actor)
  await sql`
    select b.id from billing.bill b
    where b.tenant_id = ${tenantId}::uuid and b.id in (${settledBills(tenantId, collectionId)})
    order by b.id for update`.execute(billing(tx))
  await sql`
    select p.id from billing.purse p
    where p.tenant_id = ${tenantId}::uuid and p.id in (select m.purse_id from billing.purse_movement m
      where m.tenant_id = ${tenantId}::uuid and m.source_id = ${collectionId}::uuid)
    order by p.id for update`.execute(billing(tx))
  const { rows } = await sql<Collected['offsets'][number]>`
    select m.id as movement_id, m.purse_id from billing.purse_movement m
    where m.tenant_id = ${tenantId}::uuid and m.source_id = ${collectionId}::uuid and m.source_kind = 'billing.collection'
    order by m.purse_id, m.id`.execute(billing(tx))
  return { offsets: rows }
}

/** The facts by which a collection settled lines: the payment, a rounding by its id, movements of purses. */
function sourcesOf(tenantId: string, collectionId: string) {
  return sql`select ${collectionId}::uuid as id union all select m.id from billing.purse_movement m
    where m.tenant_id = ${tenantId}::uuid and m.source_id = ${collectionId}::uuid and m.source_kind = 'billing.collection'`
}

function settledBills(tenantId: string, collectionId: string) {
  return sql`select s.bill_id from (${sourcesOf(tenantId, collectionId)}) o
    join billing.settlement s on s.tenant_id = ${tenantId}::uuid and s.source_id = o.id and s.reverses_id is null
      and s.source_kind = any('{payment,purse,rounding,discount}')`
}

/** Puts back what the collection took from purses; answers the entries to be posted: 1122 is owed again, 2204 is owed back again. */
export async function refillPurses(
  tx: Tx,
  actor: Actor,
  asked: AskedRefund,
  { offsets }: Collected,
  on: string,
): Promise<EntryInput[]> {
  const ids = offsets.map(offset => offset.movementId)
  const parts = await unsettle(tx, actor, { kind: 'purse', id: ids }, { id: asked.id, settledOn: on })
  if (parts.length === 0) return []
  const purseOf = new Map(offsets.map(offset => [offset.movementId, offset.purseId]))
  const credits: PostingInput[] = []
  for (const [purseId, its] of Map.groupBy(parts, part => purseOf.get(part.sourceId) ?? '')) {
    const amountFen = its.reduce((sum, part) => sum + part.amountFen, 0n)
    const source = { kind: 'reversal' as const, sourceKind: 'billing.collection-reversal', sourceId: asked.id }
    const purse = await movePurse(tx, actor, { purseId, ...source, amountFen, movedOn: on })
    const owner = { premisesId: purse.premisesId, partyId: purse.holderPersonId }
    credits.push({ accountCode: '2204', ...owner, amountFen: -amountFen })
  }
  return [
    {
      ...{ id: newId(), communityId: asked.communityId, postedOn: on, sourceId: asked.id },
      ...{ sourceKind: 'billing.purse-offset-reversed', memo: `冲正预存冲抵 ${asked.reason}` },
      postings: [...receivablePostings(parts, -1n), ...credits],
    },
  ]
}

/**
 * Voids bills of penalties that the collection alone had made and paid: they are worked out on read again, as if nobody had come.
 * Ask when what it settled is taken back.
 */
export async function dropPenalties(tx: Tx, actor: Actor, collectionId: string, reason: string): Promise<void> {
  const tenantId = tenantOf(actor)
  const { rows } = await sql<{ id: string }>`
    select b.id from billing.bill b
    where b.tenant_id = ${tenantId}::uuid and b.id in (${settledBills(tenantId, collectionId)})
      and b.kind = 'penalty' and b.state = 'issued' and b.voided_at is null and b.settled_fen = 0
      and not exists (select 1 from billing.bill c where c.tenant_id = b.tenant_id and c.corrects_bill_id = b.id)
      and not exists (select 1 from billing.settlement s where s.tenant_id = b.tenant_id and s.bill_id = b.id
        and s.source_id not in (${sourcesOf(tenantId, collectionId)}))
    order by b.id`.execute(billing(tx))
  for (const { id } of rows) await voidIssued(tx, actor, await lockBill(tx, actor, id), { reason, forGood: true })
}
