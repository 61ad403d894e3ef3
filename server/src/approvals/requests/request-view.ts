import type { approvals as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { fileRefs } from '../../platform/files/file-view.ts'
import { countUpTo, keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { type ChainStep, stepsOf } from '../chains/chain.ts'
import { rolesOf } from '../chains/chain-view.ts'
import { approvals } from '../tables.ts'
import { decidersOf } from './deciders-view.ts'

export type ApprovalDetail = ResponseOf<typeof contract.readApproval>
type ApprovalRow = ResponseOf<typeof contract.listApprovals>['items'][number]
type Filters = Partial<Omit<RequestOf<typeof contract.listApprovals>, 'cursor' | 'limit' | 'sort'>>

const SORTS = {
  askedAt: { by: sql`r.asked_at`, type: 'timestamptz' },
  amountFen: { by: sql`r.amount_fen`, type: 'bigint' },
} as const
const FALLBACK = '-askedAt'

/** Requests within the actor's scope: those that wait for the actor, the actor's own, or all; with the sum of their amounts. */
export async function listApprovals(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listApprovals>,
): Promise<ResponseOf<typeof contract.listApprovals>> {
  const keys = keyset(input, sql<string>`r.id`, SORTS, FALLBACK)
  const filtered = requests(tx, actor, input)
  const rows = await pageRows(shown(filtered, actor), keys, input)
  const total = await countUpTo(approvals(tx), filtered.select('r.id'))
  const { amountFen } = await filtered
    .select(sql<bigint>`coalesce(sum(r.amount_fen), 0)::bigint`.as('amountFen'))
    .executeTakeFirstOrThrow()
  const items = rows.map(({ sortKey, ...row }) => ({ ...rowOf(row), sortKey }))
  return { ...pageOfRows(input, items, total, FALLBACK), sums: { amountFen } }
}

/** How many requests wait for the actor. */
export async function countWaitingApprovals(tx: Tx, actor: Actor): Promise<{ waiting: number }> {
  return { waiting: await countUpTo(approvals(tx), requests(tx, actor, { view: 'to-decide' }).select('r.id')) }
}

/** One request with its facts, its chain, and what was said. Errors: platform.not_found. */
export async function readApproval(tx: Tx, actor: Actor, input: { requestId: string }): Promise<ApprovalDetail> {
  const row = await shown(requests(tx, actor, {}), actor)
    .select(['r.facts', 'r.photoIds', 'r.steps as chain'])
    .where('r.id', '=', input.requestId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  const { facts, photoIds, chain, ...rest } = row
  const request = rowOf(rest)
  const files = await fileRefs(tx, photoIds)
  return {
    ...request,
    facts: factsOf(facts),
    photos: photoIds.flatMap(id => files.get(id) ?? []),
    chain: await chainOf(tx, actor, request, stepsOf(chain)),
    decisions: await decisionsOf(tx, request.id),
  }
}

/** Who has approved steps of a request, in their order. */
export async function approvedBy(tx: Tx, requestId: string): Promise<(string | null)[]> {
  const rows = await approvals(tx)
    .selectFrom('approvals.decision')
    .select('byId')
    .where('tenantId', '=', tenantOf(tx.actor))
    .where('requestId', '=', requestId)
    .where('verdict', '=', 'approved')
    .orderBy('step')
    .execute()
  return rows.map(row => row.byId)
}

/** Waiting, not the actor's own, a step for the actor and none of the actor's before. */
function mayDecide(actor: Actor) {
  if (!actor.permissions.has('approvals.requests.decide') || actor.id === null) return sql<boolean>`false`
  return sql<boolean>`(r.state = 'waiting' and r.asked_by is distinct from ${actor.id}
    and (r.next_permission is null or r.next_permission = any (${[...actor.permissions]}::text[]))
    and (r.next_role_id is null or exists (select 1 from identity.public_staff_role sr
      where sr.tenant_id = r.tenant_id and sr.staff_id = ${actor.id} and sr.role_id = r.next_role_id))
    and not exists (select 1 from approvals.decision d
      where d.tenant_id = r.tenant_id and d.request_id = r.id and d.by_id = ${actor.id} and d.verdict = 'approved'))`
}

function requests(tx: Tx, actor: Actor, filters: Filters) {
  const { view = 'all', communityId, premisesId, kind, state, text, from, to } = filters
  const pattern = `%${likeText(text ?? '')}%`
  return approvals(tx)
    .selectFrom('approvals.request as r')
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'r.tenantId').onRef('c.id', '=', 'r.communityId'),
    )
    .leftJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'r.tenantId').onRef('p.id', '=', 'r.premisesId'),
    )
    .where('r.tenantId', '=', tenantOf(actor))
    .$if(view === 'to-decide', query => query.where(mayDecide(actor)))
    .$if(view === 'mine', query => query.where('r.askedBy', '=', actor.id))
    .$if(communityId !== undefined, query => query.where('r.communityId', '=', communityId ?? ''))
    .$if(premisesId !== undefined, query => query.where('r.premisesId', '=', premisesId ?? ''))
    .$if(kind !== undefined, query => query.where('r.kind', '=', kind ?? ''))
    .$if(state !== undefined, query => query.where('r.state', '=', state ?? ''))
    .$if(Boolean(text), query =>
      query.where(
        sql<SqlBool>`(r.title ilike ${pattern} or p.label ilike ${pattern} or r.asked_by_name ilike ${pattern})`,
      ),
    )
    .$if(from !== undefined, query =>
      query.where(sql<SqlBool>`r.asked_at >= ${from ?? ''}::date::timestamp at time zone 'Asia/Shanghai'`),
    )
    .$if(to !== undefined, query =>
      query.where(sql<SqlBool>`r.asked_at < (${to ?? ''}::date + 1)::timestamp at time zone 'Asia/Shanghai'`),
    )
}

function shown(query: ReturnType<typeof requests>, actor: Actor) {
  return query
    .select(['r.id', 'r.kind', 'r.subjectId', 'r.communityId', 'c.name as communityName', 'r.premisesId'])
    .select([
      'p.label as premisesLabel',
      'r.amountFen',
      'r.title',
      'r.words',
      'r.reason',
      'r.state',
      'r.passed',
      'r.version',
    ])
    .select(['r.askedBy', 'r.askedByName', 'r.askedAt', 'r.closedAt'])
    .select(sql<number>`jsonb_array_length(r.steps)`.as('steps'))
    .select(sql<boolean>`r.asked_by is not distinct from ${actor.id}`.as('mine'))
    .select(mayDecide(actor).as('mayDecide'))
}

type Shown = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number]

function rowOf(row: Shown): ApprovalRow {
  return {
    ...row,
    ...{ kind: row.kind as ApprovalRow['kind'], state: row.state as ApprovalRow['state'] },
    words: row.words as ApprovalRow['words'],
  }
}

function factsOf(stored: unknown): ApprovalDetail['facts'] {
  type Fact = ApprovalDetail['facts'][number]
  const facts = stored as (Pick<Fact, 'name' | 'text'> & { words?: Fact['words']; fen: string | null })[]
  return facts.map(({ words = null, fen, ...fact }) => ({ ...fact, words, fen: fen === null ? null : BigInt(fen) }))
}

async function chainOf(
  tx: Tx,
  actor: Actor,
  request: ApprovalRow,
  steps: ChainStep[],
): Promise<ApprovalDetail['chain']> {
  const roles = new Map((await rolesOf(tx, actor)).map(role => [role.id, role.name]))
  const earlier = await approvedBy(tx, request.id)
  const chain: ApprovalDetail['chain'] = []
  for (const [index, step] of steps.entries()) {
    const state = stateOf(request, index)
    const open = request.state === 'waiting' && index >= request.passed
    const deciders = open ? await decidersOf(tx, actor, step, { ...request, approvedBy: earlier }) : []
    const roleName = step.roleId === null ? null : (roles.get(step.roleId) ?? '')
    chain.push({ ...step, roleName, state, deciders: deciders.slice(0, 10).map(decider => decider.name) })
  }
  return chain
}

function stateOf(request: ApprovalRow, index: number): ApprovalDetail['chain'][number]['state'] {
  if (index < request.passed) return 'approved'
  if (index > request.passed) return 'later'
  if (request.state === 'waiting') return 'waiting'
  return request.state === 'rejected' ? 'rejected' : 'later'
}

async function decisionsOf(tx: Tx, requestId: string): Promise<ApprovalDetail['decisions']> {
  const rows = await approvals(tx)
    .selectFrom('approvals.decision')
    .select(['id', 'verdict', 'step', 'note', 'byName', 'at'])
    .where('tenantId', '=', tenantOf(tx.actor))
    .where('requestId', '=', requestId)
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.map(row => ({ ...row, verdict: row.verdict as ApprovalDetail['decisions'][number]['verdict'] }))
}
