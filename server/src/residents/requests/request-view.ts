import { residents as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { residents } from '../tables.ts'

export type RequestDetail = ResponseOf<typeof contract.readDataRequest>
export type MyRequest = ResponseOf<typeof contract.makeMyDataRequest>
type Row = ResponseOf<typeof contract.listDataRequests>['items'][number]
type Filters = Omit<RequestOf<typeof contract.listDataRequests>, 'limit' | 'cursor' | 'sort'>

const SORTS = {
  askedAt: { by: sql`r.asked_at`, type: 'timestamptz' },
  dueOn: { by: sql`r.due_on`, type: 'date' },
  requesterName: { by: sql`r.requester_name`, type: 'text' },
} as const

/** Requests within the actor's scope; by default the newest first. */
export async function listDataRequests(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listDataRequests>,
): Promise<ResponseOf<typeof contract.listDataRequests>> {
  const keys = keyset(input, sql<string>`r.id`, SORTS, '-askedAt')
  const rows = await pageRows(filtered(tx, actor, input), keys, input)
  const { count } = await filtered(tx, actor, input)
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return pageOfRows(
    input,
    rows.map(row => ({ ...rowOf(row), sortKey: row.sortKey })),
    count,
    '-askedAt',
  )
}

const KIND_WORDS = {
  access: '查阅复制',
  correction: '更正',
  deletion: '删除',
  transfer: '转移',
  withdrawal: '撤回同意',
}
const STATE_WORDS = {
  ...{ waiting: '待处理', handling: '处理中', approving: '待复核' },
  ...{ done: '已完成', refused: '已拒绝', withdrawn: '已撤回' },
}
const CHANNEL_WORDS = { app: '业主端', counter: '前台', 'account-closed': '注销账号' }

/** The list of requests as a file, with the same filters. */
export const exportDataRequests = defineExport(contract.exportDataRequests, '个人信息请求', listDataRequests, [
  { title: '提出时间', value: row => row.askedAt, format: 'instant', width: 18 },
  { title: '请求人', value: row => row.requesterName },
  { title: '手机号', value: row => row.phoneMasked, width: 16 },
  { title: '小区', value: row => row.communityName },
  { title: '种类', value: row => KIND_WORDS[row.kind] },
  { title: '内容', value: row => row.content, width: 40 },
  { title: '来源', value: row => CHANNEL_WORDS[row.channel] },
  { title: '答复期限', value: row => row.dueOn },
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '处理人', value: row => row.handlerName },
  { title: '办结时间', value: row => row.decidedAt, format: 'instant', width: 18 },
  { title: '答复', value: row => row.answer, width: 40 },
])

/** One request with its steps. Errors: platform.not_found. */
export async function readDataRequest(tx: Tx, actor: Actor, input: { requestId: string }): Promise<RequestDetail> {
  const row = await filtered(tx, actor, {}).where('r.id', '=', input.requestId).executeTakeFirst()
  if (!row) throw refuse.notFound()
  const steps = await residents(tx)
    .selectFrom('residents.dataRequestStep')
    .select(['id', 'step', 'actorKind', 'actorName', 'note', 'at'])
    .where('tenantId', '=', tenantOf(actor))
    .where('requestId', '=', input.requestId)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const { accountId, identityCheck, askedByName, askedById, handlerId, approvedByName, outcome } = row
  return {
    ...rowOf(row),
    ...{ accountId, identityCheck, askedByName, askedById, handlerId, approvedByName },
    outcome: outcome as RequestDetail['outcome'],
    steps: steps as RequestDetail['steps'],
  }
}

/** The resident's own, newest first. */
export async function listMyDataRequests(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listMyDataRequests>,
): Promise<ResponseOf<typeof contract.listMyDataRequests>> {
  const keys = keyset(input, sql<string>`r.id`, { askedAt: SORTS.askedAt }, '-askedAt')
  const rows = await pageRows(mine(tx, actor), keys, input)
  const { count } = await mine(tx, actor)
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return pageOfRows(input, rows as (MyRequest & { sortKey: string })[], count, '-askedAt')
}

/** One of the resident's own. Errors: platform.not_found. */
export async function readMyDataRequest(tx: Tx, actor: Actor, id: string): Promise<MyRequest> {
  const row = await mine(tx, actor).where('r.id', '=', id).executeTakeFirst()
  if (!row) throw refuse.notFound()
  return row as MyRequest
}

function mine(tx: Tx, actor: Actor) {
  return residents(tx)
    .selectFrom('residents.dataRequest as r')
    .select(['r.id', 'r.kind', 'r.content', 'r.state', 'r.askedAt', 'r.dueOn', 'r.answer', 'r.refusalGround'])
    .select('r.decidedAt')
    .where('r.tenantId', '=', tenantOf(actor))
    .where('r.accountId', '=', accountOf(actor))
}

function filtered(tx: Tx, actor: Actor, filters: Filters) {
  const pattern = `%${likeText(filters.text ?? '')}%`
  return residents(tx)
    .selectFrom('residents.dataRequest as r')
    .leftJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'r.tenantId').onRef('c.id', '=', 'r.communityId'),
    )
    .select(['r.id', 'r.communityId', 'c.name as communityName', 'r.personId', 'r.accountId', 'r.kind', 'r.channel'])
    .select(['r.requesterName', 'r.phoneMasked', 'r.content', 'r.identityCheck', 'r.askedByName', 'r.askedAt'])
    .select(['r.askedBy as askedById', 'r.dueOn', 'r.state', 'r.handlerId', 'r.handlerName', 'r.answer'])
    .select(['r.refusalGround', 'r.approvedByName', 'r.decidedAt', 'r.outcome', 'r.version'])
    .select(sql<boolean>`(r.decided_at is null and r.due_on < ${today()}::date)`.as('overdue'))
    .where('r.tenantId', '=', tenantOf(actor))
    .$if(Boolean(filters.communityId), query => query.where('r.communityId', '=', filters.communityId ?? ''))
    .$if(Boolean(filters.kind), query => query.where('r.kind', '=', filters.kind ?? ''))
    .$if(Boolean(filters.state), query => query.where('r.state', '=', filters.state ?? ''))
    .$if(filters.pending !== undefined, query => query.where('r.decidedAt', 'is', null))
    .$if(filters.pending === 'overdue', query => query.where(sql<SqlBool>`r.due_on < ${today()}::date`))
    .$if(Boolean(filters.text), query => query.where(sql<SqlBool>`r.requester_name ilike ${pattern}`))
}

type Found = Awaited<ReturnType<ReturnType<typeof filtered>['execute']>>[number]

function rowOf(row: Found): Row {
  const { accountId: _1, identityCheck: _2, askedByName: _3, askedById: _4, handlerId: _5, ...rest } = row
  const { approvedByName: _6, outcome: _7, ...shown } = rest
  return {
    ...shown,
    kind: row.kind as Row['kind'],
    channel: row.channel as Row['channel'],
    state: row.state as Row['state'],
    refusalGround: row.refusalGround as Row['refusalGround'],
  }
}
