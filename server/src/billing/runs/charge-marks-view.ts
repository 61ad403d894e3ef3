import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { billing } from '../tables.ts'

/** What bills of some homes are made by, as it was when it was read: it differs where anything of it was given, changed or taken back since. */
export interface ChargeMarks {
  homeIds: string[]
  ruleIds: string[]
  /** how much there is, and a sum of all of it */
  mark: string
}

/**
 * Reads the marks of homes, in one look: their charges with who pays and how many are charged, discounts, measures and areas, until when they last,
 * whose they are (names, too: who is erased meanwhile is not written down again), and the prices, terms and items of the rules. Readings and shared costs are not
 * asked: one that comes later is charged by the next run (`bills/late-readings.ts`).
 * @param homes a query of `premises_id`
 */
export async function readChargeMarks(
  tx: Tx,
  actor: Actor,
  homes: RawBuilder<unknown>,
  ruleIds: readonly string[],
): Promise<ChargeMarks> {
  const tenant = sql`${tenantOf(actor)}::uuid`
  const rules = sql`${[...ruleIds]}::uuid[]`
  const { rows } = await sql<Omit<ChargeMarks, 'ruleIds'>>`
    with home as materialized (select distinct h.premises_id as id from (${homes}) h),
    charge as materialized (select a.* from home h join billing.assignment a on a.tenant_id = ${tenant} and a.premises_id = h.id)
    select coalesce((select array_agg(h.id) from home h), '{}') as home_ids,
      count(*) || '/' || coalesce(sum(hashtextextended(m.mark, 0)::numeric), 0) as mark
    from (
      select concat_ws('/', c.id, c.version, c.rule_id, c.starts_on, c.ends_on, c.quantity) from charge c
      union all
      select concat_ws('/', 'p', p.id, p.version, p.from_on, p.to_on) from charge c
      join billing.payer_arrangement p on p.tenant_id = c.tenant_id and p.assignment_id = c.id
      union all
      select concat_ws('/', 'q', q.assignment_id, q.from_on, q.quantity) from charge c
      join billing.assignment_quantity q on q.tenant_id = c.tenant_id and q.assignment_id = c.id
      union all
      select concat_ws('/', 'g', g.id, g.version, d.version) from home h
      join billing.discount_grant g on g.tenant_id = ${tenant} and g.premises_id = h.id
      join billing.discount d on d.tenant_id = g.tenant_id and d.id = g.discount_id
      union all
      select concat_ws('/', 'm', v.premises_id, v.name, v.effective_from, v.effective_to, v.value) from home h
      join billing.measure_value v on v.tenant_id = ${tenant} and v.premises_id = h.id
      union all
      select concat_ws('/', 'a', a.premises_id, a.from_on, a.area_m2) from home h
      join registry.public_premises_area a on a.tenant_id = ${tenant} and a.premises_id = h.id
      union all
      select concat_ws('/', 'h', p.id, p.ended_on, p.floor) from home h
      join registry.public_premises p on p.tenant_id = ${tenant} and p.id = h.id
      union all
      select concat_ws('/', 'o', o.id, o.kind, o.person_id, o.from_on, o.to_on, n.name) from home h
      join registry.public_occupancy o on o.tenant_id = ${tenant} and o.premises_id = h.id and o.kind in ('owner', 'tenant')
      join registry.public_person n on n.tenant_id = o.tenant_id and n.id = o.person_id
      union all
      select concat_ws('/', 'r', r.id, r.version, i.id, i.version) from billing.rule r
      join billing.charge_item i on i.tenant_id = r.tenant_id and i.id = r.item_id where r.tenant_id = ${tenant} and r.id = any(${rules})
      union all
      select concat_ws('/', 'v', v.id, v.effective_from, v.unit_price, v.fixed_amount, v.terms) from billing.rule_version v
      where v.tenant_id = ${tenant} and v.rule_id = any(${rules})
    ) m(mark)`.execute(billing(tx))
  const [row = { homeIds: [], mark: '' }] = rows
  return { ...row, ruleIds: [...ruleIds] }
}

/** Whether anything of it is another by now. */
export async function isMarkedAnew(tx: Tx, actor: Actor, { homeIds, ruleIds, mark }: ChargeMarks): Promise<boolean> {
  const homes = sql`select unnest(${homeIds}::uuid[]) as premises_id`
  return (await readChargeMarks(tx, actor, homes, ruleIds)).mark !== mark
}
