import type { imports as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireHomes } from '../control/require-homes.ts'
import { refuse } from '../errors.ts'
import { imports } from '../tables.ts'
import { comparison } from './comparison.ts'
import { placeOf } from './comparison-view.ts'

/**
 * Keeps why bills of the two systems differ; without a reason what was said is taken back. It is a remark beside the comparison: nothing in
 * the books is changed. Errors: platform.not_found, platform.beyond_scope, imports.bills_changed (they are not what was seen, or agree by now).
 */
export async function understandBills(
  tx: Tx,
  actor: Actor,
  { importId, bills, reason }: RequestOf<typeof contract.understandBills>,
): Promise<ResponseOf<typeof contract.understandBills>> {
  await requireHomes(
    tx,
    actor,
    importId,
    bills.map(({ premisesId }) => premisesId),
  )
  requireWholeCommunities(actor)
  const place = await placeOf(tx, actor, importId, { lock: true })
  const tenantId = tenantOf(actor)
  const column = <T>(of: (bill: (typeof bills)[number]) => T) => bills.map(of)
  const asked = sql`unnest(${column(bill => bill.premisesId)}::uuid[], ${column(bill => bill.itemName)}::text[],
    ${column(bill => bill.fromOn)}::date[], ${column(bill => bill.formerFen)}::bigint[], ${column(bill => bill.oursFen)}::bigint[])
    as a(premises_id, item_name, from_on, former_fen, ours_fen)`
  if (reason === null) {
    const { numAffectedRows } = await sql`delete from imports.understood_bill u using ${asked}
      where u.tenant_id = ${tenantId}::uuid and u.import_id = ${importId}::uuid and u.premises_id = a.premises_id
        and u.item_name = a.item_name and u.from_on = a.from_on`.execute(imports(tx))
    return { understood: Number(numAffectedRows ?? 0n) }
  }
  const { numAffectedRows } = await sql`
    with ${comparison(actor, place)}
    insert into imports.understood_bill (tenant_id, community_id, import_id, premises_id, item_name, from_on, former_fen, ours_fen, reason,
      understood_by, understood_by_name, understood_at)
    select ${tenantId}::uuid, ${place.communityId}::uuid, ${importId}::uuid, c.premises_id, c.item_name, c.from_on, c.former_fen, c.ours_fen,
      ${reason}, ${accountOf(actor)}::uuid, ${actor.name}, ${now()}
    from compared c join ${asked} on a.premises_id = c.premises_id and a.item_name = c.item_name and a.from_on = c.from_on
      and a.former_fen is not distinct from c.former_fen and a.ours_fen is not distinct from c.ours_fen
    where c.verdict <> 'same'
    on conflict (tenant_id, import_id, premises_id, item_name, from_on) do update set former_fen = excluded.former_fen,
      ours_fen = excluded.ours_fen, reason = excluded.reason, understood_by = excluded.understood_by,
      understood_by_name = excluded.understood_by_name, understood_at = excluded.understood_at`.execute(imports(tx))
  const understood = Number(numAffectedRows ?? 0n)
  if (understood < bills.length) throw refuse.billsChanged({ count: bills.length - understood })
  return { understood }
}
