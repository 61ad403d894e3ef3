import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { holdDeposits } from '../deposits/hold-deposits.ts'
import { refusingInFlight } from '../errors.ts'
import { billing } from '../tables.ts'
import { taxInside } from '../taxes/tax-inside.ts'
import type { Allocation } from './allocation.ts'
import { type Fact, GIVEN_AWAY, partsOf, type SettledPart, selectFacts } from './settled-part.ts'

/** How a line was settled. "Collected" is payment and purse; "waived" is waiver, rounding and discount, never cash (ADR 16). */
export type SettlementKind = 'payment' | 'purse' | 'waiver' | 'rounding' | 'discount' | 'write-off' | 'correction'

export interface SettlementSource {
  kind: SettlementKind
  /** The fact: payment, purse movement, waiver, payment (of a rounding or a discount), write-off, correcting bill. */
  id: string
  communityId: string
  settledOn: string
}

/**
 * Writes what a fact settles and moves the sums of lines and bills along; a line of a deposit that is really paid becomes
 * a deposit that is held. The one way into `billing.settlement`. Ask under the lock of the bills; a line settled beyond its
 * amount, or twice by one fact, is refused by the database. Answers what was settled, with what posting it needs.
 * Errors: billing.bill_in_flight.
 */
export async function settle(
  tx: Tx,
  actor: Actor,
  source: SettlementSource,
  allocations: readonly Allocation[],
): Promise<SettledPart[]> {
  return settleEach(
    tx,
    actor,
    source,
    allocations.map(allocation => ({ ...allocation, sourceId: source.id })),
  )
}

/** As `settle`, where each allocation has a fact of its own, such as a movement of a purse. */
export async function settleEach(
  tx: Tx,
  actor: Actor,
  source: Omit<SettlementSource, 'id'>,
  allocations: readonly (Allocation & { sourceId: string })[],
): Promise<SettledPart[]> {
  if (allocations.length === 0) return []
  const tenantId = tenantOf(actor)
  const { kind, communityId, settledOn } = source
  const { rows } = await refusingInFlight(() =>
    sql<Fact>`
    with asked as (
    select * from unnest(
      ${allocations.map(() => newId())}::uuid[], ${allocations.map(one => one.billId)}::uuid[],
      ${allocations.map(one => one.lineId)}::uuid[], ${allocations.map(one => one.sourceId)}::uuid[],
      ${allocations.map(one => one.amountFen)}::bigint[]
    ) as a(id, bill_id, line_id, source_id, fen)),
    added as (
    insert into billing.settlement (tenant_id, community_id, source_kind, settled_on, payment_id, id, bill_id, bill_line_id, source_id,
      amount_fen, premises_id, tax_fen)
    select ${tenantId}::uuid, ${communityId}::uuid, ${kind}, ${settledOn}::date,
      case when ${kind} = 'payment' then s.source_id end, s.*, l.premises_id, ${isGift(kind) ? taxGivenAway : sql`null::bigint`}
    from asked s join billing.bill_line l on l.tenant_id = ${tenantId}::uuid and l.id = s.line_id and l.bill_id = s.bill_id
    returning bill_line_id, source_id, tax_fen),
    lines as (${movedLines(actor)}),
    bills as (${movedBills(actor)})
    ${selectFacts(actor, allocations)}`.execute(billing(tx)),
  )
  const parts = partsOf(allocations, rows)
  if (kind === 'payment' || kind === 'purse') await holdDeposits(tx, actor, source, parts)
  return parts
}

const isGift = (kind: SettlementKind) => kind === 'waiver' || kind === 'rounding' || kind === 'discount'

/** The tax inside what is given away of a line; what gives away the last of a whole line takes what is left of the tax it bore (E74). */
const taxGivenAway = sql`case when l.tax_rate_percent is not null then (
  select case when g.fen + s.fen = l.amount_fen then l.tax_fen - g.tax else ${taxInside(sql`s.fen`, sql`l.tax_rate_percent`)} end
  from (
    select coalesce(sum(g.amount_fen), 0)::bigint as fen, coalesce(sum(g.tax_fen), 0)::bigint as tax from billing.settlement g
    where g.tenant_id = l.tenant_id and g.bill_line_id = l.id and g.source_kind in ${GIVEN_AWAY}
  ) g) end`

/** Moves `settled_fen` of lines and of their bills by so much, up or down. */
export async function moveSums(tx: Tx, actor: Actor, allocations: readonly Allocation[]): Promise<void> {
  await sql`
    with asked as (
    select * from unnest(
      ${allocations.map(one => one.billId)}::uuid[], ${allocations.map(one => one.lineId)}::uuid[],
      ${allocations.map(one => one.amountFen)}::bigint[]
    ) as a(bill_id, line_id, fen)),
    lines as (${movedLines(actor)})
    ${movedBills(actor)}`.execute(billing(tx))
}

/** Of a statement whose `asked` has `bill_id`, `line_id` and `fen`. */
function movedLines(actor: Actor): RawBuilder<unknown> {
  return sql`
    update billing.bill_line l set settled_fen = l.settled_fen + m.fen
    from (select line_id, sum(fen)::bigint as fen from asked group by line_id) m
    where l.tenant_id = ${tenantOf(actor)}::uuid and l.id = m.line_id`
}

function movedBills(actor: Actor): RawBuilder<unknown> {
  return sql`
    update billing.bill b set settled_fen = b.settled_fen + m.fen
    from (select bill_id, sum(fen)::bigint as fen from asked group by bill_id) m
    where b.tenant_id = ${tenantOf(actor)}::uuid and b.id = m.bill_id`
}
