import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { billing } from '../tables.ts'

export interface AssignmentInput {
  id?: string
  ruleId: string
  premisesId: string
  /** The anchor of its cycles (domain.md R5). */
  startsOn: string
  endsOn?: string | null
  quantity?: string | null
}

/**
 * Charges rules on premises. One that is charged already on some of the days stays as it is; rules and premises that
 * the caller cannot see, or that are of different communities, are left out. Set-based. Answers how many are new.
 */
export async function assignRules(tx: Tx, actor: Actor, assignments: readonly AssignmentInput[]): Promise<number> {
  if (assignments.length === 0) return 0
  const { rows } = await sql`
    insert into billing.assignment (tenant_id, id, community_id, rule_id, premises_id, starts_on, ends_on, quantity, created_at)
    select p.tenant_id, a.id, p.community_id, r.id, p.id, a.starts_on, a.ends_on, a.quantity, ${now()}::timestamptz
    from unnest(
      ${assignments.map(a => a.id ?? newId())}::uuid[], ${assignments.map(a => a.ruleId)}::uuid[],
      ${assignments.map(a => a.premisesId)}::uuid[], ${assignments.map(a => a.startsOn)}::date[],
      ${assignments.map(a => a.endsOn ?? null)}::date[], ${assignments.map(a => a.quantity ?? null)}::numeric[]
    ) as a(id, rule_id, premises_id, starts_on, ends_on, quantity)
    join registry.public_premises p on p.tenant_id = ${tenantOf(actor)}::uuid and p.id = a.premises_id
    join billing.rule r on r.tenant_id = p.tenant_id and r.id = a.rule_id and r.community_id = p.community_id
    on conflict do nothing
    returning id`.execute(billing(tx))
  return rows.length
}
