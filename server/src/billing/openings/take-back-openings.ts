import { type RawBuilder, sql } from 'kysely'
import { postEntries } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { billing } from '../tables.ts'

/** What was taken over: bills, movements of purses, deposits, by their ids. */
export interface Openings {
  billIds: readonly string[]
  movementIds: readonly string[]
  depositIds: readonly string[]
}

/** How much of it has had business since: paid, waived, corrected, fined, offset, deducted, given back. */
export async function openingsInUse(
  tx: Tx,
  actor: Actor,
  { billIds, movementIds, depositIds }: Openings,
): Promise<{ bills: number; purses: number; deposits: number }> {
  const tenantId = tenantOf(actor)
  const { rows } = await sql<{ bills: number; purses: number; deposits: number }>`
    select
      (select count(*)::int from billing.bill b where b.tenant_id = ${tenantId}::uuid and b.id = any(${[...billIds]}::uuid[])
        and (b.state <> 'issued' or exists (select 1 from billing.settlement s where s.tenant_id = b.tenant_id and s.bill_id = b.id)
          or exists (select 1 from billing.bill o where o.tenant_id = b.tenant_id and b.id in (o.of_bill_id, o.corrects_bill_id)))) as bills,
      (select count(*)::int from billing.purse_movement m where m.tenant_id = ${tenantId}::uuid and m.id = any(${[...movementIds]}::uuid[])
        and exists (select 1 from billing.purse_movement l where l.tenant_id = m.tenant_id and l.purse_id = m.purse_id
          and l.serial > m.serial and l.kind <> 'reversal' and l.amount_fen < 0)) as purses,
      (select count(*)::int from billing.deposit d where d.tenant_id = ${tenantId}::uuid and d.id = any(${[...depositIds]}::uuid[])
        and d.deducted_fen + d.refunded_fen > 0) as deposits`.execute(billing(tx))
  return rows[0] ?? { bills: 0, purses: 0, deposits: 0 }
}

/**
 * Takes opening balances back before any business: bills become void, purses and deposits give back what was opened, and each
 * entry gets its mirror on its own day, or today when that month is closed. Facts are not deleted. Answers false, and does nothing, when there was business meanwhile.
 */
export async function takeBackOpenings(tx: Tx, actor: Actor, openings: Openings): Promise<boolean> {
  const tenantId = tenantOf(actor)
  const db = billing(tx)
  const { billIds, movementIds, depositIds } = openings
  await sql`select id from billing.bill where tenant_id = ${tenantId}::uuid and id = any(${[...billIds]}::uuid[]) order by id for update`.execute(
    db,
  )
  await sql`select p.id from billing.purse p where p.tenant_id = ${tenantId}::uuid and p.id in (select m.purse_id from billing.purse_movement m
    where m.tenant_id = ${tenantId}::uuid and m.id = any(${[...movementIds]}::uuid[])) order by p.id for update`.execute(
    db,
  )
  await sql`select id from billing.deposit where tenant_id = ${tenantId}::uuid and id = any(${[...depositIds]}::uuid[]) order by id for update`.execute(
    db,
  )
  const used = await openingsInUse(tx, actor, openings)
  if (used.bills + used.purses + used.deposits > 0) return false
  await sql`update billing.bill set state = 'void' where tenant_id = ${tenantId}::uuid and id = any(${[...billIds]}::uuid[])`.execute(
    db,
  )
  await takeBackPurses(tx, actor, movementIds)
  await takeBackDeposits(tx, actor, depositIds)
  await mirror(tx, actor, { of: 'billing.bill-issued', as: 'billing.bill-taken-back' }, billIds)
  await mirror(tx, actor, { of: 'billing.purse-opened', as: 'billing.purse-taken-back' }, movementIds)
  await mirror(tx, actor, { of: 'billing.deposit-opened', as: 'billing.deposit-taken-back' }, depositIds)
  return true
}

async function takeBackPurses(tx: Tx, actor: Actor, movementIds: readonly string[]): Promise<void> {
  const tenantId = tenantOf(actor)
  await sql`
    update billing.purse p set balance_fen = p.balance_fen - m.fen
    from (select purse_id, sum(amount_fen)::bigint as fen from billing.purse_movement
      where tenant_id = ${tenantId}::uuid and id = any(${[...movementIds]}::uuid[]) group by 1) m
    where p.tenant_id = ${tenantId}::uuid and p.id = m.purse_id`.execute(billing(tx))
  await sql`
    insert into billing.purse_movement (tenant_id, id, community_id, premises_id, purse_id, kind, source_kind, source_id, amount_fen,
      balance_after_fen, moved_on, at, actor_name)
    select m.tenant_id, r.id, m.community_id, m.premises_id, m.purse_id, 'reversal', 'billing.opening', m.id, -m.amount_fen, p.balance_fen,
      ${openDayOf(sql`m.moved_on`, sql`m.community_id`, tenantId)}, ${now()}::timestamptz, ${actor.name}
    from unnest(${movementIds.map(() => newId())}::uuid[], ${[...movementIds]}::uuid[]) as r(id, movement_id)
    join billing.purse_movement m on m.tenant_id = ${tenantId}::uuid and m.id = r.movement_id
    join billing.purse p on p.tenant_id = m.tenant_id and p.id = m.purse_id`.execute(billing(tx))
}

async function takeBackDeposits(tx: Tx, actor: Actor, depositIds: readonly string[]): Promise<void> {
  const tenantId = tenantOf(actor)
  await sql`
    insert into billing.deposit_movement (tenant_id, community_id, id, deposit_id, premises_id, kind, source_kind, source_id, amount_fen,
      moved_on, at, actor_name)
    select d.tenant_id, d.community_id, r.id, d.id, d.premises_id, 'reversal', 'billing.opening', d.id, -d.received_fen,
      ${openDayOf(sql`o.moved_on`, sql`d.community_id`, tenantId)}, ${now()}::timestamptz, ${actor.name}
    from unnest(${depositIds.map(() => newId())}::uuid[], ${[...depositIds]}::uuid[]) as r(id, deposit_id)
    join billing.deposit d on d.tenant_id = ${tenantId}::uuid and d.id = r.deposit_id
    join billing.deposit_movement o on o.tenant_id = d.tenant_id and o.deposit_id = d.id and o.kind = 'opening'`.execute(
    billing(tx),
  )
  await sql`update billing.deposit set received_fen = 0 where tenant_id = ${tenantId}::uuid and id = any(${[...depositIds]}::uuid[])`.execute(
    billing(tx),
  )
}

/** A day while its month is open, else today. */
function openDayOf(day: RawBuilder<unknown>, communityId: RawBuilder<unknown>, tenantId: string) {
  return sql`coalesce((select ${today()}::date from ledger.public_period c where c.tenant_id = ${tenantId}::uuid
    and c.community_id = ${communityId} and c.closed_through >= to_char(${day}, 'YYYY-MM')), ${day})`
}

interface Posting {
  sourceId: string
  day: string
  communityId: string
  accountCode: '1122' | '4103' | '2204' | '224101'
  premisesId: string | null
  partyId: string | null
  amountFen: bigint
}

/** An entry opposite to the one of each fact, on its day. */
async function mirror(tx: Tx, actor: Actor, kind: { of: string; as: string }, ids: readonly string[]): Promise<void> {
  const tenantId = tenantOf(actor)
  const { rows } = await sql<Posting>`
    select p.source_id, p.community_id, p.account_code, p.premises_id, p.party_id, p.amount_fen,
      ${openDayOf(sql`p.posted_on`, sql`p.community_id`, tenantId)} as day
    from ledger.public_posting p
    where p.tenant_id = ${tenantId}::uuid and p.source_kind = ${kind.of} and p.source_id = any(${[...ids]}::uuid[])
    order by p.source_id, p.line`.execute(billing(tx))
  const entries = [...Map.groupBy(rows, row => row.sourceId)].map(([sourceId, postings]) => ({
    ...{ id: newId(), communityId: postings[0]?.communityId ?? '', postedOn: postings[0]?.day ?? today(), sourceId },
    ...{ sourceKind: kind.as, memo: '撤销期初导入' },
    postings: postings.map(({ accountCode, premisesId, partyId, amountFen }) => ({
      ...{ accountCode, premisesId, partyId, amountFen: -amountFen },
    })),
  }))
  await postEntries(tx, actor, entries)
}
