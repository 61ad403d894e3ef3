import { billing as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { countUpTo, keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { billing } from '../tables.ts'
import { batchNumber } from './batch.ts'

type Page = ResponseOf<typeof contract.listDebitBatches>
type Row = Page['items'][number]
export type DebitBatch = ResponseOf<typeof contract.readDebitBatch>
type Result = DebitBatch['results'][number]
type Filters = Partial<Omit<RequestOf<typeof contract.listDebitBatches>, 'cursor' | 'limit' | 'sort'>>

const SORTS = {
  madeAt: { by: sql`b.made_at`, type: 'timestamptz' },
  debitOn: { by: sql`b.debit_on`, type: 'date' },
  totalFen: { by: sql`b.total_fen`, type: 'bigint' },
} as const
const FALLBACK = '-madeAt'

/** Of a batch: how many and how much in some states. */
const sumOf = (...states: string[]) =>
  sql<bigint>`coalesce(sum(d.amount_fen) filter (where d.state = any(${states}::text[])), 0)::bigint`
const countOf = (...states: string[]) => sql<number>`(count(*) filter (where d.state = any(${states}::text[])))::int`

/** Batches within scope, with the sums over all that match. */
export async function listDebitBatches(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listDebitBatches>,
): Promise<Page> {
  const keys = keyset(input, sql<string>`b.id`, SORTS, FALLBACK)
  const rows = await pageRows(shown(tx, actor, input), keys, input)
  const sums = await matching(tx, actor, input)
    .innerJoin('billing.debit as d', join =>
      join.onRef('d.tenantId', '=', 'b.tenantId').onRef('d.batchId', '=', 'b.id'),
    )
    .select([sql<bigint>`coalesce(sum(d.amount_fen), 0)::bigint`.as('totalFen'), sumOf('settled').as('settledFen')])
    .select([sumOf('failed').as('failedFen'), sumOf('in-flight', 'reported').as('inFlightFen')])
    .executeTakeFirstOrThrow()
  const total = await countUpTo(billing(tx), matching(tx, actor, input).select('b.id'))
  const items = rows.map(({ sortKey, ...row }) => ({ ...rowOf(row), sortKey }))
  return { ...pageOfRows(input, items, total, FALLBACK), sums }
}

/** One batch with what the bank answered. Errors: platform.not_found. */
export async function readDebitBatch(tx: Tx, actor: Actor, input: { batchId: string }): Promise<DebitBatch> {
  const batch = await findDebitBatch(tx, actor, input.batchId)
  if (!batch) throw refuse.notFound()
  return batch
}

/** As `readDebitBatch`; null when there is none. */
export async function findDebitBatch(tx: Tx, actor: Actor, batchId: string): Promise<DebitBatch | null> {
  const row = await shown(tx, actor, {})
    .select(['b.sentByName', 'b.closedAt', 'b.closedByName', 'b.cancelReason'])
    .where('b.id', '=', batchId)
    .executeTakeFirst()
  if (!row) return null
  const { sentByName, closedAt, closedByName, cancelReason, ...facts } = row
  const told = { sentByName, closedAt, closedByName, cancelReason }
  return { ...rowOf(facts), ...told, results: await readResults(tx, actor, batchId) }
}

/** A batch under its lock. Errors: platform.not_found. */
export async function lockDebitBatch(tx: Tx, actor: Actor, batchId: string) {
  const row = await billing(tx)
    .selectFrom('billing.debitBatch')
    .select(['id', 'serial', 'communityId', 'formatId', 'debitOn', 'state', 'debitCount', 'totalFen', 'madeAt'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', batchId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  return { ...row, state: row.state as Row['state'] }
}

/** The files of answers that were taken in, newest first. */
export async function readResults(tx: Tx, actor: Actor, batchId: string): Promise<Result[]> {
  const rows = await billing(tx)
    .selectFrom('billing.debitResult')
    .select(['id', 'fileName', 'rowCount', 'succeededCount', 'succeededFen', 'failedCount', 'failedFen'])
    .select(['repeatedCount', 'problems', 'importedAt', 'importedByName'])
    .where('tenantId', '=', tenantOf(actor))
    .where('batchId', '=', batchId)
    .orderBy('importedAt', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(row => ({ ...row, problems: row.problems as unknown as Result['problems'] }))
}

function matching(tx: Tx, actor: Actor, { communityId, state, from, to, text }: Filters) {
  const pattern = `%${likeText(text ?? '')}%`
  return billing(tx)
    .selectFrom('billing.debitBatch as b')
    .where('b.tenantId', '=', tenantOf(actor))
    .$if(communityId !== undefined, query => query.where('b.communityId', '=', communityId ?? ''))
    .$if(state !== undefined, query => query.where('b.state', '=', state ?? ''))
    .$if(from !== undefined, query => query.where('b.debitOn', '>=', from ?? ''))
    .$if(to !== undefined, query => query.where('b.debitOn', '<=', to ?? ''))
    .$if(Boolean(text), query =>
      query.where(
        sql<SqlBool>`('DK' || lpad(b.serial::text, 6, '0') ilike ${pattern} or b.made_by_name ilike ${pattern})`,
      ),
    )
}

function shown(tx: Tx, actor: Actor, filters: Filters) {
  return matching(tx, actor, filters)
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'b.tenantId').onRef('c.id', '=', 'b.communityId'),
    )
    .innerJoin('billing.debitFormat as f', join =>
      join.onRef('f.tenantId', '=', 'b.tenantId').onRef('f.id', '=', 'b.formatId'),
    )
    .innerJoinLateral(
      eb =>
        eb
          .selectFrom('billing.debit as d')
          .select([countOf('settled').as('settledCount'), sumOf('settled').as('settledFen')])
          .select([countOf('failed').as('failedCount'), sumOf('failed').as('failedFen')])
          .select([
            countOf('in-flight', 'reported').as('inFlightCount'),
            sumOf('in-flight', 'reported').as('inFlightFen'),
          ])
          .whereRef('d.tenantId', '=', 'b.tenantId')
          .whereRef('d.batchId', '=', 'b.id')
          .as('s'),
      join => join.onTrue(),
    )
    .select(['b.id', 'b.serial', 'b.communityId', 'c.name as communityName', 'b.debitOn', 'b.dueUntil', 'b.formatId'])
    .select('b.withPenalty')
    .select(['f.name as formatName', 'b.state', 'b.debitCount as count', 'b.totalFen', 'b.madeByName', 'b.madeAt'])
    .select([
      'b.sentAt',
      's.settledCount',
      's.settledFen',
      's.failedCount',
      's.failedFen',
      's.inFlightCount',
      's.inFlightFen',
    ])
    .select(
      sql<string[] | null>`(select array_agg(i.name order by i.priority, i.name) from billing.charge_item i
        where i.tenant_id = b.tenant_id and i.id = any(b.item_ids))`.as('itemNames'),
    )
}

type Shown = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number]

function rowOf({ serial, state, ...row }: Shown): Row {
  return { ...row, number: batchNumber(serial), state: state as Row['state'] }
}

const STATE_WORDS = { open: '待报盘', sent: '待回盘', finished: '已完成', cancelled: '已取消' }

/** Batches as a file, with the same filters. */
export const exportDebitBatches = defineExport(contract.exportDebitBatches, '代扣批次', listDebitBatches, [
  { title: '批次号', value: row => row.number, width: 12 },
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '扣款日期', value: row => row.debitOn, format: 'date', width: 12 },
  { title: '格式', value: row => row.formatName, width: 18 },
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '笔数', value: row => row.count, format: 'integer' },
  { title: '金额', value: row => row.totalFen, format: 'money', width: 14 },
  { title: '成功笔数', value: row => row.settledCount, format: 'integer' },
  { title: '成功金额', value: row => row.settledFen, format: 'money', width: 14 },
  { title: '失败笔数', value: row => row.failedCount, format: 'integer' },
  { title: '失败金额', value: row => row.failedFen, format: 'money', width: 14 },
  { title: '在途金额', value: row => row.inFlightFen, format: 'money', width: 14 },
  { title: '制单人', value: row => row.madeByName },
  { title: '制单时间', value: row => row.madeAt, format: 'instant', width: 18 },
])
