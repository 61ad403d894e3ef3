import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { keyset, pageOfRows } from '../../platform/page.ts'
import { billing } from '../tables.ts'

type Page = ResponseOf<typeof contract.listAssignments>

const SORTS = {
  premisesLabel: { by: sql`p.label`, type: 'text' },
  startsOn: { by: sql`a.starts_on`, type: 'date' },
} as const

/** Which rule is charged on which premises since when, by room. */
export async function listAssignments(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listAssignments>,
): Promise<Page> {
  const keys = keyset(input, sql<string>`a.id`, SORTS, 'premisesLabel')
  const rows = await filtered(tx, actor, input)
    .select(keys.key.as('sortKey'))
    .where(keys.after)
    .orderBy(keys.order)
    .limit(input.limit + 1)
    .execute()
  const { count } = await filtered(tx, actor, input)
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return pageOfRows(input, rows, count, 'premisesLabel')
}

/** One assignment. Errors: platform.not_found. */
export async function readAssignment(tx: Tx, actor: Actor, assignmentId: string): Promise<Page['items'][number]> {
  const row = await filtered(tx, actor, {}).where('a.id', '=', assignmentId).executeTakeFirst()
  if (!row) throw refuse.notFound()
  return row
}

function filtered(tx: Tx, actor: Actor, filters: { ruleId?: string; premisesId?: string; communityId?: string }) {
  let query = billing(tx)
    .selectFrom('billing.assignment as a')
    .innerJoin('billing.rule as r', join => join.onRef('r.tenantId', '=', 'a.tenantId').onRef('r.id', '=', 'a.ruleId'))
    .innerJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'a.tenantId').onRef('p.id', '=', 'a.premisesId'),
    )
    .select(['a.id', 'a.ruleId', 'r.name as ruleName', 'a.premisesId', 'p.label as premisesLabel'])
    .select(['a.startsOn', 'a.endsOn'])
    .where('a.tenantId', '=', tenantOf(actor))
  if (filters.ruleId) query = query.where('a.ruleId', '=', filters.ruleId)
  if (filters.premisesId) query = query.where('a.premisesId', '=', filters.premisesId)
  if (filters.communityId) query = query.where('a.communityId', '=', filters.communityId)
  return query
}
