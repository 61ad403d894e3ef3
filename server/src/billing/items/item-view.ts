import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { billing } from '../tables.ts'

type Page = ResponseOf<typeof contract.listItems>
export type ItemView = Page['items'][number]
type Tax = ItemView['taxes'][number]

const SORTS = {
  name: { by: sql`i.name`, type: 'text' },
  priority: { by: sql`i.priority`, type: 'int' },
} as const

/** Charge items with their taxes over time, by the order in which they are settled. */
export async function listItems(tx: Tx, actor: Actor, input: RequestOf<typeof contract.listItems>): Promise<Page> {
  const keys = keyset(input, sql<string>`i.id`, SORTS, 'priority')
  const rows = await pageRows(filtered(tx, actor, input), keys, input)
  const { count } = await filtered(tx, actor, input)
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  const page = pageOfRows(input, rows, count, 'priority')
  return { ...page, items: await withTaxes(tx, actor, page.items) }
}

/** One charge item. Errors: platform.not_found. */
export async function readItem(tx: Tx, actor: Actor, itemId: string): Promise<ItemView> {
  const [item] = await withTaxes(tx, actor, await filtered(tx, actor, {}).where('i.id', '=', itemId).execute())
  if (!item) throw refuse.notFound()
  return item
}

function filtered(tx: Tx, actor: Actor, filters: { text?: string; category?: string; active?: 'true' | 'false' }) {
  let query = billing(tx)
    .selectFrom('billing.chargeItem as i')
    .select([
      'i.id',
      'i.version',
      'i.name',
      'i.category',
      'i.refundable',
      'i.treatment',
      'i.priority',
      'i.collectedBy',
      'i.active',
    ])
    .select(
      sql<number>`(select count(*)::int from billing.rule r where r.tenant_id = i.tenant_id and r.item_id = i.id)`.as(
        'ruleCount',
      ),
    )
    .where('i.tenantId', '=', tenantOf(actor))
  if (filters.category) query = query.where('i.category', '=', filters.category)
  if (filters.active) query = query.where('i.active', '=', filters.active === 'true')
  if (filters.text) {
    const pattern = `%${filters.text.trim().replace(/[\\%_]/g, '\\$&')}%`
    query = query.where(sql<SqlBool>`i.name ilike ${pattern}`)
  }
  return query
}

type ItemRow = Omit<ItemView, 'category' | 'treatment' | 'collectedBy' | 'taxes'> & {
  category: string
  treatment: string
  collectedBy: string[]
}

async function withTaxes(tx: Tx, actor: Actor, rows: readonly ItemRow[]): Promise<ItemView[]> {
  const taxes = await readTaxes(
    tx,
    actor,
    rows.map(row => row.id),
  )
  return rows.map(row => ({
    ...row,
    category: row.category as ItemView['category'],
    treatment: row.treatment as ItemView['treatment'],
    collectedBy: row.collectedBy as ItemView['collectedBy'],
    taxes: taxes.get(row.id) ?? [],
  }))
}

async function readTaxes(tx: Tx, actor: Actor, itemIds: string[]): Promise<Map<string, Tax[]>> {
  const rows = await billing(tx)
    .selectFrom('billing.chargeItemTax as t')
    .leftJoin('ledger.publicLegalEntity as e', join =>
      join.onRef('e.tenantId', '=', 't.tenantId').onRef('e.id', '=', 't.legalEntityId'),
    )
    .select(['t.itemId', 't.id', 't.legalEntityId', 'e.name as legalEntityName', 't.effectiveFrom', 't.taxCode'])
    .select(['t.ratePercent', sql<Tax['regime']>`t.regime`.as('regime')])
    .where('t.tenantId', '=', tenantOf(actor))
    .where('t.itemId', '=', sql<string>`any(${itemIds}::uuid[])`)
    .orderBy('t.effectiveFrom')
    .orderBy('t.id')
    .execute()
  const found = new Map<string, Tax[]>()
  for (const { itemId, ...tax } of rows) found.set(itemId, [...(found.get(itemId) ?? []), tax])
  return found
}
