import type { workforce as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { keyset, pageOfRows, pageRows, type SortColumn } from '../../platform/page.ts'
import { workforce } from '../tables.ts'

export type KpiScheme = ResponseOf<typeof contract.readKpiScheme>
type Indicator = KpiScheme['indicators'][number]

const SORTS: Record<string, SortColumn> = {
  name: { by: sql`s.name`, type: 'text' },
  effectiveFrom: { by: sql`s.effective_from`, type: 'date' },
}

function schemes(tx: Tx, actor: Actor) {
  return workforce(tx).selectFrom('workforce.kpiScheme as s').where('s.tenantId', '=', tenantOf(actor))
}

function withColumns(query: ReturnType<typeof schemes>) {
  return query
    .select(['s.id', 's.name', 's.postIds', 's.teamIds', 's.effectiveFrom', 's.effectiveTo', 's.active', 's.version'])
    .select([sql<KpiScheme['grain']>`s.grain`.as('grain'), sql<KpiScheme['bands']>`s.bands`.as('bands')])
    .select([
      sql<
        string[]
      >`array(select p.name from workforce.post p where p.tenant_id = s.tenant_id and p.id = any (s.post_ids) order by p.position, p.name)`.as(
        'postNames',
      ),
      sql<
        string[]
      >`array(select t.name from workforce.team t where t.tenant_id = s.tenant_id and t.id = any (s.team_ids) order by t.name)`.as(
        'teamNames',
      ),
    ])
}

/** Schemes by name. */
export async function listKpiSchemes(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listKpiSchemes>,
): Promise<ResponseOf<typeof contract.listKpiSchemes>> {
  const keys = keyset(input, sql<string>`s.id`, SORTS, 'name')
  const matching = schemes(tx, actor)
    .$if(input.grain !== undefined, query => query.where('s.grain', '=', input.grain ?? ''))
    .$if(input.state !== undefined, query => query.where('s.active', '=', input.state === 'active'))
  const rows = await pageRows(withColumns(matching), keys, input)
  const { count } = await matching.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  return pageOfRows(input, await withIndicators(tx, actor, rows), count, 'name')
}

/** One scheme; otherwise not found. */
export async function readKpiScheme(tx: Tx, actor: Actor, { schemeId }: { schemeId: string }): Promise<KpiScheme> {
  const rows = await withColumns(schemes(tx, actor)).where('s.id', '=', schemeId).execute()
  const [scheme] = await withIndicators(tx, actor, rows)
  if (!scheme) throw refuse.notFound()
  return scheme
}

async function withIndicators<R extends { id: string }>(tx: Tx, actor: Actor, rows: R[]) {
  if (rows.length === 0) return []
  const found = await workforce(tx)
    .selectFrom('workforce.kpiIndicator')
    .select(['id', 'schemeId', 'name', ...measureColumns])
    .where('tenantId', '=', tenantOf(actor))
    .where(
      'schemeId',
      'in',
      rows.map(row => row.id),
    )
    .orderBy('position')
    .execute()
  return rows.map(row => ({
    ...row,
    indicators: found.filter(({ schemeId }) => schemeId === row.id).map(({ schemeId: _, ...each }): Indicator => each),
  }))
}

/** What an indicator is measured by, as a scheme or a card holds it; numbers as text without idle zeros. */
export const measureColumns = [
  sql<Indicator['source']>`source`.as('source'),
  sql<Indicator['rule']>`rule`.as('rule'),
  sql<Indicator['direction']>`direction`.as('direction'),
  sql<string | null>`trim_scale(target)::text`.as('target'),
  sql<string | null>`trim_scale(threshold)::text`.as('threshold'),
  sql<string | null>`trim_scale(floor)::text`.as('floor'),
  sql<Indicator['steps']>`steps`.as('steps'),
  sql<string>`trim_scale(weight)::text`.as('weight'),
  sql<string>`trim_scale(cap)::text`.as('cap'),
] as const
