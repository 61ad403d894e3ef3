import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { keyset, pageOfRows } from '../../platform/page.ts'
import { billing } from '../tables.ts'

export type RunView = ResponseOf<typeof contract.readBillRun>
type Page = ResponseOf<typeof contract.listBillRuns>

const SORTS = { startedAt: { by: sql`r.started_at`, type: 'timestamptz' } } as const
const NEWEST_FIRST = '-startedAt'

/** Bill runs, newest first. */
export async function listBillRuns(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listBillRuns>,
): Promise<Page> {
  const keys = keyset(input, sql<string>`r.id`, SORTS, NEWEST_FIRST)
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
  return pageOfRows(
    input,
    rows.map(row => ({ ...viewOf(row), sortKey: row.sortKey })),
    count,
    NEWEST_FIRST,
  )
}

/** One run with its progress and exceptions. Errors: platform.not_found. */
export async function readBillRun(tx: Tx, actor: Actor, input: { billRunId: string }): Promise<RunView> {
  const row = await filtered(tx, actor, {})
    .select('r.exceptions')
    .where('r.id', '=', input.billRunId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  return { ...viewOf(row), exceptions: row.exceptions as RunView['exceptions'] }
}

function filtered(tx: Tx, actor: Actor, filters: { communityId?: string }) {
  let query = billing(tx)
    .selectFrom('billing.billRun as r')
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'r.tenantId').onRef('c.id', '=', 'r.communityId'),
    )
    .select(['r.id', 'r.communityId', 'c.name as communityName', 'r.fromMonth', 'r.toMonth', 'r.state', 'r.billCount'])
    .select(['r.lineCount', 'r.totalFen', 'r.exceptionCount', 'r.progressDone', 'r.progressOf', 'r.startedAt'])
    .select(['r.startedByName', 'r.issuedAt'])
    .where('r.tenantId', '=', tenantOf(actor))
  if (filters.communityId) query = query.where('r.communityId', '=', filters.communityId)
  return query
}

function viewOf(row: {
  id: string
  communityId: string
  communityName: string
  fromMonth: string
  toMonth: string
  state: string
  billCount: number
  lineCount: number
  totalFen: bigint
  exceptionCount: number
  progressDone: number
  progressOf: number
  startedAt: Date
  startedByName: string
  issuedAt: Date | null
}): Page['items'][number] {
  const { fromMonth, toMonth, progressDone, progressOf, startedByName, state, ...same } = row
  return {
    ...same,
    from: fromMonth,
    to: toMonth,
    state: state as RunView['state'],
    progress: { done: progressDone, of: progressOf },
    startedBy: startedByName,
  }
}
