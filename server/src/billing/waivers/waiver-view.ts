import { billing as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { countUpTo, keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { billNumber } from '../bills/bill-number.ts'
import { REQUEST_COLUMNS } from '../request-columns.ts'
import { billing } from '../tables.ts'
import type { OwedLine } from './waiver.ts'

type Row = ResponseOf<typeof contract.listWaivers>['items'][number]
type Detail = ResponseOf<typeof contract.readWaiver>
type Filters = Partial<Omit<RequestOf<typeof contract.listWaivers>, 'cursor' | 'limit' | 'sort'>>

const SORTS = {
  askedAt: { by: sql`w.asked_at`, type: 'timestamptz' },
  amountFen: { by: sql`w.amount_fen`, type: 'bigint' },
} as const
const FALLBACK = '-askedAt'

/** Waivers and write-offs within scope, with the sum of all that match. */
export async function listWaivers(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listWaivers>,
): Promise<ResponseOf<typeof contract.listWaivers>> {
  const keys = keyset(input, sql<string>`w.id`, SORTS, FALLBACK)
  const filtered = waivers(tx, actor, input)
  const rows = await pageRows(shown(filtered), keys, input)
  const { amountFen } = await filtered
    .select(sql<bigint>`coalesce(sum(w.amount_fen), 0)::bigint`.as('amountFen'))
    .executeTakeFirstOrThrow()
  const total = await countUpTo(billing(tx), filtered.select('w.id'))
  const items = rows.map(({ sortKey, ...row }) => ({ ...rowOf(row), sortKey }))
  return { ...pageOfRows(input, items, total, FALLBACK), sums: { amountFen } }
}

/** One waiver with what it gives up of each bill. Errors: platform.not_found. */
export async function readWaiver(tx: Tx, actor: Actor, input: { waiverId: string }): Promise<Detail> {
  const row = await shown(waivers(tx, actor, {}))
    .where('w.id', '=', input.waiverId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  const parts = await billing(tx)
    .selectFrom('billing.waiverPart')
    .select(['billId', 'billLineId as lineId', 'amountFen as owedFen'])
    .where('tenantId', '=', tenantOf(actor))
    .where('waiverId', '=', input.waiverId)
    .execute()
  const bills = await partsOf(tx, actor, parts, parts)
  return { ...rowOf(row), parts: bills.map(({ owedFen: _, ...part }) => part) }
}

/** What is owed and given up by bill, the earliest due first. */
export async function partsOf(
  tx: Tx,
  actor: Actor,
  owed: readonly OwedLine[],
  waived: readonly OwedLine[],
): Promise<ResponseOf<typeof contract.previewWaiver>['parts']> {
  const ids = [...new Set(owed.map(line => line.billId))]
  const bills = await billing(tx)
    .selectFrom('billing.bill as b')
    .innerJoin('billing.chargeItem as i', join =>
      join.onRef('i.tenantId', '=', 'b.tenantId').onRef('i.id', '=', 'b.itemId'),
    )
    .select(['b.id', 'b.serial', 'b.cycleStart', 'i.name as itemName'])
    .where('b.tenantId', '=', tenantOf(actor))
    .where('b.id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('b.dueOn')
    .orderBy('b.id')
    .execute()
  const sumOf = (lines: readonly OwedLine[], billId: string) =>
    lines.filter(line => line.billId === billId).reduce((sum, line) => sum + line.owedFen, 0n)
  return bills.map(({ id, serial, cycleStart, itemName }) => ({
    ...{ billId: id, billNumber: billNumber(serial), itemName, cycleStart },
    ...{ owedFen: sumOf(owed, id), waivedFen: sumOf(waived, id) },
  }))
}

function waivers(tx: Tx, actor: Actor, filters: Filters) {
  const { communityId, premisesId, kind, scope, state, text, from, to } = filters
  const pattern = `%${likeText(text ?? '')}%`
  const on = sql`coalesce(w.applied_on, (w.asked_at at time zone 'Asia/Shanghai')::date)`
  return billing(tx)
    .selectFrom('billing.waiver as w')
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'w.tenantId').onRef('c.id', '=', 'w.communityId'),
    )
    .innerJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'w.tenantId').onRef('p.id', '=', 'w.premisesId'),
    )
    .where('w.tenantId', '=', tenantOf(actor))
    .$if(communityId !== undefined, query => query.where('w.communityId', '=', communityId ?? ''))
    .$if(premisesId !== undefined, query => query.where('w.premisesId', '=', premisesId ?? ''))
    .$if(kind !== undefined, query => query.where('w.kind', '=', kind ?? ''))
    .$if(scope !== undefined, query => query.where('w.scope', '=', scope ?? ''))
    .$if(state !== undefined, query => query.where('w.state', '=', state ?? ''))
    .$if(Boolean(text), query =>
      query.where(
        sql<SqlBool>`(p.label ilike ${pattern} or w.reason ilike ${pattern} or w.asked_by_name ilike ${pattern})`,
      ),
    )
    .$if(from !== undefined, query => query.where(sql<SqlBool>`${on} >= ${from ?? ''}::date`))
    .$if(to !== undefined, query => query.where(sql<SqlBool>`${on} <= ${to ?? ''}::date`))
}

function shown(query: ReturnType<typeof waivers>) {
  return query
    .select(['w.id', 'w.kind', 'w.scope', 'w.communityId', 'c.name as communityName', 'w.premisesId'])
    .select(['p.label as premisesLabel', 'w.amountFen', 'w.percent', 'w.reason', 'w.state', 'w.requestId'])
    .select(['w.askedByName', 'w.askedAt', 'w.decidedByName', 'w.appliedOn'])
    .select(
      sql<number>`(select count(distinct q.bill_id)::int from billing.waiver_part q where q.tenant_id = w.tenant_id and q.waiver_id = w.id)`.as(
        'bills',
      ),
    )
}

type Shown = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number]

function rowOf(row: Shown): Row {
  const percent = row.percent === null ? null : row.percent.replace(/\.?0+$/, '')
  const { kind, scope, state } = row
  return { ...row, percent, ...({ kind, scope, state } as Pick<Row, 'kind' | 'scope' | 'state'>) }
}

const KIND_WORDS = { waiver: '减免', 'write-off': '坏账核销' }
const SCOPE_WORDS = { principal: '本金', penalty: '违约金' }

/** Waivers and write-offs as a file, with the same filters. */
export const exportWaivers = defineExport(contract.exportWaivers, '减免与核销', listWaivers, [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '房产', value: row => row.premisesLabel, width: 20 },
  { title: '类型', value: row => KIND_WORDS[row.kind] },
  { title: '对象', value: row => SCOPE_WORDS[row.scope] },
  { title: '金额', value: row => row.amountFen, format: 'money', width: 14 },
  { title: '账单数', value: row => row.bills, format: 'integer' },
  ...REQUEST_COLUMNS,
])
