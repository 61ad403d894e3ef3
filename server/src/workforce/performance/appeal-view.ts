import { workforce as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { keyset, pageOfRows, pageRows, type SortColumn } from '../../platform/page.ts'
import { workforce } from '../tables.ts'

export type Appeal = ResponseOf<typeof contract.listAppeals>['items'][number]

const SORTS: Record<string, SortColumn> = {
  state: { by: sql`array_position(array['asked', 'changed', 'kept', 'withdrawn'], a.state)`, type: 'int' },
  askedAt: { by: sql`a.asked_at`, type: 'timestamptz' },
}

function appeals(tx: Tx, actor: Actor) {
  return workforce(tx)
    .selectFrom('workforce.appeal as a')
    .innerJoin('workforce.scorecard as c', join =>
      join.onRef('c.tenantId', '=', 'a.tenantId').onRef('c.id', '=', 'a.scorecardId'),
    )
    .innerJoin('workforce.employee as e', join =>
      join.onRef('e.tenantId', '=', 'a.tenantId').onRef('e.id', '=', 'a.employeeId'),
    )
    .innerJoin('workforce.team as t', join =>
      join.onRef('t.tenantId', '=', 'c.tenantId').onRef('t.id', '=', 'c.teamId'),
    )
    .where('a.tenantId', '=', tenantOf(actor))
}

function withColumns(query: ReturnType<typeof appeals>) {
  return query
    .select(['a.id', 'a.scorecardId', 'e.name as employeeName', 't.name as teamName', 'c.fromOn', 'c.toOn', 'c.grade'])
    .select(['a.reason', 'a.askedAt', 'a.answer', 'a.answeredAt', 'a.answeredByName'])
    .select([
      sql<Appeal['state']>`a.state`.as('state'),
      sql<Appeal['grain']>`c.grain`.as('grain'),
      sql<string | null>`c.total::text`.as('total'),
    ])
}

/** Appeals, what waits first. */
export async function listAppeals(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listAppeals>,
): Promise<ResponseOf<typeof contract.listAppeals>> {
  const { communityId, state } = input
  const keys = keyset(input, sql<string>`a.id`, SORTS, 'state')
  const matching = appeals(tx, actor)
    .$if(communityId !== undefined, query => query.where('a.communityId', '=', communityId ?? ''))
    .$if(state !== undefined, query => query.where('a.state', '=', state ?? ''))
  const rows = await pageRows(withColumns(matching), keys, input)
  const { count } = await matching.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  return pageOfRows(input, rows, count, 'state')
}

const STATE_WORDS: Record<Appeal['state'], string> = {
  asked: '待答复',
  changed: '已改分',
  kept: '维持原分',
  withdrawn: '已撤回',
}

/** The appeals as a file, with the same filters. */
export const exportAppeals = defineExport(contract.exportAppeals, '绩效申诉', listAppeals, [
  { title: '姓名', value: row => row.employeeName },
  { title: '部门', value: row => row.teamName, width: 18 },
  { title: '周期', value: row => `${row.fromOn} – ${row.toOn}`, width: 24 },
  { title: '理由', value: row => row.reason, width: 30 },
  { title: '申诉时间', value: row => row.askedAt, format: 'instant' },
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '答复', value: row => row.answer, width: 30 },
  { title: '答复人', value: row => row.answeredByName },
  { title: '得分', value: row => row.total },
  { title: '等级', value: row => row.grade },
])

/** The appeals against one card, newest first. */
export function appealsOf(tx: Tx, actor: Actor, scorecardId: string): Promise<Appeal[]> {
  return withColumns(appeals(tx, actor))
    .where('a.scorecardId', '=', scorecardId)
    .orderBy('a.askedAt', 'desc')
    .orderBy('a.id')
    .execute()
}
