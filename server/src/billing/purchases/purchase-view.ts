import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { historyOf } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { countUpTo, keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { billing } from '../tables.ts'

export type PurchaseView = ResponseOf<typeof contract.readPurchase>
type Filters = Omit<RequestOf<typeof contract.listPurchases>, 'limit' | 'cursor' | 'sort'>

const SORTS = {
  month: { by: sql`p.month`, type: 'text' },
  amountFen: { by: sql`p.amount_fen`, type: 'bigint' },
  createdAt: { by: sql`p.created_at`, type: 'timestamptz' },
} as const
const NEWEST_FIRST = '-month'

/** Invoices of suppliers, the latest month first, with the sum of those that count. */
export async function listPurchases(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listPurchases>,
): Promise<ResponseOf<typeof contract.listPurchases>> {
  const asked = { ...input, sort: input.sort ?? NEWEST_FIRST }
  const keys = keyset(asked, sql<string>`p.id`, SORTS, NEWEST_FIRST)
  const found = matching(tx, actor, input)
  const rows = await pageRows(withColumns(found), keys, input)
  const total = await countUpTo(billing(tx), found.select('p.id'))
  const sum = await found
    .where('p.voidedAt', 'is', null)
    .select(sql<bigint>`coalesce(sum(p.amount_fen), 0)::bigint`.as('fen'))
    .executeTakeFirst()
  return { ...pageOfRows(asked, rows, total, NEWEST_FIRST), sums: { amountFen: sum?.fen ?? 0n } }
}

/** One invoice. Errors: platform.not_found. */
export async function readPurchase(
  tx: Tx,
  actor: Actor,
  { purchaseId }: { purchaseId: string },
): Promise<PurchaseView> {
  const row = await withColumns(matching(tx, actor, {}))
    .where('p.id', '=', purchaseId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  return row
}

/** Who changed it. Errors: platform.not_found. */
export async function purchaseHistory(tx: Tx, actor: Actor, input: RequestOf<typeof contract.purchaseHistory>) {
  await readPurchase(tx, actor, input)
  return historyOf(tx, actor, [input.purchaseId], input)
}

function matching(tx: Tx, actor: Actor, { communityId, itemId, from, to, state, text }: Filters) {
  const part = `%${likeText((text ?? '').trim())}%`
  return billing(tx)
    .selectFrom('billing.purchase as p')
    .innerJoin('billing.chargeItem as i', join =>
      join.onRef('i.tenantId', '=', 'p.tenantId').onRef('i.id', '=', 'p.itemId'),
    )
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'p.tenantId').onRef('c.id', '=', 'p.communityId'),
    )
    .where('p.tenantId', '=', tenantOf(actor))
    .$if(communityId !== undefined, query => query.where('p.communityId', '=', communityId ?? ''))
    .$if(itemId !== undefined, query => query.where('p.itemId', '=', itemId ?? ''))
    .$if(from !== undefined, query => query.where('p.month', '>=', from ?? ''))
    .$if(to !== undefined, query => query.where('p.month', '<=', to ?? ''))
    .$if(state !== undefined, query => query.where('p.voidedAt', state === 'void' ? 'is not' : 'is', null))
    .$if(Boolean(text?.trim()), query =>
      query.where(sql<SqlBool>`(p.supplier ilike ${part} or p.reference ilike ${part})`),
    )
}

function withColumns(found: ReturnType<typeof matching>) {
  return found
    .select(['p.id', 'p.communityId', 'c.name as communityName', 'p.itemId', 'i.name as itemName', 'p.month'])
    .select(['p.supplier', 'p.reference', 'p.amountFen', 'p.note', 'p.createdAt', 'p.voidedAt', 'p.voidReason'])
    .select('p.version')
    .select([
      sql<
        string | null
      >`(select s.name from identity.public_staff s where s.tenant_id = p.tenant_id and s.id = p.created_by)`.as(
        'createdByName',
      ),
      sql<boolean>`coalesce(p.month <= (select d.closed_through from ledger.public_period d
        where d.tenant_id = p.tenant_id and d.community_id = p.community_id), false)`.as('monthClosed'),
    ])
}
