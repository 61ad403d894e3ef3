import { billing as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { fileRefs } from '../../platform/files/file-view.ts'
import { countUpTo, keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { unseal } from '../../platform/seal.ts'
import { likeText } from '../../platform/starts-with.ts'
import { billing } from '../tables.ts'
import { FUND_WORDS } from './fund.ts'

export type FundRequest = ResponseOf<typeof contract.askFund>
type Detail = ResponseOf<typeof contract.readFundRequest>
type Filters = Partial<Omit<RequestOf<typeof contract.listFundRequests>, 'cursor' | 'limit' | 'sort'>>

const SORTS = {
  askedAt: { by: sql`q.asked_at`, type: 'timestamptz' },
  amountFen: { by: sql`q.amount_fen`, type: 'bigint' },
} as const
const FALLBACK = '-askedAt'

/** What was asked for of accounts of others, within scope, with the sum of all that match. */
export async function listFundRequests(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listFundRequests>,
): Promise<ResponseOf<typeof contract.listFundRequests>> {
  const keys = keyset(input, sql<string>`q.id`, SORTS, FALLBACK)
  const filtered = requests(tx, actor, input)
  const rows = await pageRows(shown(filtered), keys, input)
  const sums = await filtered
    .select(sql<bigint>`coalesce(sum(q.amount_fen), 0)::bigint`.as('amountFen'))
    .executeTakeFirstOrThrow()
  const total = await countUpTo(billing(tx), filtered.select('q.id'))
  const items = rows.map(({ sortKey, ...row }) => ({ ...rowOf(row), sortKey }))
  return { ...pageOfRows(input, items, total, FALLBACK), sums }
}

/** One request with its papers, and its entry once it happened. Errors: platform.not_found. */
export async function readFundRequest(
  tx: Tx,
  actor: Actor,
  { fundRequestId }: { fundRequestId: string },
): Promise<Detail> {
  const request = await readFundAsked(tx, actor, fundRequestId)
  const { fileIds } = await billing(tx)
    .selectFrom('billing.fundRequest')
    .select('fileIds')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', fundRequestId)
    .executeTakeFirstOrThrow()
  const refs = await fileRefs(tx, fileIds)
  const homes = await countShares(tx, actor, request.reversesId ?? fundRequestId)
  const { rows } = await sql<{ entryId: string }>`
    select entry_id from ledger.public_posting
    where tenant_id = ${tenantOf(actor)}::uuid and source_kind = ${POSTED[request.deed]} and source_id = ${fundRequestId}::uuid
    limit 1`.execute(billing(tx))
  return { ...request, files: fileIds.flatMap(id => refs.get(id) ?? []), entryId: rows[0]?.entryId ?? null, homes }
}

/** How many homes share in a request of the maintenance fund. */
async function countShares(tx: Tx, actor: Actor, requestId: string): Promise<number> {
  const { homes } = await billing(tx)
    .selectFrom('billing.fundShare')
    .select(sql<number>`count(*)::int`.as('homes'))
    .where('tenantId', '=', tenantOf(actor))
    .where('requestId', '=', requestId)
    .executeTakeFirstOrThrow()
  return homes
}

/** What a deed is posted as. */
export const POSTED: Record<FundRequest['deed'], string> = {
  spend: 'billing.fund-spent',
  'hand-over': 'billing.fund-handed-over',
  manage: 'billing.fund-managed',
  income: 'billing.fund-received',
  opening: 'billing.fund-opened',
  'move-in': 'billing.fund-moved-in',
  reversal: 'billing.fund-reversed',
}

/** One request by its id, within scope. Errors: platform.not_found. */
export async function readFundAsked(tx: Tx, actor: Actor, id: string): Promise<FundRequest> {
  const row = await shown(requests(tx, actor, {}))
    .where('q.id', '=', id)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  return rowOf(row)
}

function requests(tx: Tx, actor: Actor, filters: Filters) {
  const { communityId, kind, itemId, deed, state, resolutionId, text, from, to } = filters
  const pattern = `%${likeText(text ?? '')}%`
  const on = sql`coalesce(q.applied_on, (q.asked_at at time zone 'Asia/Shanghai')::date)`
  return (
    billing(tx)
      .selectFrom('billing.fundRequest as q')
      .innerJoin('registry.publicCommunity as c', join =>
        join.onRef('c.tenantId', '=', 'q.tenantId').onRef('c.id', '=', 'q.communityId'),
      )
      .leftJoin('billing.chargeItem as i', join =>
        join.onRef('i.tenantId', '=', 'q.tenantId').onRef('i.id', '=', 'q.itemId'),
      )
      .leftJoin('billing.resolution as d', join =>
        join.onRef('d.tenantId', '=', 'q.tenantId').onRef('d.id', '=', 'q.resolutionId'),
      )
      .where('q.tenantId', '=', tenantOf(actor))
      // Money of a community is of no building.
      .$if(actor.buildingIds !== null, query => query.where(sql<SqlBool>`false`))
      .$if(communityId !== undefined, query => query.where('q.communityId', '=', communityId ?? ''))
      .$if(kind !== undefined, query => query.where('q.kind', '=', kind ?? ''))
      .$if(itemId !== undefined, query => query.where('q.itemId', '=', itemId ?? ''))
      .$if(deed !== undefined, query => query.where('q.deed', '=', deed ?? ''))
      .$if(state !== undefined, query => query.where('q.state', '=', state ?? ''))
      .$if(resolutionId !== undefined, query => query.where('q.resolutionId', '=', resolutionId ?? ''))
      .$if(Boolean(text), query =>
        query.where(
          sql<SqlBool>`(q.purpose ilike ${pattern} or q.reference ilike ${pattern} or q.party_name ilike ${pattern} or q.asked_by_name ilike ${pattern})`,
        ),
      )
      .$if(from !== undefined, query => query.where(sql<SqlBool>`${on} >= ${from ?? ''}::date`))
      .$if(to !== undefined, query => query.where(sql<SqlBool>`${on} <= ${to ?? ''}::date`))
  )
}

function shown(query: ReturnType<typeof requests>) {
  return query
    .select(['q.id', 'q.communityId', 'c.name as communityName', 'q.kind', 'q.itemId', 'i.name as itemName', 'q.deed'])
    .select(['q.amountFen', 'q.taxFen', 'q.effectFen', 'q.method', 'q.partyName', 'q.partyAccountMasked', 'q.purpose'])
    .select(['q.reference', 'q.resolutionId', 'd.number as resolutionNumber', 'q.fromMonth', 'q.toMonth'])
    .select(['q.reversesId', 'q.state', 'q.requestId', 'q.askedByName', 'q.askedAt', 'q.decidedByName', 'q.appliedOn'])
    .select(
      sql<
        string | null
      >`(select z.state from billing.fund_request z where z.tenant_id = q.tenant_id and z.reverses_id = q.id
        order by z.asked_at desc, z.id desc limit 1)`.as('reversal'),
    )
}

type Shown = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number]

function rowOf({ kind, deed, method, state, reversal, ...row }: Shown): FundRequest {
  const narrowed = { kind, deed, method, state, reversal }
  return { ...row, ...(narrowed as Pick<FundRequest, keyof typeof narrowed>) }
}

/** The account that money goes to in full; the reason goes to the audit log with the deed. Errors: platform.not_found. */
export async function revealFundParty(
  tx: Tx,
  actor: Actor,
  { fundRequestId }: RequestOf<typeof contract.revealFundParty>,
): Promise<ResponseOf<typeof contract.revealFundParty>> {
  await readFundAsked(tx, actor, fundRequestId)
  const { partyAccountSealed } = await billing(tx)
    .selectFrom('billing.fundRequest')
    .select('partyAccountSealed')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', fundRequestId)
    .executeTakeFirstOrThrow()
  return { partyAccount: partyAccountSealed && unseal(partyAccountSealed) }
}

const DEED_WORDS = {
  spend: '支出',
  'hand-over': '转交',
  manage: '计提管理费用',
  income: '其他收入',
  opening: '期初余额',
  'move-in': '转入专户',
  reversal: '冲回',
} as const
const METHOD_WORDS = { cash: '现金', transfer: '银行转账', cheque: '支票' }
const STATE_WORDS = { waiting: '待审批', approved: '已通过', rejected: '已驳回', withdrawn: '已撤回' }

/** What was asked for as a file, with the same filters. */
export const exportFundRequests = defineExport(contract.exportFundRequests, '资金收支申请', listFundRequests, [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '资金', value: row => FUND_WORDS[row.kind] },
  { title: '收费项目', value: row => row.itemName, width: 16 },
  { title: '类别', value: row => DEED_WORDS[row.deed] },
  { title: '金额', value: row => row.amountFen, format: 'money', width: 14 },
  { title: '其中税额', value: row => row.taxFen, format: 'money' },
  { title: '用途', value: row => row.purpose, width: 30 },
  { title: '收付对方', value: row => row.partyName, width: 20 },
  { title: '账户', value: row => row.partyAccountMasked, width: 14 },
  { title: '方式', value: row => (row.method ? METHOD_WORDS[row.method] : '') },
  { title: '发票或凭据号', value: row => row.reference, width: 20 },
  { title: '决议', value: row => row.resolutionNumber, width: 20 },
  { title: '起始月份', value: row => row.fromMonth },
  { title: '截止月份', value: row => row.toMonth },
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '申请人', value: row => row.askedByName },
  { title: '申请时间', value: row => row.askedAt, format: 'instant', width: 18 },
  { title: '审批人', value: row => row.decidedByName },
  { title: '生效日期', value: row => row.appliedOn, format: 'date' },
])
