import type { billing as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../errors.ts'
import { quarterDays } from '../funds/fund.ts'
import { keyText, NOTHING, readFundSums } from '../funds/fund-sums-view.ts'
import { billing } from '../tables.ts'

export type PublishedFund = ResponseOf<typeof contract.previewDisclosure>

interface Told {
  communityId: string
  kind: 'public' | 'fund'
  quarter: string
}

/**
 * A quarter of the owners' money as it is told to residents: what came in by item, what else came in, each spending with the resolution it
 * rests on, what the company kept, and the balances before and after. Errors: billing.quarter_not_over.
 */
export async function readPublishedFund(
  tx: Tx,
  actor: Actor,
  { communityId, kind, quarter }: Told,
): Promise<PublishedFund> {
  const { from, to } = quarterDays(quarter)
  if (to >= today()) throw refuse.quarterNotOver()
  const sums = await readFundSums(tx, actor, [communityId], { firstDay: from, lastDay: to })
  const { openingFen, receivedFen, incomeFen, spentFen, managedFen, closingFen } =
    sums.get(keyText({ communityId, kind, itemId: null })) ?? NOTHING
  const { rows: kept } = await sql<{ percent: string }>`
    select management_percent::text as percent from billing.fund_account
    where tenant_id = ${tenantOf(actor)}::uuid and community_id = ${communityId}::uuid and kind = ${kind}`.execute(
    billing(tx),
  )
  return {
    ...{ from, to, openingFen, receivedFen, incomeFen, spentFen, managedFen, closingFen },
    managementPercent: kept[0]?.percent ?? '0',
    received: await readReceived(tx, actor, { communityId, kind, from, to }),
    income: await readDeeds(tx, actor, { communityId, kind, from, to, deeds: ['income', 'opening'] }),
    spent: await readDeeds(tx, actor, { communityId, kind, from, to, deeds: ['spend'] }),
  }
}

interface Days {
  communityId: string
  kind: 'public' | 'fund'
  from: string
  to: string
}

async function readReceived(
  tx: Tx,
  actor: Actor,
  { communityId, kind, from, to }: Days,
): Promise<PublishedFund['received']> {
  const { rows } = await sql<PublishedFund['received'][number]>`
    select i.name as item_name, count(distinct r.premises_id)::int as count, sum(r.amount_fen)::bigint as amount_fen
    from billing.public_fund_receipt r join billing.charge_item i on i.tenant_id = r.tenant_id and i.id = r.item_id
    where r.tenant_id = ${tenantOf(actor)}::uuid and r.community_id = ${communityId}::uuid and r.kind = ${kind}
      and r.moved_on between ${from}::date and ${to}::date
    group by i.id, i.name having sum(r.amount_fen) <> 0 order by sum(r.amount_fen) desc, i.name`.execute(billing(tx))
  return rows
}

/** What was approved, and what of it was taken back, as lines of their own. */
async function readDeeds(
  tx: Tx,
  actor: Actor,
  { communityId, kind, from, to, deeds }: Days & { deeds: readonly string[] },
): Promise<PublishedFund['spent']> {
  const sign = deeds.includes('spend') ? sql`-` : sql``
  const { rows } = await sql<PublishedFund['spent'][number]>`
    select q.applied_on as on, case when q.deed = 'reversal' then '冲回：' || o.purpose else q.purpose end as purpose, q.party_name,
      d.number as resolution_number, ${sign} q.effect_fen as amount_fen
    from billing.fund_request q
    left join billing.fund_request o on o.tenant_id = q.tenant_id and o.id = q.reverses_id
    left join billing.resolution d on d.tenant_id = q.tenant_id and d.id = q.resolution_id
    where q.tenant_id = ${tenantOf(actor)}::uuid and q.community_id = ${communityId}::uuid and q.kind = ${kind} and q.state = 'approved'
      and coalesce(o.deed, q.deed) = any(${deeds}::text[]) and q.applied_on between ${from}::date and ${to}::date
    order by q.applied_on, q.id`.execute(billing(tx))
  return rows
}
