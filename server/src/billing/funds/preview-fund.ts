import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../../registry/index.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { managementFen } from './fund.ts'
import { fundMoves, readSpendable } from './fund-sums-view.ts'

type HandOver = ResponseOf<typeof contract.previewHandOver>
type Management = ResponseOf<typeof contract.previewManagement>

/** Of an item in months: what was billed, collected, handed over for them. Errors: platform.not_found, beyond_scope, billing.months_wrong. */
export async function previewHandOver(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.previewHandOver>,
): Promise<HandOver> {
  const { communityId, itemId, from, to } = await checkedMonths(tx, actor, input)
  const account = sql`tenant_id = ${tenantOf(actor)}::uuid and community_id = ${communityId}::uuid and kind = 'agency' and item_id = ${itemId}::uuid`
  const { rows } = await sql<Omit<HandOver, 'spendableFen'>>`
    select s.*, (s.collected_fen - s.handed_over_fen)::bigint as remains_fen from (select
      coalesce((select sum(amount_fen) from billing.public_fund_due where ${account}
        and to_char(due_on, 'YYYY-MM') between ${from} and ${to}), 0)::bigint as billed_fen,
      coalesce((select sum(amount_fen) from billing.public_fund_receipt where ${account}
        and to_char(moved_on, 'YYYY-MM') between ${from} and ${to}), 0)::bigint as collected_fen,
      coalesce((select -sum(effect_fen) from billing.fund_request q where ${account} and state in ('waiting', 'approved')
        and (deed = 'hand-over' or (deed = 'reversal' and effect_fen > 0 and state = 'approved'))
        and from_month <= ${to} and to_month >= ${from}), 0)::bigint as handed_over_fen) s`.execute(billing(tx))
  const [row] = rows
  if (!row) throw new Error('A sum has no row.')
  const { spendableFen } = await readSpendable(tx, actor, { communityId, kind: 'agency', itemId })
  return { ...row, spendableFen }
}

/** What may be kept of the public revenue of months. Errors: platform.not_found, beyond_scope, billing.months_wrong. */
export async function previewManagement(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.previewManagement>,
): Promise<Management> {
  const { communityId, from, to } = await checkedMonths(tx, actor, input)
  const tenantId = tenantOf(actor)
  const { rows } = await sql<Omit<Management, 'amountFen'>>`
    select coalesce((select sum(m.amount_fen) from (${fundMoves(tenantId, [communityId])}) m
        where m.kind = 'public' and m.what in ('received', 'income') and to_char(m.moved_on, 'YYYY-MM') between ${from} and ${to}), 0)::bigint
        as received_fen,
      coalesce((select sum(q.amount_fen) from billing.fund_request q where q.tenant_id = ${tenantId}::uuid
        and q.community_id = ${communityId}::uuid and q.deed = 'manage' and q.state in ('waiting', 'approved')
        and q.from_month <= ${to} and q.to_month >= ${from} and not exists (select 1 from billing.fund_request z
          where z.tenant_id = q.tenant_id and z.reverses_id = q.id and z.state = 'approved')), 0)::bigint as kept_before_fen,
      coalesce((select a.management_percent from billing.fund_account a where a.tenant_id = ${tenantId}::uuid
        and a.community_id = ${communityId}::uuid and a.kind = 'public'), 0)::text as percent`.execute(billing(tx))
  const [row] = rows
  if (!row) throw new Error('A sum has no row.')
  const left = managementFen(row.receivedFen, row.percent) - row.keptBeforeFen
  return { ...row, amountFen: left > 0n ? left : 0n }
}

async function checkedMonths<M extends { communityId: string; from: string; to: string }>(
  tx: Tx,
  actor: Actor,
  input: M,
): Promise<M> {
  requireWholeCommunities(actor)
  await requireCommunity(tx, actor, input.communityId)
  if (input.from > input.to) throw refuse.monthsWrong()
  return input
}
