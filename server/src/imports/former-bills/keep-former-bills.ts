import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { ensurePremises } from '../../registry/index.ts'
import type { FormerBillProposal } from '../kinds/former-bills.ts'
import { imports } from '../tables.ts'

/** Keeps the bills that a file names instead of those of an earlier dry run; whatever was said of them stays. */
export async function keepFormerBills(
  tx: Tx,
  actor: Actor,
  { importId, communityId }: { importId: string; communityId: string },
  bills: readonly FormerBillProposal[],
): Promise<void> {
  const tenantId = tenantOf(actor)
  await sql`delete from imports.former_bill where tenant_id = ${tenantId}::uuid and import_id = ${importId}::uuid`.execute(
    imports(tx),
  )
  if (bills.length === 0) return
  const { idByKey } = await ensurePremises(tx, actor, communityId, [])
  // A home that ended since the rows were read is in no comparison.
  const known = bills.filter(({ place }) => idByKey.has(place))
  const column = <T>(of: (bill: FormerBillProposal) => T) => known.map(of)
  await sql`
    insert into imports.former_bill (tenant_id, community_id, import_id, sheet, row, premises_id, item_name, period_from, period_to, amount_fen)
    select ${tenantId}::uuid, ${communityId}::uuid, ${importId}::uuid, b.*
    from unnest(${column(bill => bill.sheet)}::text[], ${column(bill => bill.row)}::int[],
      ${column(bill => idByKey.get(bill.place) ?? '')}::uuid[], ${column(bill => bill.itemName)}::text[],
      ${column(bill => bill.periodFrom)}::date[], ${column(bill => bill.periodTo)}::date[],
      ${column(bill => bill.amountFen)}::bigint[]) as b`.execute(imports(tx))
}
