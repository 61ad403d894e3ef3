import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { type StoredTallies, talliesFrom } from '../bills/tally.ts'
import { billing } from '../tables.ts'
import { runApproval } from './run-settings.ts'

export type RunView = ResponseOf<typeof contract.readBillRun>
type Page = ResponseOf<typeof contract.listBillRuns>

const SORTS = {
  startedAt: { by: sql`r.started_at`, type: 'timestamptz' },
  fromMonth: { by: sql`r.from_month`, type: 'text' },
  billCount: { by: sql`r.bill_count`, type: 'int' },
  totalFen: { by: sql`r.total_fen`, type: 'bigint' },
  exceptionCount: { by: sql`r.exception_count`, type: 'int' },
} as const
const NEWEST_FIRST = '-startedAt'

/** Bill runs, newest first. */
export async function listBillRuns(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listBillRuns>,
): Promise<Page> {
  const keys = keyset(input, sql<string>`r.id`, SORTS, NEWEST_FIRST)
  const rows = await pageRows(filtered(tx, actor, input), keys, input)
  const { count } = await filtered(tx, actor, input)
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  const approval = await readSetting(tx, runApproval, { communityId: input.communityId })
  return pageOfRows(
    input,
    rows.map(({ sortKey, ...row }) => ({ ...viewOf(row, actor, approval), sortKey })),
    count,
    NEWEST_FIRST,
  )
}

/** One run with its progress and exceptions. Errors: platform.not_found. */
export async function readBillRun(tx: Tx, actor: Actor, input: { billRunId: string }): Promise<RunView> {
  const row = await filtered(tx, actor, {})
    .select(['r.exceptions', RULE_NAMES.as('ruleNames')])
    .where('r.id', '=', input.billRunId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  const { exceptions, ruleNames, ...rest } = row
  const approval = await readSetting(tx, runApproval, { communityId: row.communityId })
  const seen = await inSight(tx, actor, exceptions as RunView['exceptions'])
  return { ...viewOf(rest, actor, approval), ruleNames, exceptions: seen }
}

/** Exceptions are kept with the run, whose wall is its community's: who sees some buildings reads those of their homes. */
async function inSight(tx: Tx, actor: Actor, exceptions: RunView['exceptions']): Promise<RunView['exceptions']> {
  if (actor.buildingIds === null) return exceptions
  const homes = await billing(tx)
    .selectFrom('registry.publicPremises')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', 'in', ['00000000-0000-0000-0000-000000000000', ...exceptions.map(one => one.premisesId)])
    .execute()
  const visible = new Set(homes.map(home => home.id))
  return exceptions.filter(one => visible.has(one.premisesId))
}

/** At most so many are shown of a run that names its rules. */
const RULE_NAMES = sql<string[]>`array(select u.name from billing.rule u
  where u.tenant_id = r.tenant_id and u.id = any(r.rule_ids) order by u.code limit 20)`

function filtered(tx: Tx, actor: Actor, filters: { communityId?: string; state?: string }) {
  let query = billing(tx)
    .selectFrom('billing.billRun as r')
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'r.tenantId').onRef('c.id', '=', 'r.communityId'),
    )
    .select(['r.id', 'r.communityId', 'c.name as communityName', 'r.fromMonth', 'r.toMonth', 'r.state', 'r.billCount'])
    .select(['r.lineCount', 'r.totalFen', 'r.exceptionCount', 'r.progressDone', 'r.progressOf', 'r.startedAt'])
    .leftJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'r.tenantId').onRef('p.id', '=', 'r.premisesId'),
    )
    .select(['r.startedBy', 'r.startedByName', 'r.issuedAt', 'r.approvedAt', 'r.approvedByName', 'r.correctFrom'])
    .select(['r.premisesId', 'p.label as premisesLabel', 'r.compared'])
    .where('r.tenantId', '=', tenantOf(actor))
  if (filters.communityId) query = query.where('r.communityId', '=', filters.communityId)
  if (filters.state) query = query.where('r.state', '=', filters.state)
  return query
}

type Row = Awaited<ReturnType<ReturnType<typeof filtered>['execute']>>[number]

function viewOf(row: Row, actor: Actor, approval: RunView['approval']): Page['items'][number] {
  const {
    fromMonth,
    toMonth,
    progressDone,
    progressOf,
    startedBy,
    startedByName,
    approvedByName,
    state,
    compared,
    ...same
  } = row
  return {
    ...same,
    from: fromMonth,
    to: toMonth,
    state: state as RunView['state'],
    compared: talliesFrom(compared as StoredTallies),
    progress: { done: progressDone, of: progressOf },
    startedBy: startedByName,
    approvedBy: approvedByName,
    mine: actor.kind !== 'system' && startedBy === accountOf(actor),
    approval,
  }
}
