import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import type { FundKind } from './fund.ts'

export interface FundKey {
  communityId: string
  kind: FundKind
  itemId: string | null
}

/** How accounts moved between two days, in fen; what went out is positive in its own column. */
export interface FundSums {
  openingFen: bigint
  receivedFen: bigint
  incomeFen: bigint
  spentFen: bigint
  managedFen: bigint
  handedOverFen: bigint
  closingFen: bigint
  uncollectedFen: bigint
  waitingFen: bigint
}

export const NOTHING: FundSums = {
  ...{ openingFen: 0n, receivedFen: 0n, incomeFen: 0n, spentFen: 0n, managedFen: 0n },
  ...{ handedOverFen: 0n, closingFen: 0n, uncollectedFen: 0n, waitingFen: 0n },
}

/** An account as a key of maps. */
export function keyText({ communityId, kind, itemId }: FundKey): string {
  return `${communityId}/${kind}/${itemId ?? ''}`
}

/**
 * What moved accounts of communities: what came in by settlements, what was asked for and approved, as `community_id, kind, item_id, what,
 * amount_fen, moved_on, charged_on, of_item`. What takes something back moves the same column the other way.
 */
export function fundMoves(tenantId: string, communityIds: readonly string[]): RawBuilder<unknown> {
  const within = (alias: string) =>
    sql`${sql.ref(`${alias}.tenant_id`)} = ${tenantId}::uuid and ${sql.ref(`${alias}.community_id`)} = any(${communityIds}::uuid[])`
  return sql`
    select r.community_id, r.kind, case when r.kind = 'agency' then r.item_id end as item_id, 'received' as what, r.amount_fen, r.moved_on,
      r.charged_on, r.item_id as of_item
    from billing.public_fund_receipt r where ${within('r')}
    union all
    select m.community_id, m.kind, m.item_id, coalesce(o.deed, m.deed), m.amount_fen, m.moved_on, null::date, null::uuid
    from billing.public_fund_movement m
    left join billing.public_fund_movement o on o.tenant_id = m.tenant_id and o.id = m.reverses_id
    where ${within('m')}`
}

/** Accounts of communities as they moved from one day to another, by account. */
export async function readFundSums(
  tx: Tx,
  actor: Actor,
  communityIds: readonly string[],
  { firstDay, lastDay }: { firstDay: string; lastDay: string },
): Promise<Map<string, FundSums>> {
  const tenantId = tenantOf(actor)
  const during = sql`f.moved_on between ${firstDay}::date and ${lastDay}::date`
  const sum = (when: RawBuilder<unknown>, sign: '' | '-' = '') =>
    sql`coalesce(${sql.raw(sign)}sum(f.amount_fen) filter (where ${when}), 0)::bigint`
  const { rows } = await sql<FundSums & FundKey>`
    select f.community_id, f.kind, f.item_id,
      ${sum(sql`f.moved_on < ${firstDay}::date and f.what not in ('due', 'waiting')`)} as opening_fen,
      ${sum(sql`${during} and f.what = 'received'`)} as received_fen,
      ${sum(sql`${during} and f.what in ('income', 'opening')`)} as income_fen,
      ${sum(sql`${during} and f.what = 'spend'`, '-')} as spent_fen,
      ${sum(sql`${during} and f.what = 'manage'`, '-')} as managed_fen,
      ${sum(sql`${during} and f.what = 'hand-over'`, '-')} as handed_over_fen,
      ${sum(sql`f.moved_on <= ${lastDay}::date and f.what not in ('due', 'waiting')`)} as closing_fen,
      (${sum(sql`f.moved_on <= ${lastDay}::date and f.what = 'due'`)}
        - ${sum(sql`f.moved_on <= ${lastDay}::date and f.what = 'received'`)})::bigint as uncollected_fen,
      ${sum(sql`f.what = 'waiting'`, '-')} as waiting_fen
    from (
      select m.community_id, m.kind, m.item_id, m.what, m.amount_fen, m.moved_on from (${fundMoves(tenantId, communityIds)}) m
      union all
      select d.community_id, d.kind, case when d.kind = 'agency' then d.item_id end, 'due', d.amount_fen, d.due_on
      from billing.public_fund_due d where d.tenant_id = ${tenantId}::uuid and d.community_id = any(${communityIds}::uuid[])
      union all
      select q.community_id, q.kind, q.item_id, 'waiting', q.effect_fen, null::date
      from billing.fund_request q where q.tenant_id = ${tenantId}::uuid and q.community_id = any(${communityIds}::uuid[])
        and q.state = 'waiting' and q.effect_fen < 0
    ) f
    group by 1, 2, 3`.execute(billing(tx))
  return new Map(rows.map(({ communityId, kind, itemId, ...sums }) => [keyText({ communityId, kind, itemId }), sums]))
}

/** What may be spent of an account now: its balance (with 公司垫付 what is due counts as come), less what waits to be decided. */
export async function readSpendable(
  tx: Tx,
  actor: Actor,
  { communityId, kind, itemId }: FundKey,
): Promise<{ balanceFen: bigint; spendableFen: bigint }> {
  const of = sql`${tenantOf(actor)}::uuid, ${communityId}::uuid, ${kind}, ${itemId}::uuid`
  const { rows } = await sql<{ balanceFen: bigint; spendableFen: bigint }>`
    select b.fen as balance_fen, (case when a.advancing then billing.fund_balance(${of}, true) else b.fen end + coalesce((
      select sum(q.effect_fen) from billing.fund_request q where q.tenant_id = ${tenantOf(actor)}::uuid
        and q.community_id = ${communityId}::uuid and q.kind = ${kind} and q.item_id is not distinct from ${itemId}::uuid
        and q.state = 'waiting' and q.effect_fen < 0), 0))::bigint as spendable_fen
    from (select billing.fund_balance(${of}, false) as fen) b,
      (select coalesce(bool_or(f.may_advance), false) as advancing from billing.fund_account f where f.tenant_id = ${tenantOf(actor)}::uuid
        and f.community_id = ${communityId}::uuid and f.kind = ${kind} and f.item_id is not distinct from ${itemId}::uuid) a`.execute(
    billing(tx),
  )
  return rows[0] ?? { balanceFen: 0n, spendableFen: 0n }
}

/** What is in the special account of the maintenance fund now, and with what waits to leave or enter it. */
export async function readSpecial(
  tx: Tx,
  actor: Actor,
  { communityId }: FundKey,
): Promise<{ specialFen: bigint; leavingFen: bigint; enteringFen: bigint }> {
  const { rows } = await sql<{ specialFen: bigint; leavingFen: bigint; enteringFen: bigint }>`
    select coalesce(sum(q.special_fen) filter (where q.state = 'approved'), 0)::bigint as special_fen,
      coalesce(-sum(q.special_fen) filter (where q.state = 'waiting' and q.special_fen < 0), 0)::bigint as leaving_fen,
      coalesce(sum(q.special_fen) filter (where q.state = 'waiting' and q.deed = 'move-in'), 0)::bigint as entering_fen
    from billing.fund_request q where q.tenant_id = ${tenantOf(actor)}::uuid and q.community_id = ${communityId}::uuid
      and q.kind = 'fund' and q.state in ('approved', 'waiting')`.execute(billing(tx))
  return rows[0] ?? { specialFen: 0n, leavingFen: 0n, enteringFen: 0n }
}

/**
 * Nothing is paid out of the special account that is not in it, and no more is moved in than was collected and waits (or may be advanced).
 * Errors: billing.fund_not_moved_in, billing.fund_too_small (moved in).
 */
export async function requireMovedIn(
  tx: Tx,
  actor: Actor,
  key: FundKey,
  asked: { specialFen: bigint; isMove: boolean; spendableFen: bigint },
): Promise<void> {
  if (asked.specialFen === 0n) return
  const { specialFen, leavingFen, enteringFen } = await readSpecial(tx, actor, key)
  const thereFen = specialFen - leavingFen
  if (-asked.specialFen > thereFen) throw refuse.fundNotMovedIn({ specialFen: Number(thereFen) })
  if (!asked.isMove) return
  const { balanceFen } = await readSpendable(tx, actor, key)
  const mostFen = (asked.spendableFen > balanceFen ? asked.spendableFen : balanceFen) - specialFen - enteringFen
  if (asked.specialFen > mostFen) throw refuse.fundTooSmall({ spendableFen: Number(mostFen) })
}
