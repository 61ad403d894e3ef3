import { billing as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { billing } from '../tables.ts'

type Page = ResponseOf<typeof contract.listDeposits>
type Detail = ResponseOf<typeof contract.readDeposit>
type Filters = Omit<RequestOf<typeof contract.listDeposits>, 'limit' | 'cursor' | 'sort'>

const SORTS = {
  receivedOn: { by: sql`d.received_on`, type: 'date' },
  heldFen: { by: sql`d.held_fen`, type: 'bigint' },
  premisesLabel: { by: sql`r.label`, type: 'text' },
} as const
const NEWEST_FIRST = '-receivedOn'

/** Deposits within the caller's scope, the newest first; sums over all that match. */
export async function listDeposits(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listDeposits>,
): Promise<Page> {
  const keys = keyset(input, sql<string>`d.id`, SORTS, NEWEST_FIRST)
  const rows = await pageRows(described(matching(tx, actor, input)), keys, input)
  const { count, ...sums } = await matching(tx, actor, input)
    .select([
      sql<number>`count(*)::int`.as('count'),
      sql<bigint>`coalesce(sum(d.received_fen), 0)::bigint`.as('receivedFen'),
      sql<bigint>`coalesce(sum(d.deducted_fen), 0)::bigint`.as('deductedFen'),
      sql<bigint>`coalesce(sum(d.refunded_fen), 0)::bigint`.as('refundedFen'),
      sql<bigint>`coalesce(sum(d.held_fen), 0)::bigint`.as('heldFen'),
    ])
    .executeTakeFirstOrThrow()
  return { ...pageOfRows(input, rows, count, NEWEST_FIRST), sums }
}

function matching(tx: Tx, actor: Actor, filters: Filters) {
  let query = billing(tx)
    .selectFrom('billing.deposit as d')
    .innerJoin('billing.chargeItem as i', join =>
      join.onRef('i.tenantId', '=', 'd.tenantId').onRef('i.id', '=', 'd.itemId'),
    )
    .innerJoin('registry.publicPremises as r', join =>
      join.onRef('r.tenantId', '=', 'd.tenantId').onRef('r.id', '=', 'd.premisesId'),
    )
    .where('d.tenantId', '=', tenantOf(actor))
  if (filters.communityId) query = query.where('d.communityId', '=', filters.communityId)
  if (filters.premisesId) query = query.where('d.premisesId', '=', filters.premisesId)
  if (filters.state)
    query = query.where(filters.state === 'held' ? sql<SqlBool>`d.held_fen > 0` : sql<SqlBool>`d.held_fen = 0`)
  if (filters.text) {
    const pattern = `%${likeText(filters.text.trim())}%`
    query = query.where(sql<SqlBool>`(r.label ilike ${pattern} or d.payer_name ilike ${pattern})`)
  }
  return query
}

function described(query: ReturnType<typeof matching>) {
  return query
    .select(['d.id', 'd.communityId', 'd.premisesId', 'r.label as premisesLabel', 'i.name as itemName', 'd.payerName'])
    .select(['d.receivedOn', 'd.receivedFen', 'd.deductedFen', 'd.refundedFen'])
    .select(sql<bigint>`d.held_fen`.as('heldFen'))
}

/** The deposits as a file. Errors: platform.export_too_large. */
export const exportDeposits = defineExport(contract.exportDeposits, '押金', listDeposits, [
  { title: '房产', value: row => row.premisesLabel, width: 22 },
  { title: '收费项目', value: row => row.itemName },
  { title: '缴款人', value: row => row.payerName },
  { title: '收取日期', value: row => row.receivedOn, format: 'date' },
  { title: '收取', value: row => row.receivedFen, format: 'money' },
  { title: '扣除', value: row => row.deductedFen, format: 'money' },
  { title: '退还', value: row => row.refundedFen, format: 'money' },
  { title: '在押', value: row => row.heldFen, format: 'money' },
])

/** One deposit with its history. Errors: platform.not_found. */
export async function readDeposit(tx: Tx, actor: Actor, input: { depositId: string }): Promise<Detail> {
  const deposit = await described(matching(tx, actor, {}))
    .where('d.id', '=', input.depositId)
    .executeTakeFirst()
  if (!deposit) throw refuse.notFound()
  const movements = await billing(tx)
    .selectFrom('billing.depositMovement')
    .select(['id', 'kind', 'amountFen', 'movedOn', 'at', 'actorName', 'reason'])
    .where('tenantId', '=', tenantOf(actor))
    .where('depositId', '=', input.depositId)
    .orderBy('serial', 'desc')
    .execute()
  return {
    ...deposit,
    movements: movements.map(row => ({ ...row, kind: row.kind as Detail['movements'][number]['kind'] })),
  }
}
