import { workforce as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { fileRefs } from '../../platform/files/file-view.ts'
import { keyset, pageOfRows, pageRows, type SortColumn } from '../../platform/page.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { myEmployee } from '../rota/rota-view.ts'
import { negativeLeave } from '../settings.ts'
import { workforce } from '../tables.ts'
import { balanceOn, daysText } from './balance.ts'
import { countedOf, entriesOf } from './leave-entries-view.ts'

export type Leave = ResponseOf<typeof contract.listLeaves>['items'][number]
type Balances = ResponseOf<typeof contract.readLeaveBalances>
type Filters = Omit<RequestOf<typeof contract.exportLeaves>, 'format'>

export const KIND_WORDS: Record<Leave['kind'], string> = {
  annual: '年假',
  sick: '病假',
  personal: '事假',
  compensatory: '调休',
  marriage: '婚假',
  maternity: '产假',
  bereavement: '丧假',
}
const STATE_WORDS: Record<Leave['state'], string> = {
  asked: '待批准',
  approved: '已批准',
  refused: '未批准',
  withdrawn: '已撤回',
  cancelled: '已销假',
}

const SORTS: Record<string, SortColumn> = {
  state: {
    by: sql`(array_position(array['asked', 'approved', 'refused', 'withdrawn', 'cancelled'], l.state) * 100000 - (l.from_on - date '2000-01-01'))`,
    type: 'int',
  },
  fromOn: { by: sql`l.from_on`, type: 'date' },
  askedAt: { by: sql`l.asked_at`, type: 'timestamptz' },
}

function leaves(tx: Tx, actor: Actor, filters: Filters) {
  const { communityId, teamId, employeeId, state, kind } = filters
  return workforce(tx)
    .selectFrom('workforce.leave as l')
    .innerJoin('workforce.employee as e', join =>
      join.onRef('e.tenantId', '=', 'l.tenantId').onRef('e.id', '=', 'l.employeeId'),
    )
    .innerJoin('workforce.team as t', join =>
      join.onRef('t.tenantId', '=', 'l.tenantId').onRef('t.id', '=', 'l.teamId'),
    )
    .where('l.tenantId', '=', tenantOf(actor))
    .$if(communityId !== undefined, query => query.where('l.communityId', '=', communityId ?? ''))
    .$if(teamId !== undefined, query => query.where('l.teamId', '=', teamId ?? ''))
    .$if(employeeId !== undefined, query => query.where('l.employeeId', '=', employeeId ?? ''))
    .$if(state !== undefined, query => query.where('l.state', '=', state ?? ''))
    .$if(kind !== undefined, query => query.where('l.kind', '=', kind ?? ''))
}

function withColumns(query: ReturnType<typeof leaves>) {
  return query.select([
    ...(['l.id', 'l.employeeId', 'e.name as employeeName', 't.name as teamName', 'l.fromOn', 'l.toOn'] as const),
    ...(['l.reason', 'l.photoIds', 'l.askedAt', 'l.decidedAt', 'l.decidedBy', 'l.note'] as const),
    sql<string>`trim_scale(l.days)::text`.as('days'),
    sql<Leave['kind']>`l.kind`.as('kind'),
    sql<Leave['state']>`l.state`.as('state'),
    sql<'am' | 'pm'>`l.from_part`.as('fromPart'),
    sql<'am' | 'pm'>`l.to_part`.as('toPart'),
  ])
}

async function withPhotos<R extends { photoIds: string[] }>(tx: Tx, rows: R[]) {
  const files = await fileRefs(
    tx,
    rows.flatMap(row => row.photoIds),
  )
  return rows.map(({ photoIds, ...row }) => ({ ...row, photos: photoIds.flatMap(id => files.get(id) ?? []) }))
}

/** Leave that waits first, then by its first day, the latest first. */
export async function listLeaves(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listLeaves>,
): Promise<ResponseOf<typeof contract.listLeaves>> {
  const keys = keyset(input, sql<string>`l.id`, SORTS, 'state')
  const matching = leaves(tx, actor, input)
  const rows = await pageRows(withColumns(matching), keys, input)
  const { count } = await matching.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  return pageOfRows(input, await withPhotos(tx, rows), count, 'state')
}

const PART_WORDS = { am: '上午', pm: '下午' }

/** The leave list as a file, with the same filters. Errors: platform.export_too_large. */
export const exportLeaves = defineExport(contract.exportLeaves, '请假', listLeaves, [
  { title: '姓名', value: row => row.employeeName },
  { title: '部门', value: row => row.teamName, width: 18 },
  { title: '假别', value: row => KIND_WORDS[row.kind] },
  { title: '开始', value: row => `${row.fromOn} ${PART_WORDS[row.fromPart]}`, width: 16 },
  { title: '结束', value: row => `${row.toOn} ${PART_WORDS[row.toPart]}`, width: 16 },
  { title: '天数', value: row => row.days },
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '原因', value: row => row.reason, width: 24 },
  { title: '批准人', value: row => row.decidedBy },
  { title: '意见', value: row => row.note, width: 24 },
])

/** One leave; otherwise not found. */
export async function readLeave(tx: Tx, actor: Actor, leaveId: string): Promise<Leave> {
  const rows = await withColumns(leaves(tx, actor, {}))
    .where('l.id', '=', leaveId)
    .execute()
  const [leave] = await withPhotos(tx, rows)
  if (!leave) throw platformRefuse.notFound()
  return leave
}

/** My leave, newest first, with what is left. */
export async function listMyLeaves(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.listMyLeaves>> {
  const me = await myEmployee(tx, actor)
  const mayGoNegative = await readSetting(tx, negativeLeave)
  if (!me) return { items: [], balances: [], entries: [], mayGoNegative }
  const rows = await withColumns(leaves(tx, actor, { employeeId: me.id }))
    .orderBy('l.fromOn', 'desc')
    .orderBy('l.id')
    .limit(100)
    .execute()
  const { balances, entries } = await balancesOf(tx, actor, me.id)
  return { items: await withPhotos(tx, rows), balances, entries: entries.slice(0, 100), mayGoNegative }
}

/** What is left, with every entry. */
export async function readLeaveBalances(
  tx: Tx,
  actor: Actor,
  { employeeId }: { employeeId: string },
): Promise<Balances> {
  const found = await workforce(tx)
    .selectFrom('workforce.employee')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', employeeId)
    .executeTakeFirst()
  if (!found) throw platformRefuse.notFound()
  return balancesOf(tx, actor, employeeId)
}

/** Balances of annual and compensatory leave on a day, today unless said otherwise, with the entries behind them. */
export async function balancesOf(tx: Tx, actor: Actor, employeeId: string, day = today()): Promise<Balances> {
  const rows = await entriesOf(tx, actor, [employeeId])
  const balances = (['annual', 'compensatory'] as const).map(kind => {
    const { halves, soonestEnd } = balanceOn(countedOf(rows, kind), day)
    return { kind, days: daysText(halves), soonestEnd }
  })
  const entries = rows.map(({ leaveId: _, usedOn: __, employeeId: ___, year: ____, ...entry }) => entry)
  return { balances, entries }
}
