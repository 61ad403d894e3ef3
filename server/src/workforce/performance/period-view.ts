import type { workforce as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { percentOf } from '../../platform/decimals.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { keyset, pageOfRows, pageRows, type SortColumn } from '../../platform/page.ts'
import { refuse } from '../errors.ts'
import { workforce } from '../tables.ts'

export type KpiPeriod = ResponseOf<typeof contract.listKpiPeriods>['items'][number]

const SORTS: Record<string, SortColumn> = {
  fromOn: { by: sql`k.from_on`, type: 'date' },
  openedAt: { by: sql`k.opened_at`, type: 'timestamptz' },
}

function periods(tx: Tx, actor: Actor) {
  return workforce(tx)
    .selectFrom('workforce.kpiPeriod as k')
    .leftJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'k.tenantId').onRef('c.id', '=', 'k.communityId'),
    )
    .where('k.tenantId', '=', tenantOf(actor))
}

const cards = sql<KpiPeriod['cards']>`(select jsonb_build_object('open', count(*) filter (where s.state = 'open'),
    'scored', count(*) filter (where s.state = 'scored'), 'published', count(*) filter (where s.state = 'published'))
  from workforce.scorecard s where s.tenant_id = k.tenant_id and s.period_id = k.id)`

const appealsWaiting = sql<number>`(select count(*)::int from workforce.appeal a
  join workforce.scorecard s on s.tenant_id = a.tenant_id and s.id = a.scorecard_id
  where s.tenant_id = k.tenant_id and s.period_id = k.id and a.state = 'asked')`

function withColumns(query: ReturnType<typeof periods>) {
  return query.select([
    ...(['k.id', 'k.fromOn', 'k.toOn', 'k.communityId', 'c.name as communityName', 'k.appealDays', 'k.note'] as const),
    ...(['k.openedAt', 'k.openedBy', 'k.lockedAt', 'k.lockedBy', 'k.version'] as const),
    sql<KpiPeriod['grain']>`k.grain`.as('grain'),
    sql<KpiPeriod['state']>`k.state`.as('state'),
    cards.as('cards'),
    appealsWaiting.as('appealsWaiting'),
  ])
}

/** Periods, the latest first. With a community: its own and those of the company. */
export async function listKpiPeriods(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listKpiPeriods>,
): Promise<ResponseOf<typeof contract.listKpiPeriods>> {
  const { communityId, grain, state } = input
  const keys = keyset(input, sql<string>`k.id`, SORTS, '-fromOn')
  const matching = periods(tx, actor)
    .$if(communityId !== undefined, query =>
      query.where(sql<SqlBool>`(k.community_id is null or k.community_id = ${communityId ?? null}::uuid)`),
    )
    .$if(grain !== undefined, query => query.where('k.grain', '=', grain ?? ''))
    .$if(state !== undefined, query => query.where('k.state', '=', state ?? ''))
  const rows = await pageRows(withColumns(matching), keys, input)
  const { count } = await matching.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  return pageOfRows(input, rows, count, '-fromOn')
}

/** One period; otherwise not found. */
export async function readPeriod(tx: Tx, actor: Actor, periodId: string): Promise<KpiPeriod> {
  const found = await withColumns(periods(tx, actor)).where('k.id', '=', periodId).executeTakeFirst()
  if (!found) throw platformRefuse.notFound()
  return found
}

const MOST_NAMES = 200

/** One period with its grades and with whom no scheme fits; otherwise not found. */
export async function readKpiPeriod(
  tx: Tx,
  actor: Actor,
  { periodId }: { periodId: string },
): Promise<ResponseOf<typeof contract.readKpiPeriod>> {
  const period = await readPeriod(tx, actor, periodId)
  const grades = await workforce(tx)
    .selectFrom('workforce.scorecard')
    .select([sql<string>`grade`.as('grade'), sql<bigint>`count(*)`.as('count')])
    .where('tenantId', '=', tenantOf(actor))
    .where('periodId', '=', periodId)
    .where('state', '=', 'published')
    .groupBy('grade')
    .orderBy(sql`avg(total) desc`)
    .execute()
  const all = grades.reduce((sum, each) => sum + each.count, 0n)
  const { average } = await workforce(tx)
    .selectFrom('workforce.scorecard')
    .select(sql<string | null>`round(avg(total), 2)::text`.as('average'))
    .where('tenantId', '=', tenantOf(actor))
    .where('periodId', '=', periodId)
    .where('state', '=', 'published')
    .executeTakeFirstOrThrow()
  return {
    ...period,
    grades: grades.map(({ grade, count }) => ({
      ...{ grade, count: Number(count), percent: percentOf(count, all) ?? '0' },
    })),
    average,
    withoutScheme: period.state === 'open' ? await withoutScheme(tx, actor, period) : [],
  }
}

async function withoutScheme(tx: Tx, actor: Actor, period: KpiPeriod) {
  const { rows } = await sql<{ employeeId: string; name: string; postName: string }>`
    select e.id as "employeeId", e.name, p.name as "postName" from workforce.employee e
    join workforce.post p on p.tenant_id = e.tenant_id and p.id = e.post_id
    where e.tenant_id = ${tenantOf(actor)} and ${employedWithin(period)} and ${withoutCard(period)}
    order by e.number, e.id limit ${MOST_NAMES}`.execute(workforce(tx))
  return rows
}

type Span = Pick<KpiPeriod, 'grain' | 'fromOn' | 'toOn' | 'communityId'>

/** Of `e`: employed on some day of a period, where it is. */
export function employedWithin({ fromOn, toOn, communityId }: Span) {
  return sql<SqlBool>`(e.employed_from <= ${toOn}::date and (e.employed_to is null or e.employed_to >= ${fromOn}::date)
    and (${communityId}::uuid is null or e.community_id = ${communityId}::uuid))`
}

/** Of `e`: nobody judges these days yet. */
export function withoutCard({ grain, fromOn, toOn }: Span) {
  return sql<SqlBool>`not exists (select 1 from workforce.scorecard s where s.tenant_id = e.tenant_id and s.employee_id = e.id
    and s.grain = ${grain} and s.state <> 'void' and daterange(s.from_on, s.to_on, '[]') && daterange(${fromOn}::date, ${toOn}::date, '[]'))`
}

/** The period, locked against a change of its state while cards of it are written. Errors: not found, workforce.period_closed. */
export async function requireOpenPeriod(tx: Tx, actor: Actor, periodId: string) {
  const row = await workforce(tx)
    .selectFrom('workforce.kpiPeriod')
    .select(['id', 'fromOn', 'toOn', 'communityId', 'appealDays', 'version', 'note'])
    .select([sql<KpiPeriod['grain']>`grain`.as('grain'), sql<KpiPeriod['state']>`state`.as('state')])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', periodId)
    .forShare()
    .executeTakeFirst()
  if (!row) throw platformRefuse.notFound()
  if (row.state !== 'open') throw refuse.periodClosed()
  return row
}
