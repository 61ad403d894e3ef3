import type { analytics as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { dec, decimalText, roundedText } from '../../../platform/decimals.ts'
import { analytics } from '../../tables.ts'
import { type Asked, askReport } from '../ask-report.ts'
import { idOf } from '../group-by.ts'
import { type Group, pageGroups } from '../page-groups.ts'

type Report = ResponseOf<typeof contract.listConsumption>
type Input = RequestOf<typeof contract.listConsumption>
type Counted = Omit<Report['sums'], 'loss' | 'lossRate'>
type Row = Group & Counted & { meterId: string | null; topUsed: string; leafUsed: string }

const LEVELS = ['householdUsed', 'sharedUsed', 'masterUsed'] as const
const SORTS = [...LEVELS, 'parentUsed', 'belowUsed', 'loss', 'lossRate', 'readingCount', 'estimatedCount'] as const

/**
 * 用量与损耗 of one kind of meter (domain.md §1.2 抄表, §1.3): approved readings by the month they end in, in units after the multiplier;
 * loss = parent − Σ of the meters directly below it that have readings in the same month, loss rate = loss ÷ parent. Added up, what
 * passed several meters in a row is counted once: topmost meters − those at the ends, which is the sum of the losses of all parents.
 * A meter that was replaced counts on with the one in its place, above and below.
 * Errors: analytics.period_wrong, platform.not_found.
 */
export async function listConsumption(tx: Tx, actor: Actor, input: Input): Promise<Report> {
  const asked = await askReport(tx, actor, input)
  const { rows } = await sql<Row>`
    with recursive stood as (${inPlaceOf(asked, input.kind)}), used as (${usedFacts(asked, input.kind)}), grouped as (
      select ${KEYS[input.by]},
        ${sumOf('household_used', sql`u.level = 'household' and not u.is_below`)},
        ${sumOf('shared_used', sql`u.level = 'shared' and not u.is_below`)},
        ${sumOf('master_used', sql`u.level = 'master' and not u.is_below`)},
        ${sumOf('parent_used', sql`u.is_parent and not u.is_below`)}, ${sumOf('below_used', sql`u.is_below`)},
        ${sumOf('top_used', sql`u.is_top and not u.is_below`)}, ${sumOf('leaf_used', sql`u.is_below and not u.is_parent`)},
        count(*) filter (where not u.is_below)::int as reading_count,
        count(*) filter (where not u.is_below and u.estimated)::int as estimated_count
      from used u ${WHERE[input.by]} group by 1, 2, 3
    )
    select ${idOf(sql`g.key`)} as id, g.group_id, case when ${input.by} = 'month' then g.key end as month,
      ${input.by === 'parent' ? sql`g.key::uuid` : sql`null::uuid`} as meter_id, g.name, ${COMMUNITY[input.by]} as community_name,
      g.household_used, g.shared_used, g.master_used, g.parent_used, g.below_used, g.top_used, g.leaf_used, g.reading_count, g.estimated_count
    from grouped g
    left join registry.public_community c on c.tenant_id = ${asked.tenantId}::uuid and c.id = g.group_id`.execute(
    analytics(tx),
  )
  const found = rows.map(row => {
    const { topUsed, leafUsed, ...counted } = row
    const own = input.by === 'parent' ? counted : { ...counted, parentUsed: topUsed, belowUsed: leafUsed }
    return { ...own, ...(input.by === 'community' ? named(row) : {}), ...lossOf(own) }
  })
  const { from, to } = asked
  return {
    ...pageGroups(
      input,
      found,
      SORTS,
      input.by === 'month' ? 'name' : input.by === 'parent' ? '-lossRate' : '-householdUsed',
    ),
    sums: summed(rows),
    ...{ from, to },
  }
}

/** A community is named by the join, its row having no place of its own. */
function named(row: Group): Pick<Group, 'name' | 'communityName'> {
  return { name: row.communityName ?? '', communityName: null }
}

/**
 * Every meter with the one that stands in its place now, itself where it was not replaced: what hangs below a meter that was replaced hangs
 * below the new one, and what either counted belongs together.
 */
export function inPlaceOf({ tenantId, communityId }: Asked, kind: string): RawBuilder<unknown> {
  const own = sql`m.tenant_id = ${tenantId}::uuid and m.kind = ${kind} ${communityId ? sql`and m.community_id = ${communityId}::uuid` : sql``}`
  return sql`
    select m.id as meter_id, m.id as now_id, m.replaces_id from metering.public_meter m
    where ${own} and not exists (select from metering.public_meter n where n.tenant_id = m.tenant_id and n.replaces_id = m.id)
    union all
    select m.id, s.now_id, m.replaces_id from stood s join metering.public_meter m on ${own} and m.id = s.replaces_id`
}

/**
 * Readings twice over: once as what a meter used, and, where its parent has readings in the same month, once more as what is below
 * that parent, under the parent's name. A parent is topmost while the meter it hangs on, if any, was not read in the month.
 */
export function usedFacts({ tenantId, communityId, firstDay, lastDay }: Asked, kind: string): RawBuilder<unknown> {
  const readings = sql`
    select r.reading_id, r.meter_id as own_meter_id, r.to_on, r.community_id, m.id as meter_id, m.code, m.name, a.now_id as parent_id, r.level, r.quantity, r.estimated,
      to_char(r.to_on, 'YYYY-MM') as month,
      exists (select from metering.public_meter k join stood b on b.meter_id = k.parent_id
        where k.tenant_id = r.tenant_id and b.now_id = m.id) as is_parent
    from metering.public_consumption r
    join stood s on s.meter_id = r.meter_id
    join metering.public_meter o on o.tenant_id = r.tenant_id and o.id = r.meter_id
    join metering.public_meter m on m.tenant_id = r.tenant_id and m.id = s.now_id
    left join stood a on a.meter_id = o.parent_id
    where r.tenant_id = ${tenantId}::uuid and r.kind = ${kind} and r.to_on between ${firstDay}::date and ${lastDay}::date
      ${communityId ? sql`and r.community_id = ${communityId}::uuid` : sql``}`
  return sql`
    with reading as materialized (${readings})
    select r.reading_id, r.own_meter_id, r.to_on, r.code || ' ' || r.name as own_name, r.community_id, r.meter_id, r.code, r.name, r.level, r.quantity, r.estimated, r.month, r.is_parent, false as is_below,
      r.is_parent and not exists (select from reading a where a.meter_id = r.parent_id and a.month = r.month) as is_top
    from reading r
    union all
    select r.reading_id, r.own_meter_id, r.to_on, r.code || ' ' || r.name, r.community_id, p.meter_id, p.code, p.name, r.level, r.quantity, r.estimated, r.month, r.is_parent, true, false
    from reading r
    join (select distinct meter_id, code, name, month from reading where is_parent) p on p.meter_id = r.parent_id and p.month = r.month`
}

const KEYS: Record<Input['by'], RawBuilder<unknown>> = {
  month: sql`u.month as key, null::uuid as group_id, u.month as name`,
  community: sql`u.community_id::text as key, u.community_id as group_id, '' as name`,
  parent: sql`u.meter_id::text as key, u.community_id as group_id, rtrim(u.code || ' ' || u.name) as name`,
}
const WHERE: Record<Input['by'], RawBuilder<unknown>> = {
  month: sql``,
  community: sql``,
  parent: sql`where u.is_parent or u.is_below`,
}
const COMMUNITY: Record<Input['by'], RawBuilder<unknown>> = {
  month: sql`null::text`,
  community: sql`c.name`,
  parent: sql`c.name`,
}

function sumOf(name: string, when: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`trim_scale(coalesce(sum(u.quantity) filter (where ${when}), 0))::text as ${sql.raw(name)}`
}

function summed(rows: readonly Row[]): Report['sums'] {
  const total = (name: (typeof LEVELS)[number] | 'topUsed' | 'leafUsed') =>
    decimalText(rows.reduce((sum, row) => sum.plus(dec(row[name])), dec('0')))
  const counted = {
    ...(Object.fromEntries(LEVELS.map(name => [name, total(name)])) as Record<(typeof LEVELS)[number], string>),
    ...{ parentUsed: total('topUsed'), belowUsed: total('leafUsed') },
    readingCount: rows.reduce((count, row) => count + row.readingCount, 0),
    estimatedCount: rows.reduce((count, row) => count + row.estimatedCount, 0),
  }
  return { ...counted, ...lossOf(counted) }
}

function lossOf({ parentUsed, belowUsed }: Pick<Counted, 'parentUsed' | 'belowUsed'>) {
  const [parent, below] = [dec(parentUsed), dec(belowUsed)]
  const loss = parent.minus(below)
  return {
    loss: decimalText(loss),
    lossRate: parent.isZero() ? null : roundedText(loss.times(100).div(parent), 2),
  }
}
