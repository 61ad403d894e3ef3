import { workforce as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import type { ExportColumn } from '../../platform/export-table.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { keyset, pageOfRows, type SortColumn } from '../../platform/page.ts'
import { namesEmployee } from '../employees/employee-view.ts'
import { workforce } from '../tables.ts'
import { teamsBelow } from '../teams/team-view.ts'
import { balanceOn, daysText, halvesOf } from './balance.ts'
import { countedOf, entriesOf } from './leave-entries-view.ts'

type Row = ResponseOf<typeof contract.listLeaveBalances>['items'][number]
type Kind = Row['balances'][number]['kind']
type Filters = Omit<RequestOf<typeof contract.listLeaveBalances>, 'limit' | 'cursor' | 'sort'>

const SORTS: Record<string, SortColumn> = {
  number: { by: sql`e.number`, type: 'text' },
  name: { by: sql`e.name_pinyin`, type: 'text' },
}

const KINDS: readonly Kind[] = ['annual', 'compensatory']

/** What everybody employed has left today of each kind, with what was granted and used in a year; this year unless asked otherwise. */
export async function listLeaveBalances(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listLeaveBalances>,
): Promise<ResponseOf<typeof contract.listLeaveBalances>> {
  const keys = keyset(input, sql<string>`e.id`, SORTS, 'number')
  const matching = employed(tx, actor, input)
  const rows = await matching
    .select(['e.id', 'e.number', 'e.name', 't.name as teamName', 'p.name as postName', keys.key.as('sortKey')])
    .where(keys.after)
    .orderBy(keys.order)
    .limit(input.limit + 1)
    .execute()
  const { count } = await matching.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  const page = pageOfRows(input, rows, count, 'number')
  const entries = await entriesOf(
    tx,
    actor,
    page.items.map(row => row.id),
  )
  const year = String(input.year ?? Number(today().slice(0, 4)))
  const items = page.items.map(row => {
    const own = entries.filter(entry => entry.employeeId === row.id)
    return { ...row, balances: KINDS.map(kind => balanceIn(own, kind, year)) }
  })
  return { ...page, items }
}

function columnsOf(word: string, kind: Kind): ExportColumn<Row>[] {
  const of = (row: Row) => row.balances.find(each => each.kind === kind)
  return [
    { title: `${word}发放`, value: row => of(row)?.granted ?? '0' },
    { title: `${word}已用`, value: row => of(row)?.used ?? '0' },
    { title: `${word}剩余`, value: row => of(row)?.days ?? '0' },
    { title: `${word}最早到期`, value: row => of(row)?.soonestEnd ?? null, format: 'date' },
  ]
}

/** The balances as a file, with the same filters. */
export const exportLeaveBalances = defineExport(contract.exportLeaveBalances, '假期额度', listLeaveBalances, [
  { title: '工号', value: row => row.number },
  { title: '姓名', value: row => row.name },
  { title: '部门', value: row => row.teamName, width: 18 },
  { title: '岗位', value: row => row.postName },
  ...columnsOf('年假', 'annual'),
  ...columnsOf('调休', 'compensatory'),
])

function employed(tx: Tx, actor: Actor, { communityId, teamId, text }: Filters) {
  return workforce(tx)
    .selectFrom('workforce.employee as e')
    .innerJoin('workforce.team as t', join =>
      join.onRef('t.tenantId', '=', 'e.tenantId').onRef('t.id', '=', 'e.teamId'),
    )
    .innerJoin('workforce.post as p', join =>
      join.onRef('p.tenantId', '=', 'e.tenantId').onRef('p.id', '=', 'e.postId'),
    )
    .where('e.tenantId', '=', tenantOf(actor))
    .where(sql<SqlBool>`(e.employed_to is null or e.employed_to >= ${today()}::date)`)
    .$if(communityId !== undefined, query => query.where('e.communityId', '=', communityId ?? ''))
    .$if(teamId !== undefined, query => query.where(sql<SqlBool>`e.team_id in ${teamsBelow(actor, teamId ?? '')}`))
    .$if(Boolean(text?.trim()), query => query.where(namesEmployee(text ?? '')))
}

type Entry = Awaited<ReturnType<typeof entriesOf>>[number]

function balanceIn(entries: readonly Entry[], kind: Kind, year: string): Row['balances'][number] {
  const own = entries.filter(entry => entry.kind === kind)
  const { halves, soonestEnd } = balanceOn(countedOf(entries, kind), today())
  const sum = (some: readonly Entry[]) => some.reduce((all, entry) => all + halvesOf(entry.days), 0)
  const inYear = own.filter(entry => entry.year === year)
  return {
    ...{ kind, days: daysText(halves), soonestEnd },
    granted: daysText(sum(inYear.filter(entry => entry.leaveId === null))),
    used: daysText(0 - sum(inYear.filter(entry => entry.leaveId !== null))),
  }
}
