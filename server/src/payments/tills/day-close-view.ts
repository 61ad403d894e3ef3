import { payments as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, accountOf, can, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { fileRefs } from '../../platform/files/file-view.ts'
import { countUpTo, keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { payments } from '../tables.ts'
import { readShifts } from './my-till-view.ts'
import { readMovements } from './till-day-view.ts'

type Page = ResponseOf<typeof contract.listDayCloses>
type Detail = ResponseOf<typeof contract.readDayClose>
type Filters = Omit<RequestOf<typeof contract.listDayCloses>, 'limit' | 'cursor' | 'sort'>

const SORTS = {
  day: { by: sql`d.day`, type: 'date' },
  differenceFen: { by: sql`d.difference_fen`, type: 'bigint' },
  takenFen: { by: sql`d.taken_fen`, type: 'bigint' },
} as const
const LATEST_FIRST = '-day'

/** Closed days, the latest first, with the sums over all that match: the own ones, or all within reach for who may see tills. */
export async function dayClosePage(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listDayCloses>,
): Promise<Page> {
  const keys = keyset(input, sql<string>`d.id`, SORTS, LATEST_FIRST)
  const rows = await pageRows(filtered(tx, actor, input), keys, input)
  const { count, ...sums } = await filtered(tx, actor, input)
    .clearSelect()
    .select([
      sql<number>`count(*)::int`.as('count'),
      sql<bigint>`coalesce(sum(d.taken_fen), 0)::bigint`.as('takenFen'),
      sql<bigint>`coalesce(sum(d.banked_fen), 0)::bigint`.as('bankedFen'),
      sql<bigint>`coalesce(sum(d.counted_fen), 0)::bigint`.as('countedFen'),
      sql<bigint>`coalesce(sum(d.difference_fen), 0)::bigint`.as('differenceFen'),
    ])
    .executeTakeFirstOrThrow()
  return { ...pageOfRows(input, rows, count, LATEST_FIRST), sums }
}

/** Of the methods of a sheet, cash apart; sheets of before say nothing of what went back. */
function otherOf(amount: 'amountFen' | 'returnedFen') {
  return sql<bigint>`(select coalesce(sum((m ->> ${amount})::bigint), 0)::bigint from jsonb_array_elements(d.methods) m
    where m ->> 'method' <> 'cash')`
}

function filtered(tx: Tx, actor: Actor, { communityId, cashierId, from, to, state, differs }: Filters) {
  return payments(tx)
    .selectFrom('payments.dayClose as d')
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'd.tenantId').onRef('c.id', '=', 'd.communityId'),
    )
    .leftJoin('payments.signOff as s', join =>
      join.onRef('s.tenantId', '=', 'd.tenantId').onRef('s.dayCloseId', '=', 'd.id'),
    )
    .select(['d.id', 'd.communityId', 'c.name as communityName', 'd.day', 'd.cashierId', 'd.cashierName', 'd.floatFen'])
    .select(['d.takenFen', 'd.inFen', 'd.refundedFen', 'd.outFen', 'd.bankedFen', 'd.dueFen', 'd.countedFen'])
    .select(['d.differenceFen', 'd.closedAt', 's.signedAt', 's.signedName'])
    .select([otherOf('amountFen').as('otherTakenFen'), otherOf('returnedFen').as('otherReturnedFen')])
    .where('d.tenantId', '=', tenantOf(actor))
    .$if(!can(actor, 'payments.tills.read'), query => query.where('d.cashierId', '=', accountOf(actor)))
    .$if(communityId !== undefined, query => query.where('d.communityId', '=', communityId ?? ''))
    .$if(cashierId !== undefined, query => query.where('d.cashierId', '=', cashierId ?? ''))
    .$if(from !== undefined, query => query.where('d.day', '>=', from ?? ''))
    .$if(to !== undefined, query => query.where('d.day', '<=', to ?? ''))
    .$if(state !== undefined, query => query.where('s.signedAt', state === 'signed' ? 'is not' : 'is', null))
    .$if(differs === true, query => query.where('d.differenceFen', '<>', 0n))
}

/** How many closed days wait for the actor, who may sign and is not their cashier. */
export async function countWaitingDayCloses(tx: Tx, actor: Actor): Promise<{ waiting: number }> {
  if (!can(actor, 'payments.tills.sign') || actor.buildingIds !== null) return { waiting: 0 }
  const rows = payments(tx)
    .selectFrom('payments.dayClose as d')
    .leftJoin('payments.signOff as s', join =>
      join.onRef('s.tenantId', '=', 'd.tenantId').onRef('s.dayCloseId', '=', 'd.id'),
    )
    .select('d.id')
    .where('d.tenantId', '=', tenantOf(actor))
    .where('d.cashierId', '<>', accountOf(actor))
    .where('s.dayCloseId', 'is', null)
  return { waiting: await countUpTo(payments(tx), rows) }
}

/** The closed days as a file, with the same filters. Errors: platform.export_too_large. */
export const exportDayCloses = defineExport(contract.exportDayCloses, '日结', dayClosePage, [
  { title: '日期', value: row => row.day, format: 'date' },
  { title: '项目', value: row => row.communityName, width: 20 },
  { title: '收费员', value: row => row.cashierName },
  { title: '备用金', value: row => row.floatFen, format: 'money' },
  { title: '现金收款', value: row => row.takenFen, format: 'money' },
  { title: '存入', value: row => row.inFen, format: 'money' },
  { title: '退款', value: row => row.refundedFen, format: 'money' },
  { title: '取出', value: row => row.outFen, format: 'money' },
  { title: '缴存银行', value: row => row.bankedFen, format: 'money' },
  { title: '应有', value: row => row.dueFen, format: 'money' },
  { title: '实点', value: row => row.countedFen, format: 'money' },
  { title: '长短款', value: row => row.differenceFen, format: 'money' },
  { title: '其他方式收款', value: row => row.otherTakenFen, format: 'money' },
  { title: '其他方式退回', value: row => row.otherReturnedFen, format: 'money' },
  { title: '其他方式净额', value: row => row.otherTakenFen - row.otherReturnedFen, format: 'money' },
  { title: '结账时间', value: row => row.closedAt, format: 'instant' },
  { title: '复核人', value: row => row.signedName },
  { title: '复核时间', value: row => row.signedAt, format: 'instant' },
])

const StoredMethod = z
  .looseObject({ amountFen: z.number() })
  .transform(sum => ({ returnedCount: 0, returnedFen: 0, netFen: sum.amountFen, ...sum }))

/** A closed day with all that makes it up. Errors: platform.not_found. */
export async function readDayClose(tx: Tx, actor: Actor, input: { dayCloseId: string }): Promise<Detail> {
  const row = await filtered(tx, actor, {})
    .select(['d.tillId', 'd.denominations', 'd.methods', 'd.receipts', 'd.note', 's.note as signNote'])
    .where('d.id', '=', input.dayCloseId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  const { tillId, denominations, methods, receipts, ...rest } = row
  // Sheets of before say nothing of reversals, and by method nothing of what went back.
  const parts = {
    denominations,
    methods: z.array(StoredMethod).parse(methods),
    receipts: Object.assign({ reversed: [] }, receipts),
  }
  const words = contract.DayCloseDetail.pick({ denominations: true, methods: true, receipts: true }).parse(parts)
  return {
    ...rest,
    ...words,
    shifts: await readShifts(tx, actor, tillId, row.day),
    movements: await readMovements(tx, actor, tillId, row.day),
    deposits: await readDeposits(tx, actor, tillId, row.day),
  }
}

async function readDeposits(tx: Tx, actor: Actor, tillId: string, day: string): Promise<Detail['deposits']> {
  const rows = await payments(tx)
    .selectFrom('payments.bankDeposit')
    .select(['id', 'amountFen', 'bank', 'slipNumber', 'slipPhotoId', 'remark'])
    .where('tenantId', '=', tenantOf(actor))
    .where('tillId', '=', tillId)
    .where('day', '=', day)
    .orderBy('at')
    .execute()
  const photos = await fileRefs(
    tx,
    rows.map(row => row.slipPhotoId).filter(id => id !== null),
  )
  return rows.map(({ slipPhotoId, ...row }) => ({ ...row, slipPhoto: photos.get(slipPhotoId ?? '') ?? null }))
}
