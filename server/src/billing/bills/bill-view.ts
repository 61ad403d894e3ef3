import { COUNT_MOST, billing as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { type Keyset, keyset, type PageRequest, pageOfRows } from '../../platform/page.ts'
import { contains } from '../../platform/starts-with.ts'
import { billing } from '../tables.ts'
import { billNumber, serialOf } from './bill-number.ts'
import { readBillParts } from './bill-parts.ts'
import { billedHomes } from './billed-homes.ts'

type LongPage = ResponseOf<typeof contract.listBills>
type Sums = NonNullable<LongPage['sums']>
type Page = LongPage & { sums: Sums }
export type BillRow = Page['items'][number]
export type BillDetail = Omit<ResponseOf<typeof contract.readBill>, keyof Facts>
/** What only the record of one bill tells. */
type Facts = Record<
  | 'issuedAt'
  | 'heldAt'
  | 'heldReason'
  | 'penaltyFreeze'
  | 'debitBatchNumber'
  | 'voidedAt'
  | 'voidedBy'
  | 'voidReason'
  | 'isVoidForGood'
  | 'because'
  | 'note'
  | 'chain',
  unknown
>
export type Filters = Omit<RequestOf<typeof contract.listBills>, 'limit' | 'cursor' | 'sort'> & { itemId?: string }

const SORTS = {
  dueOn: { by: sql`b.due_on`, type: 'date' },
  amountFen: { by: sql`b.amount_fen`, type: 'bigint' },
  number: { by: sql`b.serial`, type: 'bigint' },
} as const
const LATEST_DUE_FIRST = '-dueOn'

/** What is still owed on the bill `b`: nothing on a draft or a void one. */
export const OUTSTANDING = sql<bigint>`case when b.state = 'issued' then b.amount_fen - b.settled_fen else 0 end`

/** Bills within the caller's reach, and sums over all that match. Also serves the portal: residents see issued ones only. */
export async function billPage(tx: Tx, actor: Actor, input: Filters & PageRequest): Promise<Page> {
  const page = await listBills(tx, actor, input)
  return { ...page, ...(page.sums ? { sums: page.sums } : await sumBills(tx, actor, input)) }
}

/** Bills within the caller's reach; sums where no more match than a page counts, else they are `sumBills`' to say: a company's are millions. */
export async function listBills(tx: Tx, actor: Actor, input: Filters & PageRequest): Promise<LongPage> {
  const keys = keyset(input, sql<string>`b.id`, SORTS, LATEST_DUE_FIRST)
  const text = input.text?.trim() ?? ''
  const { count, ids, ...sums } = await (isByWords(actor, text)
    ? findBills(tx, actor, input, text, keys)
    : walkBills(tx, actor, input, keys))
  const rows = await described(tx, actor)
    .select(keys.key.as('sortKey'))
    .where(sql<SqlBool>`b.id = any(${ids}::uuid[])`)
    .orderBy(keys.order)
    .execute()
  const page = pageOfRows(
    input,
    rows.map(row => ({ ...rowOf(row), sortKey: row.sortKey })),
    count,
    LATEST_DUE_FIRST,
  )
  return { ...page, sums: count > COUNT_MOST && !isByWords(actor, text) ? null : sums }
}

/** How many bills match, and their sums, however many they are. */
export async function sumBills(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.sumBills>,
): Promise<ResponseOf<typeof contract.sumBills>> {
  const { count, ...sums } = await sumsOf(tx, actor, input)
  return { total: count, sums }
}

/** A text that is no number of a bill is looked for in words: of homes and payers. */
function isByWords(actor: Actor, text: string): boolean {
  return text !== '' && serialOf(text) === null && actor.kind !== 'resident'
}

type Counted = Sums & { count: number }
type Found = Counted & { ids: string[] }

const SUMS = sql`count(*)::int as count, coalesce(sum(b.amount_fen), 0)::bigint as amount_fen, coalesce(sum(b.settled_fen), 0)::bigint as settled_fen,
  coalesce(sum(${OUTSTANDING}), 0)::bigint as outstanding_fen`

/** The ids of a page, found in the list's order, and sums over what matches, up to one more than a page counts. */
async function walkBills(tx: Tx, actor: Actor, input: Filters & PageRequest, keys: Keyset): Promise<Found> {
  const bills = matching(tx, actor, input)
    .select(['b.id', 'b.dueOn'])
    .where(keys.after)
    .orderBy(keys.order)
    .limit(input.limit + 1)
  const { rows } = await sql<{
    id: string
  }>`${isOfCompanyByDay(input) ? ofEach(actor, bills, keys, input) : bills}`.execute(billing(tx))
  return { ...(await sumsOf(tx, actor, input, COUNT_MOST + 1)), ids: rows.map(row => row.id) }
}

/** Whether bills of all communities are asked for in the order of their due dates, which have an index for each community. */
function isOfCompanyByDay(input: Filters & PageRequest): boolean {
  const { communityId, premisesId, billRunId, kind, condition, sort } = input
  return (
    !(communityId || premisesId || billRunId || condition) &&
    kind !== 'penalty' &&
    /^-?dueOn$/.test(sort ?? LATEST_DUE_FIRST)
  )
}

/** The same bills as the first of each community, put in order: along the index, where all bills of the company would have to be sorted. */
function ofEach(
  actor: Actor,
  bills: ReturnType<typeof matching>,
  keys: Keyset,
  { limit }: PageRequest,
): RawBuilder<unknown> {
  return sql`select b.id from (select id from registry.public_community where tenant_id = ${tenantOf(actor)}::uuid) c
    cross join lateral (${bills.where('b.communityId', '=', sql<string>`c.id`)}) b order by ${keys.order} limit ${limit + 1}`
}

/** Sums over the bills that match: all of them, or no more than `most`. */
async function sumsOf(tx: Tx, actor: Actor, filters: Filters, most?: number): Promise<Counted> {
  const bills = matching(tx, actor, filters).select(['b.amountFen', 'b.settledFen', 'b.state'])
  const { rows } =
    await sql<Counted>`select ${SUMS} from (${most === undefined ? bills : bills.limit(most)}) b`.execute(billing(tx))
  return rows[0] ?? NO_SUMS
}

const NO_SUMS = { count: 0, amountFen: 0n, settledFen: 0n, outstandingFen: 0n }

/** The same of bills whose home or payer has a text in its words: found by their homes, once, then sorted and summed. */
async function findBills(
  tx: Tx,
  actor: Actor,
  { text: _, ...input }: Filters & PageRequest,
  text: string,
  keys: Keyset,
): Promise<Found> {
  const bills = matching(tx, actor, input)
    .where(sql<SqlBool>`b.premises_id in (select n.id from named n)`)
    .where(sql<SqlBool>`(b.premises_id in (select n.id from labelled n) or ${contains(sql`b.payer_name`, text)})`)
    .select(['b.id', 'b.serial', 'b.dueOn', 'b.amountFen', 'b.settledFen', 'b.state'])
  const { rows } = await sql<Found>`
    with ${sql.join([...billedHomes(actor, text, input.communityId), sql`fitting as materialized (${bills})`])}
    select s.*, array(select b.id from fitting b where ${keys.after} order by ${keys.order} limit ${input.limit + 1}) as ids
    from (select ${SUMS} from fitting b) s`.execute(billing(tx))
  return rows[0] ?? { ...NO_SUMS, ids: [] }
}

/** The bills that pass the filters, as `b`; without any join, since order and sums go over all of them. */
export function matching(tx: Tx, actor: Actor, filters: Filters) {
  let query = billing(tx).selectFrom('billing.bill as b').where('b.tenantId', '=', tenantOf(actor))
  if (filters.communityId) query = query.where('b.communityId', '=', filters.communityId)
  if (filters.premisesId) query = query.where('b.premisesId', '=', filters.premisesId)
  if (filters.billRunId) query = query.where('b.billRunId', '=', filters.billRunId)
  if (filters.itemId) query = query.where('b.itemId', '=', filters.itemId)
  if (filters.ruleId) query = query.where('b.ruleId', '=', filters.ruleId)
  if (filters.kind) query = query.where('b.kind', '=', filters.kind)
  // What a kind implies, for the indexes of the rare ones.
  if (filters.kind === 'penalty') query = query.where('b.ofBillId', 'is not', null)
  if (filters.kind === 'correction') query = query.where('b.correctsBillId', 'is not', null)
  if (filters.condition === 'held') query = query.where('b.heldAt', 'is not', null)
  if (filters.condition === 'voided') query = query.where('b.voidedAt', 'is not', null)
  if (filters.state) query = query.where('b.state', '=', filters.state)
  if (filters.settlement) query = query.where(SETTLEMENTS[filters.settlement](isOpen(filters)))
  if (filters.text) query = query.where(names(actor, filters.text))
  return query
}

/** Bills with the names that a row shows; say which, so that names are looked up for few. */
function described(tx: Tx, actor: Actor) {
  return billing(tx)
    .selectFrom('billing.bill as b')
    .leftJoin('billing.rule as r', join => join.onRef('r.tenantId', '=', 'b.tenantId').onRef('r.id', '=', 'b.ruleId'))
    .innerJoin('billing.chargeItem as i', join =>
      join.onRef('i.tenantId', '=', 'b.tenantId').onRef('i.id', '=', 'b.itemId'),
    )
    .innerJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'b.tenantId').onRef('p.id', '=', 'b.premisesId'),
    )
    .select(['b.id', 'b.serial', 'b.communityId', 'b.premisesId', 'p.label as premisesLabel', 'b.payerName'])
    .select(['i.name as itemName', 'r.name as ruleName', 'b.cycleStart', 'b.cycleEnd', 'b.dueOn', 'b.amountFen'])
    .select(['b.settledFen', 'b.state', 'b.kind', OUTSTANDING.as('outstandingFen')])
    .select(sql<string | null>`case when ${OUTSTANDING} > 0 then billing.debit_day(b.id) end`.as('debitOn'))
    .select([sql<boolean>`b.held_at is not null`.as('isHeld'), sql<boolean>`b.voided_at is not null`.as('isVoided')])
    .where('b.tenantId', '=', tenantOf(actor))
}

const SETTLEMENTS = {
  open: (open: RawBuilder<SqlBool>) => open,
  overdue: (open: RawBuilder<SqlBool>) => sql<SqlBool>`(${open} and b.due_on < ${today()}::date)`,
  settled: () => sql<SqlBool>`(b.state = 'issued' and b.settled_fen = b.amount_fen)`,
}

/** Whether a bill is owed: asked of its own row where the rest finds few of them, else of the list of open ones, few among years of bills. */
function isOpen({ premisesId, billRunId }: Pick<Filters, 'premisesId' | 'billRunId'>): RawBuilder<SqlBool> {
  if (premisesId || billRunId) return sql<SqlBool>`(b.state = 'issued' and b.settled_fen < b.amount_fen)`
  return sql<SqlBool>`exists (select from billing.open_bill o where o.tenant_id = b.tenant_id and o.bill_id = b.id
    and o.community_id = b.community_id and o.due_on = b.due_on and o.open_fen > 0)`
}

/** Whether a text is a bill's number, or part of its room or its payer. */
function names(actor: Actor, text: string) {
  const serial = serialOf(text)
  if (serial !== null) return sql<SqlBool>`b.serial = ${serial}`
  return sql<SqlBool>`(${contains(sql`b.payer_name`, text.trim())} or b.premises_id in (
    select n.id from registry.public_premises n where n.tenant_id = ${tenantOf(actor)}::uuid and ${contains(sql`n.label`, text.trim())}))`
}

/** Overdue from the day after its due date, while something is owed (domain.md R8). */
function rowOf<R extends { serial: bigint; state: string; kind: string; dueOn: string; outstandingFen: bigint }>(
  row: R,
) {
  const { serial, ...same } = row
  return {
    ...same,
    number: billNumber(serial),
    state: row.state as BillRow['state'],
    kind: row.kind as BillRow['kind'],
    overdue: row.outstandingFen > 0n && row.dueOn < today(),
  }
}

/** The bill list as a file, with the same filters. Errors: platform.export_too_large. */
export const exportBills = defineExport(contract.exportBills, '账单', listBills, [
  { title: '账单编号', value: row => row.number },
  { title: '房产', value: row => row.premisesLabel, width: 22 },
  { title: '业主', value: row => row.payerName },
  { title: '收费项目', value: row => row.itemName },
  { title: '收费标准', value: row => row.ruleName },
  { title: '账期起', value: row => row.cycleStart, format: 'date' },
  { title: '账期止', value: row => row.cycleEnd, format: 'date' },
  { title: '应缴日', value: row => row.dueOn, format: 'date' },
  { title: '应收', value: row => row.amountFen, format: 'money' },
  { title: '已收', value: row => row.settledFen, format: 'money' },
  { title: '未收', value: row => row.outstandingFen, format: 'money' },
  { title: '类别', value: row => KIND_WORDS[row.kind] },
  { title: '状态', value: row => (row.isVoided ? '作废' : STATE_WORDS[row.state]) },
  { title: '暂缓', value: row => (row.isHeld ? '是' : '否') },
  { title: '逾期', value: row => (row.overdue ? '是' : '否') },
])

const KIND_WORDS: Record<BillRow['kind'], string> = {
  charge: '收费',
  penalty: '违约金',
  opening: '期初',
  correction: '更正',
}

const STATE_WORDS: Record<BillRow['state'], string> = { draft: '草稿', issued: '已出账', void: '作废' }

/** One bill with its lines and settlements. Also serves the portal. Errors: platform.not_found. */
export async function readBillById(tx: Tx, actor: Actor, input: { billId: string }): Promise<BillDetail> {
  const row = await described(tx, actor).where('b.id', '=', input.billId).executeTakeFirst()
  if (!row) throw refuse.notFound()
  const parts = await readBillParts(tx, actor, [row.id])
  return { ...rowOf(row), ...parts(row.id) }
}

/**
 * The open bills of a household with their parts, in the order they are to be paid (domain.md R10), and those of `besides`; at
 * most `limit`.
 */
export async function readOpenBills(
  tx: Tx,
  actor: Actor,
  premisesId: string,
  limit: number,
  besides: readonly string[] = [],
): Promise<BillDetail[]> {
  const rows = await described(tx, actor)
    .where('b.premisesId', '=', premisesId)
    .where(eb => eb.or([isOpen({ premisesId }), sql<SqlBool>`b.id = any(${[...besides]}::uuid[])`]))
    .orderBy('b.dueOn')
    .orderBy('i.priority')
    .orderBy('b.itemId')
    .orderBy('b.id')
    .limit(limit)
    .execute()
  const parts = await readBillParts(
    tx,
    actor,
    rows.map(row => row.id),
  )
  return rows.map(row => ({ ...rowOf(row), ...parts(row.id) }))
}
