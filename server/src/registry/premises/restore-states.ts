import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { registry } from '../tables.ts'

/** The premises of each of these states, as often as they occur. */
export async function placesOfStates(tx: Tx, actor: Actor, stateIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ premisesId: string }>`select s.premises_id from registry.premises_state s
    where s.tenant_id = ${tenantOf(actor)} and s.id = any(${stateIds}::uuid[])`.execute(registry(tx))
  return rows.map(row => row.premisesId)
}

/**
 * After states were taken away: premises come back to the last that is left. Answers those that changed with their versions.
 * Set-based.
 */
export async function restoreStates(
  tx: Tx,
  actor: Actor,
  premisesIds: readonly string[],
): Promise<{ premisesId: string; version: number }[]> {
  if (premisesIds.length === 0) return []
  const { rows } = await sql<{ premisesId: string; version: number }>`
    update registry.premises p set state = r.state, version = p.version + 1
    from (select distinct on (s.premises_id) s.premises_id, s.state from registry.premises_state s
      where s.tenant_id = ${tenantOf(actor)} and s.premises_id = any(${premisesIds}::uuid[])
      order by s.premises_id, s.from_on desc, s.changed_at desc, s.id desc) as r
    where p.tenant_id = ${tenantOf(actor)} and p.id = r.premises_id and p.ended_on is null and p.state <> r.state
    returning p.id as premises_id, p.version`.execute(registry(tx))
  return rows
}
