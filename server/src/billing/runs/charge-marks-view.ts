import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { billing } from '../tables.ts'

/** What some charges are billed by, as it was when it was read: it differs where anything of it was given, changed or taken back since. */
export interface ChargeMarks {
  assignmentIds: string[]
  ruleIds: string[]
  /** how much there is, and a sum of all of it */
  mark: string
}

/**
 * Reads the marks of charges, in one look: how long they are charged, who pays and how many, discounts, measures and areas of their homes, until when
 * these last and whose they are, and the prices, terms and items of the rules. Readings and shared costs are not asked: one that comes later is
 * charged by the next run (`bills/late-readings.ts`). A run asks twice a chunk, so rows are hashed as they are and no text is made of them.
 * @param charges a query of assignments
 */
export async function readChargeMarks(
  tx: Tx,
  actor: Actor,
  charges: RawBuilder<unknown>,
  ruleIds: readonly string[],
): Promise<ChargeMarks> {
  const tenant = sql`${tenantOf(actor)}::uuid`
  const rules = sql`${[...ruleIds]}::uuid[]`
  const marks = [
    sql`select row(c.id, c.version, c.rule_id, c.starts_on, c.ends_on, c.quantity) from charge c`,
    sql`select row(p.id, p.version, p.from_on, p.to_on) from charge c
      join billing.payer_arrangement p on p.tenant_id = c.tenant_id and p.assignment_id = c.id`,
    sql`select row(q.assignment_id, q.from_on, q.quantity) from charge c
      join billing.assignment_quantity q on q.tenant_id = c.tenant_id and q.assignment_id = c.id`,
    sql`select row(g.id, g.version, d.version) from home h join billing.discount_grant g on g.tenant_id = ${tenant} and g.premises_id = h.id
      join billing.discount d on d.tenant_id = g.tenant_id and d.id = g.discount_id`,
    sql`select row(v.premises_id, v.name, v.effective_from, v.effective_to, v.value) from home h
      join billing.measure_value v on v.tenant_id = ${tenant} and v.premises_id = h.id`,
    sql`select row(a.premises_id, a.from_on, a.area_m2) from home h
      join registry.public_premises_area a on a.tenant_id = ${tenant} and a.premises_id = h.id`,
    sql`select row(p.id, p.ended_on, p.floor) from home h join registry.public_premises p on p.tenant_id = ${tenant} and p.id = h.id`,
    sql`select row(o.premises_id, o.kind, o.person_id, o.from_on, o.to_on) from home h
      join registry.public_occupancy o on o.tenant_id = ${tenant} and o.premises_id = h.id and o.kind in ('owner', 'tenant')`,
    sql`select row(r.id, r.version, i.id, i.version) from billing.rule r
      join billing.charge_item i on i.tenant_id = r.tenant_id and i.id = r.item_id where r.tenant_id = ${tenant} and r.id = any(${rules})`,
    sql`select row(v.id, v.effective_from, v.unit_price, v.fixed_amount, v.terms) from billing.rule_version v
      where v.tenant_id = ${tenant} and v.rule_id = any(${rules})`,
  ].map(
    (rows, place) =>
      sql`select count(*) as rows, sum(hash_record_extended(m.mark, ${sql.lit(place)}::bigint)::numeric) as mark from (${rows}) m(mark)`,
  )
  const { rows } = await sql<Omit<ChargeMarks, 'ruleIds'>>`
    with charge as materialized (${charges}),
    home as materialized (select distinct c.premises_id as id from charge c)
    select coalesce((select array_agg(c.id) from charge c), '{}') as assignment_ids, sum(m.rows) || '/' || coalesce(sum(m.mark), 0) as mark
    from (${sql.join(marks, sql` union all `)}) m`.execute(billing(tx))
  const [row = { assignmentIds: [], mark: '' }] = rows
  return { ...row, ruleIds: [...ruleIds] }
}

/** Whether anything of it is another by now. */
export async function isMarkedAnew(
  tx: Tx,
  actor: Actor,
  { assignmentIds, ruleIds, mark }: ChargeMarks,
): Promise<boolean> {
  const charges = sql`select a.* from billing.assignment a where a.tenant_id = ${tenantOf(actor)}::uuid and a.id = any(${assignmentIds}::uuid[])`
  return (await readChargeMarks(tx, actor, charges, ruleIds)).mark !== mark
}
