import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { releaseDeposits } from '../deposits/hold-deposits.ts'
import { refuse, refusingInFlight, refusingSpent } from '../errors.ts'
import { billing } from '../tables.ts'
import { taxInside } from '../taxes/tax-inside.ts'
import { moveSums, type SettlementKind } from './settle.ts'
import { type Fact, partsOf, type SettledPart, selectFacts } from './settled-part.ts'

export interface Reversal {
  /** The fact that takes back: a reversal, a refund. One fact takes a settlement back once. */
  id: string
  settledOn: string
  /** How much of which line; left out, all that is left of it. */
  lines?: readonly { lineId: string; amountFen: bigint }[]
}

interface Taking {
  settlementId: string
  sourceId: string
  billId: string
  lineId: string
  leftFen: bigint
  amountFen: bigint
}

/**
 * Takes back what a fact settled (several of one kind: wholly), or by lines: negative mirrors, the lines open again, a deposit no
 * longer held. Locks the bills itself, in the order of their ids. Answers the parts with positive amounts, to be posted the other way round.
 * Errors: billing.more_than_settled, billing.bill_in_flight, billing.deposit_used (deducted or refunded meanwhile), billing.fund_spent (what was
 * collected for others was handed over).
 */
export async function unsettle(
  tx: Tx,
  actor: Actor,
  source: { kind: SettlementKind; id: string | readonly string[] },
  reversal: Reversal,
): Promise<SettledPart[]> {
  const left = await readLeft(tx, actor, source.kind, [source.id].flat())
  const wanted = new Map(reversal.lines?.map(({ lineId, amountFen }) => [lineId, amountFen]))
  const taken = left
    .map(one => ({ ...one, amountFen: reversal.lines ? (wanted.get(one.lineId) ?? 0n) : one.leftFen }))
    .filter(one => one.amountFen !== 0n)
  const known = new Set(left.map(one => one.lineId))
  const tooMuch =
    taken.some(one => one.amountFen < 0n || one.amountFen > one.leftFen) ||
    [...wanted.keys()].some(lineId => !known.has(lineId))
  if (tooMuch) throw refuse.moreThanSettled({ settledFen: Number(left.reduce((sum, one) => sum + one.leftFen, 0n)) })
  if (taken.length === 0) return []
  const facts = await refusingSpent(() => refusingInFlight(() => insertMirrors(tx, actor, reversal, taken)))
  await moveSums(
    tx,
    actor,
    taken.map(one => ({ ...one, amountFen: -one.amountFen })),
  )
  const parts = partsOf(taken, facts)
  if (source.kind === 'payment' || source.kind === 'purse')
    await releaseDeposits(tx, actor, { ...reversal, kind: source.kind }, parts)
  return parts
}

/** What facts settled and was not taken back yet, line by line, under the lock of the bills. */
async function readLeft(
  tx: Tx,
  actor: Actor,
  kind: SettlementKind,
  ids: readonly string[],
): Promise<Omit<Taking, 'amountFen'>[]> {
  const tenantId = tenantOf(actor)
  // By what was settled, not by what was taken back: only that is found along an index (`settlement_once`).
  const which = sql`s.tenant_id = ${tenantId}::uuid and s.source_kind = ${kind} and s.source_id = any(${ids}::uuid[]) and s.reverses_id is null`
  await sql`
    select b.id from billing.bill b
    where b.tenant_id = ${tenantId}::uuid and b.id in (select s.bill_id from billing.settlement s where ${which})
    order by b.id for update`.execute(billing(tx))
  const { rows } = await sql<Omit<Taking, 'amountFen'>>`
    select s.id as settlement_id, s.source_id, s.bill_id, s.bill_line_id as line_id,
      (s.amount_fen + coalesce((select sum(r.amount_fen) from billing.settlement r
        where r.tenant_id = s.tenant_id and r.reverses_id = s.id), 0))::bigint as left_fen
    from billing.settlement s
    where ${which}
    order by s.id`.execute(billing(tx))
  return rows
}

/** Writes the mirrors; answers what posting needs of them, with the tax that they bring back. */
async function insertMirrors(tx: Tx, actor: Actor, reversal: Reversal, taken: readonly Taking[]): Promise<Fact[]> {
  const own = taxInside(sql`t.fen`, sql`l.tax_rate_percent`)
  const { rows } = await sql<Fact>`
    with added as (
    insert into billing.settlement (tenant_id, community_id, premises_id, bill_id, bill_line_id, source_kind, source_id, payment_id,
      amount_fen, settled_on, reverses_id, reversal_id, id, tax_fen)
    select s.tenant_id, s.community_id, s.premises_id, s.bill_id, s.bill_line_id, s.source_kind, s.source_id, s.payment_id,
      -t.fen, ${reversal.settledOn}::date, s.id, ${reversal.id}::uuid, t.id,
      -- the last of it brings back what is left of its tax
      case when s.tax_fen is not null then -case when t.fen = t.left_fen then r.tax else least(${own}, r.tax) end end
    from unnest(
      ${taken.map(() => newId())}::uuid[], ${taken.map(one => one.settlementId)}::uuid[],
      ${taken.map(one => one.amountFen)}::bigint[], ${taken.map(one => one.leftFen)}::bigint[]
    ) as t(id, settlement_id, fen, left_fen)
    join billing.settlement s on s.tenant_id = ${tenantOf(actor)}::uuid and s.id = t.settlement_id
    join billing.bill_line l on l.tenant_id = s.tenant_id and l.id = s.bill_line_id
    cross join lateral (
      select s.tax_fen + coalesce(sum(m.tax_fen), 0)::bigint as tax from billing.settlement m
      where m.tenant_id = s.tenant_id and m.reverses_id = s.id
    ) r
    returning bill_line_id, source_id, -tax_fen as tax_fen)
    ${selectFacts(actor, taken)}`.execute(billing(tx))
  return rows
}
