import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { imports } from '../tables.ts'
import type { ControlPart, ControlTotal } from './control-total.ts'

/**
 * What the rows of a file have become, counted and added up in the database by part, item and year: not what was meant to be
 * written, but what stands there (domain.md §8, checklist 9). Rooms and owners are those of the whole community: a cut-over is one.
 */
export async function measureLoaded(
  tx: Tx,
  actor: Actor,
  { communityId, sha256 }: { communityId: string; sha256: Buffer },
): Promise<ControlTotal[]> {
  const { rows } = await sql<{ part: ControlPart; itemName: string; year: number; count: number; amountFen: bigint }>`
    with o as materialized (
      select tenant_id, part, object_id from imports.opening_row
      where tenant_id = ${tenantOf(actor)} and community_id = ${communityId} and file_sha256 = ${sha256}),
    found as (
      select o.part, p.item_name, extract(year from coalesce(p.period_from, p.paid_on))::int as year, p.paid_fen as fen
      from o join payments.public_past_payment p on p.tenant_id = o.tenant_id and p.id = o.object_id where o.part = 'past-payments'
      union all
      select o.part, b.item_name, extract(year from b.cycle_start)::int, b.amount_fen
      from o join billing.public_bill b on b.tenant_id = o.tenant_id and b.id = o.object_id and b.state = 'issued' where o.part = 'arrears'
      union all
      select 'debtors', '', 0, sum(b.amount_fen)::bigint
      from o join billing.public_bill b on b.tenant_id = o.tenant_id and b.id = o.object_id and b.state = 'issued' where o.part = 'arrears'
      group by b.premises_id, b.payer_name
      union all
      select 'penalties', b.item_name, extract(year from b.cycle_start)::int, d.penalty_fen
      from o join billing.public_bill b on b.tenant_id = o.tenant_id and b.id = o.object_id and b.state = 'issued'
      join billing.public_opening_debt d on d.tenant_id = b.tenant_id and d.bill_id = b.id and d.penalty_fen > 0 where o.part = 'arrears'
      union all
      select o.part, coalesce(i.name, ''), 0, m.amount_fen
      from o join billing.public_purse_movement m on m.tenant_id = o.tenant_id and m.id = o.object_id
      join billing.public_purse p on p.tenant_id = m.tenant_id and p.id = m.purse_id
      left join billing.public_charge_item i on i.tenant_id = p.tenant_id and i.id = p.item_ids[1] where o.part = 'purses'
      union all
      select o.part, i.name, 0, d.received_fen
      from o join billing.public_deposit d on d.tenant_id = o.tenant_id and d.id = o.object_id
      join billing.public_charge_item i on i.tenant_id = d.tenant_id and i.id = d.item_id where o.part = 'deposits'
      union all
      select o.part, case r.kind when 'water-cold' then '冷水' when 'water-hot' then '热水' when 'water-reclaimed' then '中水'
        when 'electricity' then '电' when 'gas' then '燃气' else '热力' end, 0, round(r.value * 100)::bigint
      from o join metering.public_reading r on r.tenant_id = o.tenant_id and r.id = o.object_id and r.state = 'approved'
      where o.part = 'readings'
      union all
      select 'rooms', '', 0, round(coalesce(a.area_m2, 0) * 100)::bigint from registry.public_premises p
      left join lateral (select x.area_m2 from registry.public_premises_area x where x.tenant_id = p.tenant_id and x.premises_id = p.id
        order by x.from_on desc limit 1) a on true
      where p.tenant_id = ${tenantOf(actor)} and p.community_id = ${communityId} and p.use <> 'parking' and p.ended_on is null
      union all
      select 'owners', '', 0, 0 from registry.public_occupancy w
      join registry.public_premises p on p.tenant_id = w.tenant_id and p.id = w.premises_id and p.use <> 'parking' and p.ended_on is null
      where w.tenant_id = ${tenantOf(actor)} and w.community_id = ${communityId} and w.kind = 'owner'
        and (w.to_on is null or w.to_on >= ${today()}::date))
    select part, item_name, year, count(*)::int as count, sum(fen)::bigint as amount_fen from found group by 1, 2, 3`.execute(
    imports(tx),
  )
  return rows
}
