import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { imports } from '../tables.ts'
import type { ControlPart, ControlTotal } from './control-total.ts'

/**
 * What the rows of a file have become, counted and added up in the database by part, item and year: not what was meant to be
 * written, but what stands there (domain.md §8, checklist 9).
 */
export async function measureLoaded(
  tx: Tx,
  actor: Actor,
  { communityId, sha256 }: { communityId: string; sha256: Buffer },
): Promise<ControlTotal[]> {
  const { rows } = await sql<{ part: ControlPart; itemName: string; year: number; count: number; amountFen: bigint }>`
    select o.part, p.item_name, extract(year from coalesce(p.period_from, p.paid_on))::int as year, count(*)::int as count,
      sum(p.paid_fen)::bigint as amount_fen
    from imports.opening_row o join payments.public_past_payment p on p.tenant_id = o.tenant_id and p.id = o.object_id
    where o.tenant_id = ${tenantOf(actor)} and o.community_id = ${communityId} and o.file_sha256 = ${sha256} and o.part = 'past-payments'
    group by 1, 2, 3`.execute(imports(tx))
  return rows
}
