import type { registry as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../errors.ts'
import { premisesChanged } from '../events.ts'
import { registry } from '../tables.ts'
import { lockPremises } from './lock-premises.ts'
import { type PremisesDetail, readPremises } from './premises-detail-view.ts'
import { mayFollow, type State } from './state.ts'

export interface NewState {
  premisesId: string
  communityId: string
  state: State
  fromOn: string
  reason: string
}

/**
 * Says in which state premises are from a day on; what was before stays written down. A day lies neither before the last change nor
 * in the future. Errors: platform.not_found, changed_meanwhile, registry.premises_ended, state_not_next, state_day_wrong.
 */
export async function changePremisesState(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.changePremisesState>,
): Promise<PremisesDetail> {
  const { premisesId, version, state, fromOn, reason, correction } = input
  const before = await lockPremises(tx, actor, premisesId, version)
  const from = before.state as State
  if (!correction && !mayFollow(from, state)) throw refuse.stateNotNext({ from, to: state })
  const since = (await lastDays(tx, actor, [premisesId])).get(premisesId) ?? ''
  if (fromOn < since || fromOn > today()) throw refuse.stateDayWrong({ since })
  const { communityId } = before
  await addStates(tx, actor, [{ premisesId, communityId, state, fromOn, reason }])
  recordChanges<object>(tx, { state: from }, { state })
  await publish(tx, premisesChanged, { communityId, premisesId, count: 1 })
  return readPremises(tx, actor, { premisesId })
}

/** The day from which the present state of each premises holds. */
export async function lastDays(tx: Tx, actor: Actor, premisesIds: string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ premisesId: string; since: string }>`
    select s.premises_id, max(s.from_on) as since from registry.premises_state s
    where s.tenant_id = ${tenantOf(actor)}::uuid and s.premises_id = any(${premisesIds}::uuid[])
    group by s.premises_id`.execute(registry(tx))
  return new Map(rows.map(row => [row.premisesId, row.since]))
}

/** Appends states and puts the premises into them, with one more in the version. Set-based; what is allowed was asked before. */
export async function addStates(tx: Tx, actor: Actor, states: NewState[]): Promise<void> {
  const tenantId = tenantOf(actor)
  await sql`
    insert into registry.premises_state (tenant_id, id, community_id, premises_id, from_on, state, reason, changed_by, changed_by_name, changed_at)
    select ${tenantId}, r.id, r.community_id, r.premises_id, r.from_on, r.state, r.reason, ${actor.id}, ${actor.name}, ${now()}
    from unnest(${states.map(() => newId())}::uuid[], ${states.map(s => s.communityId)}::uuid[], ${states.map(s => s.premisesId)}::uuid[],
      ${states.map(s => s.fromOn)}::date[], ${states.map(s => s.state)}::text[], ${states.map(s => s.reason)}::text[])
      as r(id, community_id, premises_id, from_on, state, reason)`.execute(registry(tx))
  await sql`
    update registry.premises p set state = r.state, version = p.version + 1
    from unnest(${states.map(s => s.premisesId)}::uuid[], ${states.map(s => s.state)}::text[]) as r(id, state)
    where p.tenant_id = ${tenantId}::uuid and p.id = r.id`.execute(registry(tx))
}
