import { COUNT_MOST, type analytics as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { keyset, pageOfRows } from '../../../platform/page.ts'
import { analytics } from '../../tables.ts'
import { askReport } from '../ask-report.ts'
import { inPlaceOf, usedFacts } from './consumption-view.ts'

type Report = ResponseOf<typeof contract.listUsedReadings>
type Input = RequestOf<typeof contract.listUsedReadings>
type Row = Report['items'][number] & { sortKey: string }

const SORTS = {
  toOn: { by: sql`u.to_on`, type: 'date' },
  quantity: { by: sql`u.quantity`, type: 'numeric' },
} as const

/**
 * The readings behind a number of 用量与损耗, by the very facts that are summed there (`usedFacts`), the latest first: of a meter above (`meterId`) its own
 * and those directly below it, else those of the topmost meters and of the ends of the tree. Errors: analytics.period_wrong, platform.not_found.
 */
export async function listUsedReadings(tx: Tx, actor: Actor, input: Input): Promise<Report> {
  const asked = await askReport(tx, actor, input)
  const { tenantId, from, to } = asked
  const keys = keyset(input, sql<string>`u.id`, SORTS, '-toOn')
  const tables = sql`recursive stood as (${inPlaceOf(asked, input.kind)}), used as (${usedFacts(asked, input.kind)})`
  const found = sql`
    select u.reading_id as id, u.own_meter_id, u.to_on, u.community_id, rtrim(u.own_name) as meter_name, u.level, u.estimated,
      ${input.number === 'loss' ? sql`case when u.is_below then -u.quantity else u.quantity end` : sql`u.quantity`} as quantity
    from used u where ${ofNumber(input)} ${input.meterId ? sql`and u.meter_id = ${input.meterId}::uuid` : sql``}`
  const { rows } = await sql<Row>`
    with ${tables}
    select u.id, u.own_meter_id as meter_id, u.to_on, c.name as community_name, u.meter_name, u.level, u.estimated, trim_scale(u.quantity)::text as quantity, ${keys.key} as sort_key
    from (select * from (${found}) u where ${keys.after} order by ${keys.order} limit ${input.limit + 1}) u
    join registry.public_community c on c.tenant_id = ${tenantId}::uuid and c.id = u.community_id
    order by ${keys.order}`.execute(analytics(tx))
  const { rows: sums } = await sql<{ quantity: string; count: number }>`
    with ${tables}
    select trim_scale(coalesce(sum(u.quantity), 0))::text as quantity, least(count(*), ${COUNT_MOST + 1})::int as count from (${found}) u`.execute(
    analytics(tx),
  )
  const { quantity = '0', count = 0 } = sums[0] ?? {}
  const page = pageOfRows(input, rows, count, '-toOn')
  return { ...page, items: page.items.map(({ sortKey: _, ...row }) => row), sums: { quantity }, from, to }
}

/** Which facts a number is made of. Under a meter above it is that meter's own and what hangs on it; of all, what passed several counts once. */
function ofNumber({ number, meterId }: Input): RawBuilder<unknown> {
  const above = meterId ? sql`u.is_parent and not u.is_below` : sql`u.is_top and not u.is_below`
  const below = meterId ? sql`u.is_below` : sql`u.is_below and not u.is_parent`
  if (number === 'parent') return above
  if (number === 'below') return below
  if (number === 'loss') return sql`((${above}) or (${below}))`
  return sql`u.level = ${number} and not u.is_below`
}
