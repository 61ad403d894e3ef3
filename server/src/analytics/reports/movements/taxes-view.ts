import type { analytics as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { analytics } from '../../tables.ts'
import { type Asked, askReport, isNarrowed } from '../ask-report.ts'
import { groupedSums, idOf } from '../group-by.ts'
import { type Group, pageGroups } from '../page-groups.ts'
import { sumRows } from './sum-rows.ts'

type Report = ResponseOf<typeof contract.listTaxes>
type Row = Group & Report['sums']

const AMOUNTS = ['grossFen', 'netFen', 'taxFen'] as const

/**
 * 税额 of lines of bills issued in the months: frozen at issue, once per line (E72), so 含税 = 不含税 + 税额 to the fen. Lines of
 * which nothing was said stand under no rate. What is taxed by its margin bears none line by line and stands under `margin`, with the tax that
 * closings of the months took of it (E75); that is of a community, not of a building. Errors: analytics.period_wrong, platform.not_found.
 */
export async function listTaxes(tx: Tx, actor: Actor, input: RequestOf<typeof contract.listTaxes>): Promise<Report> {
  const asked = await askReport(tx, actor, input)
  const facts = sql`
    select l.community_id, l.premises_id, l.item_id, date_trunc('month', l.issued_on::timestamp)::date as month, l.amount_fen,
      coalesce(l.tax_fen, 0) as tax_fen, case when l.tax_basis is null then l.tax_rate_percent end as rate, l.tax_basis as basis, 1 as lines
    from billing.public_bill_line l
    where ${isNarrowed(asked, 'l')} and l.state = 'issued'
      and l.issued_on between ${asked.firstDay}::date and ${asked.lastDay}::date
    ${asked.buildingId ? sql`` : sql`union all ${marginTaxes(asked)}`}`
  const sums = sql`sum(f.amount_fen)::bigint as gross_fen, sum(f.amount_fen - f.tax_fen)::bigint as net_fen,
    sum(f.tax_fen)::bigint as tax_fen, sum(f.lines)::int as line_count`
  const grouped =
    input.by === 'rate'
      ? sql`select ${idOf(sql`coalesce(g.basis, g.rate::text, '')`)} as id, null::uuid as group_id, null::text as month,
          coalesce(g.basis, trim_scale(g.rate)::text || '%', '') as name, null::text as community_name, g.*
          from (select f.rate, f.basis, ${sums} from (${facts}) f group by f.rate, f.basis) g`
      : groupedSums(input.by, asked, facts, sums)
  const { rows } = await sql<Row>`${grouped}`.execute(analytics(tx))
  const { from, to } = asked
  return {
    ...pageGroups(input, rows, [...AMOUNTS, 'lineCount'], input.by === 'month' ? 'name' : '-grossFen'),
    sums: { ...sumRows(rows, AMOUNTS), lineCount: rows.reduce((count, row) => count + row.lineCount, 0) },
    ...{ from, to },
  }
}

/** The tax of margins by item and month: it takes from net what it adds to tax. */
function marginTaxes({ tenantId, communityId, itemId, firstDay, lastDay }: Asked): RawBuilder<unknown> {
  return sql`select m.community_id, null::uuid, m.item_id, to_date(m.month, 'YYYY-MM'), 0::bigint, m.tax_fen, null::numeric, 'margin', 0
    from billing.public_margin_tax m
    where m.tenant_id = ${tenantId}::uuid and to_date(m.month, 'YYYY-MM') between ${firstDay}::date and ${lastDay}::date
      ${communityId ? sql`and m.community_id = ${communityId}::uuid` : sql``} ${itemId ? sql`and m.item_id = ${itemId}::uuid` : sql``}`
}
