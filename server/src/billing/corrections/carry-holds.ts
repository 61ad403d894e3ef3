import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { billing } from '../tables.ts'

/**
 * What was held, or whose penalty was frozen, is so under the bill that takes its place: a corrected price does not end a dispute. Where
 * none takes it (nothing is owed, by a run somebody else owes it) hold and freeze end; readdressed by hand it is the same debt. A bill of which only some lines were corrected stays held beside.
 * `redBillIds` are issued and settled, and so are all of their corrections.
 */
export async function carryHolds(tx: Tx, actor: Actor, redBillIds: readonly string[]): Promise<void> {
  const tenantId = tenantOf(actor)
  const { rows } = await sql<{ oldId: string; newId: string | null; isOver: boolean }>`
    select distinct o.bill_id as old_id, h.settled_fen >= h.amount_fen as is_over, (
      select b.id from billing.bill b
      where b.tenant_id = r.tenant_id and b.corrects_bill_id = r.corrects_bill_id and b.revision = r.revision + 1 and b.state = 'issued'
        and b.amount_fen > b.settled_fen
        and (b.payer_person_id is not distinct from r.payer_person_id or r.correction_reason like 'by-hand|%')
      order by b.id limit 1) as new_id
    from billing.bill r
    join billing.bill_line l on l.tenant_id = r.tenant_id and l.bill_id = r.id
    join billing.bill_line o on o.tenant_id = l.tenant_id and o.id = l.reverses_line_id
    join billing.bill h on h.tenant_id = o.tenant_id and h.id = o.bill_id
    where r.tenant_id = ${tenantId}::uuid and r.id = any(${[...redBillIds]}::uuid[])
      and (h.held_at is not null or exists (select from billing.penalty_freeze f
        where f.tenant_id = h.tenant_id and f.bill_id = h.id and f.thawed_on is null))`.execute(billing(tx))
  if (rows.length === 0) return
  const [olds, news] = [rows.map(row => row.oldId), rows.map(row => row.newId)]
  const over = rows.filter(row => row.isOver).map(row => row.oldId)
  const pairs = sql`unnest(${olds}::uuid[], ${news}::uuid[], ${rows.map(() => newId())}::uuid[]) as p(old_id, new_id, id)`
  await sql`
    with carried as (
      update billing.bill n set held_at = ${now()}::timestamptz, held_reason = o.held_reason
      from ${pairs} join billing.bill o on o.tenant_id = ${tenantId}::uuid and o.id = p.old_id
      where n.tenant_id = ${tenantId}::uuid and n.id = p.new_id and o.held_at is not null
      returning n.id, n.community_id, n.premises_id
    )
    insert into billing.bill_hold (tenant_id, id, community_id, premises_id, bill_id, held_on)
    select ${tenantId}::uuid, p.id, c.community_id, c.premises_id, c.id, ${today()}::date from carried c join ${pairs} on p.new_id = c.id
    on conflict do nothing`.execute(billing(tx))
  await sql`
    insert into billing.penalty_freeze (tenant_id, id, community_id, premises_id, bill_id, frozen_on, reason, frozen_by_name)
    select f.tenant_id, p.id, f.community_id, f.premises_id, p.new_id, ${today()}::date, f.reason, f.frozen_by_name
    from ${pairs} join billing.penalty_freeze f on f.tenant_id = ${tenantId}::uuid and f.bill_id = p.old_id and f.thawed_on is null
    where p.new_id is not null on conflict do nothing`.execute(billing(tx))
  await sql`
    with ended as (
      update billing.bill_hold set released_on = ${today()}::date
      where tenant_id = ${tenantId}::uuid and bill_id = any(${over}::uuid[]) and released_on is null returning 1
    ), thawed as (
      update billing.penalty_freeze set thawed_on = ${today()}::date
      where tenant_id = ${tenantId}::uuid and bill_id = any(${over}::uuid[]) and thawed_on is null returning 1
    )
    update billing.bill set held_at = null, held_reason = null
    where tenant_id = ${tenantId}::uuid and id = any(${over}::uuid[]) and held_at is not null`.execute(billing(tx))
}
