import { payments as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { countUpTo, keyset, pageOfRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { payments } from '../tables.ts'
import { feeOf } from './fee.ts'
import { openMoney } from './our-money.ts'

type Page = ResponseOf<typeof contract.listChannelStatements>
type Row = Page['items'][number]
export type Statement = ResponseOf<typeof contract.readChannelStatement>
type RowPage = ResponseOf<typeof contract.listChannelRows>
type ChannelRow = RowPage['items'][number]
type Filters = Partial<Omit<RequestOf<typeof contract.listChannelStatements>, 'cursor' | 'limit' | 'sort'>>

const SORTS = {
  day: { by: sql`s.day`, type: 'date' },
  netFen: { by: sql`t.net_fen`, type: 'bigint' },
  uploadedAt: { by: sql`s.uploaded_at`, type: 'timestamptz' },
} as const
const FALLBACK = '-day'

/** Statements within scope; the sums go over what matches in all of them. */
export async function listChannelStatements(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listChannelStatements>,
): Promise<Page> {
  const keys = keyset(input, sql<string>`s.id`, SORTS, FALLBACK)
  const rows = await shown(tx, actor, input)
    .select(keys.key.as('sortKey'))
    .where(keys.after)
    .orderBy(keys.order)
    .limit(input.limit + 1)
    .execute()
  const sums = await matching(tx, actor, input)
    .select(sql<bigint>`coalesce(sum(t.gross_fen), 0)::bigint`.as('grossFen'))
    .select(sql<bigint>`coalesce(sum(t.refunded_fen), 0)::bigint`.as('refundedFen'))
    .select(sql<bigint>`coalesce(sum(t.fee_fen), 0)::bigint`.as('feeFen'))
    .select(sql<bigint>`coalesce(sum(t.net_fen), 0)::bigint`.as('netFen'))
    .executeTakeFirstOrThrow()
  const total = await countUpTo(payments(tx), matching(tx, actor, input).select('s.id'))
  const items = rows.map(({ sortKey, ...row }) => ({ ...rowOf(row), sortKey }))
  return { ...pageOfRows(input, items, total, FALLBACK), sums }
}

/** One statement with its sums. Errors: platform.not_found. */
export async function readChannelStatement(
  tx: Tx,
  actor: Actor,
  { statementId }: { statementId: string },
): Promise<Statement> {
  const row = await shown(tx, actor, {})
    .select(['s.uploadedBy as uploadedById', 's.postedOn'])
    .where('s.id', '=', statementId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  const { uploadedById, postedOn, ...facts } = row
  const rows = await payments(tx)
    .selectFrom('payments.channelRow')
    .select(['kind', 'amountFen', 'feeFen'])
    .where('tenantId', '=', tenantOf(actor))
    .where('statementId', '=', statementId)
    .execute()
  const unusualFeeCount = rows.filter(one => one.feeFen !== expectedFee(one, facts.ratePercent)).length
  return { ...rowOf(facts), uploadedById, postedOn, unusualFeeCount }
}

/** What is agreed; of a refund what is given back, negative. */
function expectedFee({ kind, amountFen }: { kind: string; amountFen: bigint }, ratePercent: string): bigint {
  const fee = feeOf(amountFen, ratePercent)
  return kind === 'refund' ? -fee : fee
}

/** What a statement comes to, as `t`: sums of what matches, and how many rows do not. */
const TOTALS = sql<{
  grossFen: bigint
  refundedFen: bigint
  feeFen: bigint
  netFen: bigint
  differenceCount: number
}>`lateral (select
    coalesce(sum(r.amount_fen) filter (where r.kind = 'payment' and r.outcome = 'matched'), 0)::bigint as gross_fen,
    coalesce(sum(r.amount_fen) filter (where r.kind = 'refund' and r.outcome = 'matched'), 0)::bigint as refunded_fen,
    coalesce(sum(r.fee_fen) filter (where r.outcome = 'matched'), 0)::bigint as fee_fen,
    coalesce(sum(case r.kind when 'payment' then r.amount_fen else -r.amount_fen end - r.fee_fen)
      filter (where r.outcome = 'matched'), 0)::bigint as net_fen,
    (count(*) filter (where r.outcome <> 'matched'))::int as difference_count
  from payments.channel_row r where r.tenant_id = s.tenant_id and r.statement_id = s.id)`

function matching(tx: Tx, actor: Actor, { communityId, state, text, from, to }: Filters) {
  const pattern = `%${likeText(text ?? '')}%`
  return payments(tx)
    .selectFrom('payments.channelStatement as s')
    .innerJoin(TOTALS.as('t'), join => join.onTrue())
    .where('s.tenantId', '=', tenantOf(actor))
    .$if(communityId !== undefined, query => query.where('s.communityId', '=', communityId ?? ''))
    .$if(state !== undefined, query => query.where('s.state', '=', state ?? ''))
    .$if(from !== undefined, query => query.where('s.day', '>=', from ?? ''))
    .$if(to !== undefined, query => query.where('s.day', '<=', to ?? ''))
    .$if(Boolean(text), query =>
      query.where(sql<SqlBool>`(s.channel ilike ${pattern} or s.file_name ilike ${pattern})`),
    )
}

function shown(tx: Tx, actor: Actor, filters: Filters) {
  return matching(tx, actor, filters)
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 's.tenantId').onRef('c.id', '=', 's.communityId'),
    )
    .select(['s.id', 's.communityId', 'c.name as communityName', 's.channel', 's.day', 's.fileName', 's.state'])
    .select(['s.rowCount', 's.uploadedByName', 's.uploadedAt', 's.confirmedByName', 's.confirmedAt'])
    .select(['t.grossFen', 't.refundedFen', 't.feeFen', 't.netFen', 't.differenceCount'])
    .select(sql<string>`trim_scale(s.rate_percent)::text`.as('ratePercent'))
}

type Shown = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number]

function rowOf({ state, ...row }: Shown): Row {
  return { ...row, state: state as Row['state'] }
}

const ROW_SORTS = { differences: { by: sql`x.rank`, type: 'int' } } as const

/** The rows beside what we know, and what only we know of that day; differences first. Errors: platform.not_found. */
export async function listChannelRows(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listChannelRows>,
): Promise<RowPage> {
  const statement = await readChannelStatement(tx, actor, input)
  const keys = keyset(input, sql<string>`x.id`, ROW_SORTS, 'differences')
  const pattern = `%${likeText(input.text ?? '')}%`
  const ofStatement = sql`c.tenant_id = ${tenantOf(actor)}::uuid and c.statement_id = ${input.statementId}::uuid`
  const rows = sql`(
    select r.id, r.place, r.reference, r.at, r.kind, r.outcome, r.amount_fen,
      coalesce(p.amount_fen, f.amount_fen, v.amount_fen) as ours_fen, r.fee_fen, coalesce(p.id, f.source_id, v.payment_id) as payment_id,
      case r.outcome when 'matched' then 1000000 else 0 end + r.place as rank
    from payments.channel_row r
    left join payments.payment p on p.tenant_id = r.tenant_id and p.id = r.payment_id
    left join payments.refund f on f.tenant_id = r.tenant_id and f.id = r.refund_id
    left join payments.payment_reversal v on v.tenant_id = r.tenant_id and v.id = r.refund_id
    where r.tenant_id = ${tenantOf(actor)}::uuid and r.statement_id = ${input.statementId}::uuid
    union all
    select m.id, null, m.reference, to_char(m.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'), m.kind, 'ours-only', null,
      m.amount_fen, null, m.payment_id, 500000
    from (${openMoney(actor, statement.communityId, statement.day, statement.day)}) m
    where not exists (select from payments.channel_row c where ${ofStatement} and c.payment_id = m.id)
      and not exists (select from payments.channel_row c where ${ofStatement} and c.refund_id = m.id))`
  const which = sql<SqlBool>`(${input.outcome ?? null}::text is null or x.outcome = ${input.outcome ?? null}::text)
    and (${input.text ?? null}::text is null or x.reference ilike ${pattern})`
  const { rows: found } = await sql<
    Omit<ChannelRow, 'expectedFeeFen' | 'netFen' | 'kind' | 'outcome'> & {
      kind: string
      outcome: string
      sortKey: string
    }
  >`
    select x.id, x.place, x.reference, x.at, x.kind, x.outcome, x.amount_fen, x.ours_fen, x.fee_fen, y.receipt_id, y.receipt_number,
      l.label as premises_label, ${keys.key} as sort_key
    from ${rows} x
    left join payments.public_payment y on y.tenant_id = ${tenantOf(actor)}::uuid and y.id = x.payment_id
    left join registry.public_premises l on l.tenant_id = y.tenant_id and l.id = y.premises_id
    where ${which} and ${keys.after} order by ${keys.order} limit ${input.limit + 1}`.execute(payments(tx))
  const { rows: counted } = await sql<{
    total: number
  }>`select count(*)::int as total from ${rows} x where ${which}`.execute(payments(tx))
  const items = found.map(row => {
    const { kind, outcome, amountFen, feeFen } = row
    const signed = amountFen === null ? null : kind === 'refund' ? -amountFen : amountFen
    return {
      ...row,
      ...({ kind, outcome } as Pick<ChannelRow, 'kind' | 'outcome'>),
      expectedFeeFen: amountFen === null ? null : expectedFee({ kind, amountFen }, statement.ratePercent),
      netFen: signed === null || feeFen === null ? null : signed - feeFen,
    }
  })
  return pageOfRows(input, items, counted[0]?.total ?? 0, 'differences')
}

const STATE_WORDS = { open: '待确认', confirmed: '已确认' }

/** Statements as a file, with the same filters. */
export const exportChannelStatements = defineExport(
  contract.exportChannelStatements,
  '渠道结算',
  listChannelStatements,
  [
    { title: '日期', value: row => row.day, format: 'date', width: 12 },
    { title: '小区', value: row => row.communityName, width: 16 },
    { title: '渠道', value: row => row.channel, width: 16 },
    { title: '状态', value: row => STATE_WORDS[row.state] },
    { title: '收款', value: row => row.grossFen, format: 'money', width: 14 },
    { title: '退款', value: row => row.refundedFen, format: 'money', width: 14 },
    { title: '手续费', value: row => row.feeFen, format: 'money', width: 14 },
    { title: '净额', value: row => row.netFen, format: 'money', width: 14 },
    { title: '差异', value: row => row.differenceCount, format: 'integer' },
    { title: '文件', value: row => row.fileName, width: 24 },
    { title: '上传人', value: row => row.uploadedByName },
    { title: '上传时间', value: row => row.uploadedAt, format: 'instant', width: 18 },
    { title: '确认人', value: row => row.confirmedByName },
    { title: '确认时间', value: row => row.confirmedAt, format: 'instant', width: 18 },
  ],
)
