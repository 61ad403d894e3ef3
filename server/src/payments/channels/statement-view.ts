import { payments as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, accountOf, can, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { countUpTo, keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { payments } from '../tables.ts'
import { expectedFee } from './fee.ts'
import { oursOnly } from './our-money.ts'

type Page = ResponseOf<typeof contract.listChannelStatements>
type Row = Page['items'][number]
export type Statement = ResponseOf<typeof contract.readChannelStatement>
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
  const rows = await pageRows(shown(tx, actor, input), keys, input)
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

/** How many statements wait for the actor, who may confirm and did not take them in, or did not ask to deal with a difference in that way. */
export async function countWaitingStatements(tx: Tx, actor: Actor): Promise<{ waiting: number }> {
  if (!can(actor, 'payments.channels.confirm') || actor.buildingIds !== null) return { waiting: 0 }
  const me = accountOf(actor)
  const rows = payments(tx)
    .selectFrom('payments.channelStatement as s')
    .select('s.id')
    .where('s.tenantId', '=', tenantOf(actor))
    .where(
      sql<SqlBool>`(s.state = 'open' and s.uploaded_by <> ${me} and exists (select from payments.channel_row r
        where r.tenant_id = s.tenant_id and r.statement_id = s.id and r.outcome = 'matched')
      or exists (select from payments.channel_difference d where d.tenant_id = s.tenant_id and d.statement_id = s.id
        and d.confirmed_at is null and d.dropped_at is null and d.asked_by <> ${me}))`,
    )
  return { waiting: await countUpTo(payments(tx), rows) }
}

/** What the rows of a statement come to, as `t`: sums of what matches, and how many do not and are not dealt with. */
const TOTALS = sql<{
  grossFen: bigint
  refundedFen: bigint
  feeFen: bigint
  netFen: bigint
  rowDifferences: number
  waitingCount: number
}>`lateral (select
    coalesce(sum(r.amount_fen) filter (where r.kind = 'payment' and r.outcome = 'matched'), 0)::bigint as gross_fen,
    coalesce(sum(r.amount_fen) filter (where r.kind = 'refund' and r.outcome = 'matched'), 0)::bigint as refunded_fen,
    coalesce(sum(r.fee_fen) filter (where r.outcome = 'matched'), 0)::bigint as fee_fen,
    coalesce(sum(case r.kind when 'payment' then r.amount_fen else -r.amount_fen end - r.fee_fen)
      filter (where r.outcome = 'matched'), 0)::bigint as net_fen,
    (count(*) filter (where r.outcome <> 'matched' and not exists (select from payments.channel_difference d
      where d.tenant_id = r.tenant_id and d.row_id = r.id and d.dropped_at is null)))::int as row_differences,
    (select count(*)::int from payments.channel_difference d where d.tenant_id = s.tenant_id and d.statement_id = s.id
      and d.confirmed_at is null and d.dropped_at is null) as waiting_count
  from payments.channel_row r where r.tenant_id = s.tenant_id and r.statement_id = s.id)`

/** How much of the day of a statement only we know (短款), and nobody deals with. */
function shortCount(actor: Actor) {
  const of = {
    ...{ id: sql<string>`s.id`, communityId: sql<string>`s.community_id` },
    ...{ channelId: sql<string>`s.channel_id`, day: sql<string>`s.day` },
  }
  return sql<number>`(select count(*)::int from (${oursOnly(actor, of)}) short)`
}

function matching(tx: Tx, actor: Actor, { communityId, channelId, state, differences, text, from, to }: Filters) {
  const open = sql<SqlBool>`(t.row_differences > 0 or ${shortCount(actor)} > 0)`
  const pattern = `%${likeText(text ?? '')}%`
  return payments(tx)
    .selectFrom('payments.channelStatement as s')
    .innerJoin('payments.channel as n', join =>
      join.onRef('n.tenantId', '=', 's.tenantId').onRef('n.id', '=', 's.channelId'),
    )
    .innerJoin(TOTALS.as('t'), join => join.onTrue())
    .where('s.tenantId', '=', tenantOf(actor))
    .$if(communityId !== undefined, query => query.where('s.communityId', '=', communityId ?? ''))
    .$if(channelId !== undefined, query => query.where('s.channelId', '=', channelId ?? ''))
    .$if(state !== undefined, query => query.where('s.state', '=', state ?? ''))
    .$if(differences === 'open', query => query.where(open))
    .$if(differences === 'waiting', query => query.where('t.waitingCount', '>', 0))
    .$if(differences === 'none', query => query.where('t.waitingCount', '=', 0).where(sql<SqlBool>`not ${open}`))
    .$if(from !== undefined, query => query.where('s.day', '>=', from ?? ''))
    .$if(to !== undefined, query => query.where('s.day', '<=', to ?? ''))
    .$if(Boolean(text), query => query.where(sql<SqlBool>`(n.name ilike ${pattern} or s.file_name ilike ${pattern})`))
}

function shown(tx: Tx, actor: Actor, filters: Filters) {
  return matching(tx, actor, filters)
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 's.tenantId').onRef('c.id', '=', 's.communityId'),
    )
    .select(['s.id', 's.communityId', 'c.name as communityName', 's.channelId', 'n.name as channel'])
    .select(['s.day', 's.fileName', 's.state'])
    .select(['s.rowCount', 's.uploadedByName', 's.uploadedAt', 's.confirmedByName', 's.confirmedAt'])
    .select(['t.grossFen', 't.refundedFen', 't.feeFen', 't.netFen', 't.rowDifferences', 't.waitingCount'])
    .select(shortCount(actor).as('shortCount'))
    .select(sql<string>`trim_scale(s.rate_percent)::text`.as('ratePercent'))
}

type Shown = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number]

function rowOf({ state, rowDifferences, ...row }: Shown): Row {
  return { ...row, state: state as Row['state'], differenceCount: rowDifferences + row.shortCount }
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
    { title: '其中短款', value: row => row.shortCount, format: 'integer' },
    { title: '待复核差异', value: row => row.waitingCount, format: 'integer' },
    { title: '文件', value: row => row.fileName, width: 24 },
    { title: '上传人', value: row => row.uploadedByName },
    { title: '上传时间', value: row => row.uploadedAt, format: 'instant', width: 18 },
    { title: '确认人', value: row => row.confirmedByName },
    { title: '确认时间', value: row => row.confirmedAt, format: 'instant', width: 18 },
  ],
)
