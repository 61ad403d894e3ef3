import type { workforce as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { workforce } from '../tables.ts'
import { requireOpenPeriod } from './period-view.ts'
import { recountCards } from './recount-cards.ts'

type Source = RequestOf<typeof contract.createKpiScheme>['indicators'][number]['source']

export interface KpiValue {
  employeeId: string
  /** Decimal text with at most four decimals; null: there was nothing to measure (domain.md K7). */
  value: string | null
  /** How it came to be, for the eye: `78 ÷ 90`. */
  basis: string
}

/**
 * Feeds the values of a source into an open period, for many employees at once. The last value holds; each is kept with its time, one
 * that says what is known already is not. Cards that somebody has scored keep what they were scored with; employees without a card,
 * or without an indicator of the source, are passed over. Answers how many values are new.
 * Errors: not found (the period), workforce.period_closed.
 */
export async function recordKpiValues(
  tx: Tx,
  actor: Actor,
  input: { periodId: string; source: Exclude<Source, 'manual'>; values: readonly KpiValue[] },
): Promise<number> {
  const { periodId, source, values } = input
  await requireOpenPeriod(tx, actor, periodId)
  if (values.length === 0) return 0
  const { rows } = await sql<{ employeeId: string }>`
    with given as (
      select * from unnest(${values.map(each => each.employeeId)}::uuid[], ${values.map(each => each.value)}::numeric(18,4)[],
        ${values.map(each => each.basis)}::text[], ${values.map(() => newId())}::uuid[]) as g(employee_id, value, basis, id))
    insert into workforce.kpi_value (tenant_id, id, period_id, employee_id, community_id, source, value, basis, at, actor_name)
    select c.tenant_id, g.id, c.period_id, c.employee_id, c.community_id, ${source}, g.value, g.basis, ${now()}, ${actor.name}
    from given g join workforce.scorecard c on c.tenant_id = ${tenantOf(actor)} and c.period_id = ${periodId}::uuid and c.employee_id = g.employee_id
    left join lateral (select v.id, v.value, v.basis from workforce.kpi_value v where v.tenant_id = c.tenant_id and v.period_id = c.period_id
      and v.employee_id = c.employee_id and v.source = ${source} order by v.at desc, v.id desc limit 1) last on true
    where c.state <> 'void' and (last.id is null or (last.value, last.basis) is distinct from (g.value, g.basis))
      and exists (select 1 from workforce.scorecard_line l where l.tenant_id = c.tenant_id and l.scorecard_id = c.id and l.source = ${source})
    returning employee_id as "employeeId"`.execute(workforce(tx))
  if (rows.length > 0)
    await applyValues(
      tx,
      actor,
      periodId,
      rows.map(row => row.employeeId),
    )
  return rows.length
}

/** Takes the last values of these employees into their cards that nobody has scored yet, and counts them again. */
export async function applyValues(
  tx: Tx,
  actor: Actor,
  periodId: string,
  employeeIds: readonly string[],
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update workforce.scorecard_line l set value = v.value, fed_at = v.at
    from workforce.scorecard c cross join lateral (
      select distinct on (k.source) k.source, k.value, k.at from workforce.kpi_value k
      where k.tenant_id = c.tenant_id and k.period_id = c.period_id and k.employee_id = c.employee_id
      order by k.source, k.at desc, k.id desc) v
    where l.tenant_id = ${tenantOf(actor)} and c.tenant_id = l.tenant_id and c.id = l.scorecard_id and c.period_id = ${periodId}::uuid
      and c.state = 'open' and c.employee_id = any (${[...employeeIds]}::uuid[]) and l.source = v.source
      and (l.value, l.fed_at) is distinct from (v.value, v.at)
    returning c.id`.execute(workforce(tx))
  await recountCards(tx, actor, [...new Set(rows.map(row => row.id))])
}
