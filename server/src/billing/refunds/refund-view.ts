import { billing as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { countUpTo, keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { REQUEST_COLUMNS } from '../request-columns.ts'
import { billing } from '../tables.ts'

export type RefundRequest = ResponseOf<typeof contract.askRefund>
type Filters = Partial<Omit<RequestOf<typeof contract.listRefunds>, 'cursor' | 'limit' | 'sort'>>

const SORTS = {
  askedAt: { by: sql`q.asked_at`, type: 'timestamptz' },
  amountFen: { by: sql`q.amount_fen`, type: 'bigint' },
} as const
const FALLBACK = '-askedAt'

/** Refunds, reversals and deductions within scope, with the sums of all that match. */
export async function listRefunds(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listRefunds>,
): Promise<ResponseOf<typeof contract.listRefunds>> {
  const keys = keyset(input, sql<string>`q.id`, SORTS, FALLBACK)
  const filtered = requests(tx, actor, input)
  const rows = await pageRows(shown(filtered), keys, input)
  const sums = await filtered
    .select([
      sql<bigint>`coalesce(sum(q.amount_fen), 0)::bigint`.as('amountFen'),
      sql<bigint>`coalesce(sum(q.deducted_fen), 0)::bigint`.as('deductedFen'),
    ])
    .executeTakeFirstOrThrow()
  const total = await countUpTo(billing(tx), filtered.select('q.id'))
  const items = rows.map(({ sortKey, ...row }) => ({ ...rowOf(row), sortKey }))
  return { ...pageOfRows(input, items, total, FALLBACK), sums }
}

/** One request by its id, within scope. Errors: platform.not_found. */
export async function readRefundRequest(tx: Tx, actor: Actor, id: string): Promise<RefundRequest> {
  const row = await shown(requests(tx, actor, {}))
    .where('q.id', '=', id)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  return rowOf(row)
}

/** One request within scope. Errors: platform.not_found. */
export function readRefund(tx: Tx, actor: Actor, { refundId }: { refundId: string }): Promise<RefundRequest> {
  return readRefundRequest(tx, actor, refundId)
}

function requests(tx: Tx, actor: Actor, filters: Filters) {
  const { communityId, premisesId, kind, sourceKind, state, method, text, from, to } = filters
  const pattern = `%${likeText(text ?? '')}%`
  const on = sql`coalesce(q.applied_on, (q.asked_at at time zone 'Asia/Shanghai')::date)`
  return billing(tx)
    .selectFrom('billing.refundRequest as q')
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'q.tenantId').onRef('c.id', '=', 'q.communityId'),
    )
    .innerJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'q.tenantId').onRef('p.id', '=', 'q.premisesId'),
    )
    .where('q.tenantId', '=', tenantOf(actor))
    .$if(communityId !== undefined, query => query.where('q.communityId', '=', communityId ?? ''))
    .$if(premisesId !== undefined, query => query.where('q.premisesId', '=', premisesId ?? ''))
    .$if(kind !== undefined, query => query.where('q.kind', '=', kind ?? ''))
    .$if(sourceKind !== undefined, query => query.where('q.sourceKind', '=', sourceKind ?? ''))
    .$if(state !== undefined, query => query.where('q.state', '=', state ?? ''))
    .$if(method !== undefined, query => query.where('q.method', '=', method ?? ''))
    .$if(Boolean(text), query =>
      query.where(
        sql<SqlBool>`(p.label ilike ${pattern} or q.payee_name ilike ${pattern} or q.reason ilike ${pattern} or q.asked_by_name ilike ${pattern})`,
      ),
    )
    .$if(from !== undefined, query => query.where(sql<SqlBool>`${on} >= ${from ?? ''}::date`))
    .$if(to !== undefined, query => query.where(sql<SqlBool>`${on} <= ${to ?? ''}::date`))
}

function shown(query: ReturnType<typeof requests>) {
  return query
    .select(['q.id', 'q.kind', 'q.sourceKind', 'q.sourceId', 'q.communityId', 'c.name as communityName'])
    .select(['q.premisesId', 'p.label as premisesLabel', 'q.amountFen', 'q.deductedFen', 'q.method', 'q.payeeName'])
    .select(['q.payeeAccountMasked', 'q.cause', 'q.reason', 'q.state', 'q.requestId', 'q.askedByName', 'q.askedAt'])
    .select(['q.decidedByName', 'q.appliedOn'])
}

type Shown = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number]

function rowOf(row: Shown): RefundRequest {
  const { kind, sourceKind, method, cause, state } = row
  return {
    ...row,
    ...({ kind, sourceKind, method, cause, state } as Pick<
      RefundRequest,
      'kind' | 'sourceKind' | 'method' | 'cause' | 'state'
    >),
  }
}

const KIND_WORDS = { refund: '退款', reversal: '冲正', deduction: '押金扣款' }
const CAUSE_WORDS = { mistake: '收款有误', bounced: '款项未到账' }
const SOURCE_WORDS = { payment: '收款', purse: '预存', deposit: '押金' }
const METHOD_WORDS = { cash: '现金', transfer: '银行转账', pos: '刷卡', cheque: '支票' }

/** Refunds, reversals and deductions as a file, with the same filters. */
export const exportRefunds = defineExport(contract.exportRefunds, '退款与冲正', listRefunds, [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '房产', value: row => row.premisesLabel, width: 20 },
  { title: '类型', value: row => KIND_WORDS[row.kind] },
  { title: '来源', value: row => SOURCE_WORDS[row.sourceKind] },
  { title: '退还金额', value: row => row.amountFen, format: 'money', width: 14 },
  { title: '扣除金额', value: row => row.deductedFen, format: 'money', width: 14 },
  { title: '方式', value: row => METHOD_WORDS[row.method] },
  { title: '收款人', value: row => row.payeeName },
  { title: '收款账户', value: row => row.payeeAccountMasked, width: 14 },
  { title: '冲正原因', value: row => (row.cause ? CAUSE_WORDS[row.cause] : '') },
  ...REQUEST_COLUMNS,
])
