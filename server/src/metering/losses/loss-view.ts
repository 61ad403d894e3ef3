import type { metering as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { countUpTo, keyset, pageOfRows } from '../../platform/page.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { readMeter } from '../meters/meter-view.ts'
import { lossPercent } from '../settings.ts'
import { metering } from '../tables.ts'
import { lossOf } from './loss.ts'

export type MeterLoss = ResponseOf<typeof contract.meterLosses>['items'][number]
type MeterKind = MeterLoss['kind']

/** Which consumption counts: of a round, or what was read on days from `from` to `to`. */
export interface LossTime {
  from: string
  to: string
  round?: { id: string; kind: MeterKind }
}

/**
 * The meters of a community that others hang on, with what was lost between each and those directly below it, by code. A consumption
 * counts in the time in which its reading lies, so times that follow each other add up. A meter that was replaced counts on with the one
 * in its place. For who sees whole communities: errors platform.beyond_scope.
 */
export async function lossesBetween(
  tx: Tx,
  actor: Actor,
  { communityId, kind, time }: { communityId: string; kind?: MeterKind | undefined; time: LossTime },
): Promise<MeterLoss[]> {
  requireWholeCommunities(actor)
  const tenantId = tenantOf(actor)
  const { rows } = await sql<Omit<MeterLoss, 'loss' | 'percent' | 'alarm'>>`
    with recursive used as materialized (${usedIn(tenantId, communityId, time)}),
    parent as (
      select m.* from metering.meter m where m.tenant_id = ${tenantId} and m.community_id = ${communityId} and m.state <> 'retired'
        and m.kind = coalesce(${kind ?? null}::text, m.kind)
        and exists (select from metering.meter b where b.tenant_id = m.tenant_id and b.community_id = m.community_id and b.parent_id = m.id)),
    stood as (
      select p.id as parent_id, p.id, p.replaces_id from parent p
      union all
      select s.parent_id, o.id, o.replaces_id from stood s join metering.meter o on o.tenant_id = ${tenantId} and o.id = s.replaces_id)
    select p.id as "meterId", p.code, p.name, p.kind, p.level, h.label as "premisesLabel", p.place, p.parent_id as "parentId",
      trim_scale(o.quantity)::text as used, trim_scale(coalesce(c.quantity, 0))::text as below, c.children, c.unread
    from parent p
    left join registry.public_premises h on h.tenant_id = p.tenant_id and h.id = p.premises_id
    cross join lateral (select sum(u.quantity) as quantity from stood s join used u on u.meter_id = s.id where s.parent_id = p.id) o
    cross join lateral (
      select sum(u.quantity) as quantity, count(*) filter (where b.state <> 'retired')::int as children,
        count(*) filter (where b.state = 'active' and u.meter_id is null)::int as unread
      from metering.meter b left join used u on u.meter_id = b.id
      where b.tenant_id = p.tenant_id and b.community_id = p.community_id and b.parent_id = p.id) c
    order by p.code`.execute(metering(tx))
  const threshold = await readSetting(tx, lossPercent, { communityId })
  return rows.map(row => ({ ...row, ...lossOf(row, threshold) }))
}

/** What each meter of the community counted in the time. */
function usedIn(tenantId: string, communityId: string, { from, to, round }: LossTime): RawBuilder<unknown> {
  // Of a round: its readings, and what was read in its days without a round (a meter taken away) or in rounds of other kinds.
  const counts = round
    ? sql`(c.round_id = ${round.id} or ((c.round_id is null or c.kind <> ${round.kind}) and c.to_on between ${from} and ${to}))`
    : sql`c.to_on between ${from} and ${to}`
  return sql`select c.meter_id, sum(c.quantity) as quantity from metering.public_consumption c
    where c.tenant_id = ${tenantId} and c.community_id = ${communityId} and ${counts} group by c.meter_id`
}

/** The losses of a community in a round or a stretch of days. Errors: platform.not_found, beyond_scope, metering.dates_wrong. */
export async function meterLosses(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.meterLosses>,
): Promise<ResponseOf<typeof contract.meterLosses>> {
  const { communityId, kind } = input
  requireWholeCommunities(actor)
  const time = await timeOf(tx, actor, communityId, input)
  const items = await lossesBetween(tx, actor, { communityId, kind: kind ?? time.round?.kind, time })
  const thresholdPercent = await readSetting(tx, lossPercent, { communityId })
  return { items, thresholdPercent, from: time.from, to: time.to }
}

/** The meters directly below one with what each counted. Errors: platform.not_found, beyond_scope, metering.dates_wrong. */
export async function metersBelow(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.metersBelow>,
): Promise<ResponseOf<typeof contract.metersBelow>> {
  requireWholeCommunities(actor)
  const { communityId } = await readMeter(tx, actor, input)
  const time = await timeOf(tx, actor, communityId, input)
  const keys = keyset(input, sql<string>`m.id`, { code: { by: sql`m.code`, type: 'text' } }, 'code')
  const below = metering(tx)
    .selectFrom('metering.meter as m')
    .leftJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'm.tenantId').onRef('p.id', '=', 'm.premisesId'),
    )
    .where('m.tenantId', '=', tenantOf(actor))
    .where('m.communityId', '=', communityId)
    .where('m.parentId', '=', input.meterId)
  const rows = await below
    .leftJoin(
      sql`(${usedIn(tenantOf(actor), communityId, time)})`.$castTo<{ meter_id: string; quantity: string }>().as('u'),
      join => join.on(sql`u.meter_id`, '=', sql.ref('m.id')),
    )
    .select(['m.id', 'm.code', 'm.name', 'm.level', 'p.label as premisesLabel', 'm.place', 'm.state'])
    .select([
      keys.key.as('sortKey'),
      sql<string | null>`trim_scale(u.quantity)::text`.as('used'),
      sql<number>`(select count(*)::int from metering.meter b where b.tenant_id = m.tenant_id and b.community_id = m.community_id
        and b.parent_id = m.id and b.state <> 'retired')`.as('children'),
    ])
    .where(keys.after)
    .orderBy(keys.order)
    .limit(input.limit + 1)
    .execute()
  const total = await countUpTo(metering(tx), below.select('m.id'))
  const page = pageOfRows(input, rows, total, 'code')
  return { ...page, items: page.items as ResponseOf<typeof contract.metersBelow>['items'] }
}

type AskedTime = Pick<RequestOf<typeof contract.meterLosses>, 'roundId' | 'from' | 'to'>

async function timeOf(tx: Tx, actor: Actor, communityId: string, asked: AskedTime): Promise<LossTime> {
  const { roundId, from, to } = asked
  if (roundId !== undefined) return timeOfRound(tx, actor, communityId, roundId)
  if (from === undefined || to === undefined || from > to) throw refuse.datesWrong()
  return { from, to }
}

/** A round with the days that most of its meters count: from the day after the readings before, to its last. Errors: platform.not_found. */
export async function timeOfRound(tx: Tx, actor: Actor, communityId: string, roundId: string): Promise<LossTime> {
  const { rows } = await sql<{ kind: MeterKind; from: string; to: string }>`
    select d.kind, coalesce(c.from_on, d.planned_on)::text as "from", coalesce(c.to_on, d.planned_on)::text as "to"
    from metering.reading_round d
    cross join lateral (select mode() within group (order by c.from_on) as from_on, max(c.to_on) as to_on from metering.public_consumption c
      where c.tenant_id = d.tenant_id and c.community_id = d.community_id and c.round_id = d.id) c
    where d.tenant_id = ${tenantOf(actor)} and d.community_id = ${communityId} and d.id = ${roundId}`.execute(
    metering(tx),
  )
  const [row] = rows
  if (!row) throw platformRefuse.notFound()
  return { from: row.from, to: row.to, round: { id: roundId, kind: row.kind } }
}
