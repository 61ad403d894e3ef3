import { billing as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { fileRefs } from '../../platform/files/file-view.ts'
import { countUpTo, keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { billNumber } from '../bills/bill-number.ts'
import { billing } from '../tables.ts'

type Page = ResponseOf<typeof contract.listDisputes>
type Row = Page['items'][number]
export type DisputeDetail = ResponseOf<typeof contract.readDispute>
type Filters = Partial<Omit<RequestOf<typeof contract.listDisputes>, 'cursor' | 'limit' | 'sort'>>

/** What is disputed: the line, or the whole bill. */
const AMOUNT = sql<bigint>`coalesce(l.amount_fen, b.amount_fen)`
const SORTS = {
  askedAt: { by: sql`d.asked_at`, type: 'timestamptz' },
  amountFen: { by: AMOUNT, type: 'bigint' },
} as const
const FALLBACK = '-askedAt'

/** Disputes within scope, with the sum and the open ones of all that match. */
export async function listDisputes(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listDisputes>,
): Promise<Page> {
  const keys = keyset(input, sql<string>`d.id`, SORTS, FALLBACK)
  const filtered = disputesOf(tx, actor, input)
  const rows = await pageRows(staffShown(tx, actor, input), keys, input)
  const sums = await filtered
    .select(sql<bigint>`coalesce(sum(${AMOUNT}), 0)::bigint`.as('amountFen'))
    .select(sql<number>`(count(*) filter (where d.state = 'open'))::int`.as('open'))
    .executeTakeFirstOrThrow()
  const total = await countUpTo(billing(tx), filtered.select('d.id'))
  const items = rows.map(({ sortKey, ...row }) => ({ ...staffRowOf(row), sortKey }))
  return { ...pageOfRows(input, items, total, FALLBACK), sums }
}

/** One dispute with its photos. Errors: platform.not_found. */
export async function readDispute(tx: Tx, actor: Actor, input: { disputeId: string }): Promise<DisputeDetail> {
  const row = await staffShown(tx, actor, {})
    .select(['l.segmentStart', 'l.segmentEnd', 'd.photoIds'])
    .select(sql<boolean>`b.held_at is not null`.as('isHeld'))
    .where('d.id', '=', input.disputeId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  const { photoIds, segmentStart, segmentEnd, isHeld, ...rest } = row
  const files = await fileRefs(tx, photoIds)
  return {
    ...{ ...staffRowOf(rest), segmentStart, segmentEnd, isHeld },
    photos: photoIds.flatMap(id => files.get(id) ?? []),
  }
}

/** The disputes that pass the filters, as `d`, with the bill `b`, its line `l` and the premises `p`. */
export function disputesOf(tx: Tx, actor: Actor, filters: Filters) {
  const { communityId, premisesId, billId, state, remedy, text, from, to } = filters
  const pattern = `%${likeText(text ?? '')}%`
  const on = sql`(d.asked_at at time zone 'Asia/Shanghai')::date`
  return billing(tx)
    .selectFrom('billing.dispute as d')
    .innerJoin('billing.bill as b', join => join.onRef('b.tenantId', '=', 'd.tenantId').onRef('b.id', '=', 'd.billId'))
    .leftJoin('billing.billLine as l', join =>
      join.onRef('l.tenantId', '=', 'd.tenantId').onRef('l.id', '=', 'd.billLineId'),
    )
    .innerJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'd.tenantId').onRef('p.id', '=', 'd.premisesId'),
    )
    .where('d.tenantId', '=', tenantOf(actor))
    .$if(communityId !== undefined, query => query.where('d.communityId', '=', communityId ?? ''))
    .$if(premisesId !== undefined, query => query.where('d.premisesId', '=', premisesId ?? ''))
    .$if(billId !== undefined, query => query.where('d.billId', '=', billId ?? ''))
    .$if(state !== undefined, query => query.where('d.state', '=', state ?? ''))
    .$if(remedy !== undefined, query => query.where('d.remedy', '=', remedy ?? ''))
    .$if(Boolean(text), query =>
      query.where(
        sql<SqlBool>`(p.label ilike ${pattern} or d.reason ilike ${pattern} or d.asked_by_name ilike ${pattern})`,
      ),
    )
    .$if(from !== undefined, query => query.where(sql<SqlBool>`${on} >= ${from ?? ''}::date`))
    .$if(to !== undefined, query => query.where(sql<SqlBool>`${on} <= ${to ?? ''}::date`))
}

/** What everybody is shown of them. */
export function shown(query: ReturnType<typeof disputesOf>) {
  return query
    .innerJoin('billing.chargeItem as i', join =>
      join.onRef('i.tenantId', '=', 'b.tenantId').onRef('i.id', '=', 'b.itemId'),
    )
    .select([
      'd.id',
      'd.billId',
      'b.serial',
      'd.billLineId as lineId',
      'i.name as itemName',
      'b.cycleStart',
      'b.cycleEnd',
    ])
    .select(['d.premisesId', 'p.label as premisesLabel', AMOUNT.as('amountFen'), 'd.reason', 'd.state', 'd.remedy'])
    .select(['d.answer', 'd.askedByName', 'd.byResident', 'd.askedAt', 'd.closedAt'])
}

function staffShown(tx: Tx, actor: Actor, filters: Filters) {
  return shown(disputesOf(tx, actor, filters))
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'd.tenantId').onRef('c.id', '=', 'd.communityId'),
    )
    .select(['d.communityId', 'c.name as communityName', 'd.closedByName'])
    .select(sql<bigint>`b.amount_fen - b.settled_fen`.as('outstandingFen'))
}

type Shown = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number]
type StaffShown = Awaited<ReturnType<ReturnType<typeof staffShown>['execute']>>[number]

export function rowOf({ serial, ...row }: Shown) {
  const { state, remedy } = row
  return { ...row, ...({ state, remedy } as Pick<Row, 'state' | 'remedy'>), billNumber: billNumber(serial) }
}

function staffRowOf({ communityId, communityName, closedByName, outstandingFen, ...row }: StaffShown): Row {
  return { ...rowOf(row), communityId, communityName, closedByName, outstandingFen }
}

const STATE_WORDS = { open: '待答复', upheld: '成立', rejected: '不成立', withdrawn: '已撤回' }
const REMEDY_WORDS = { correct: '更正账单', waive: '申请减免', refund: '申请退款' }

/** Disputes as a file, with the same filters. */
export const exportDisputes = defineExport(contract.exportDisputes, '账单异议', listDisputes, [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '房产', value: row => row.premisesLabel, width: 20 },
  { title: '收费项目', value: row => row.itemName, width: 14 },
  { title: '账单编号', value: row => row.billNumber, width: 14 },
  { title: '账期起', value: row => row.cycleStart, format: 'date', width: 12 },
  { title: '账期止', value: row => row.cycleEnd, format: 'date', width: 12 },
  { title: '异议金额', value: row => row.amountFen, format: 'money', width: 14 },
  { title: '原因', value: row => row.reason, width: 30 },
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '处理方式', value: row => (row.remedy ? REMEDY_WORDS[row.remedy] : null) },
  { title: '答复', value: row => row.answer, width: 30 },
  { title: '提出人', value: row => row.askedByName },
  { title: '提出时间', value: row => row.askedAt, format: 'instant', width: 18 },
  { title: '答复人', value: row => row.closedByName },
  { title: '答复时间', value: row => row.closedAt, format: 'instant', width: 18 },
])
