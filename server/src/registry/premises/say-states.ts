import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { premisesChanged } from '../events.ts'
import { type Presence, stateAfter } from '../occupancies/residence.ts'
import { registry } from '../tables.ts'
import { addStates, type NewState } from './change-state.ts'
import type { State } from './state.ts'

export interface OtherState {
  premisesId: string
  label: string
  before: State
  after: State
}

/**
 * Which premises are said to be in another state than is written down, where a person may say so: where somebody lives today the state
 * follows from them, and what they would change at once is left out (`stateAfter`). Premises that have ended are left out. Set-based.
 */
async function statesToSay(
  tx: Tx,
  actor: Actor,
  said: readonly { premisesId: string; state: State }[],
): Promise<OtherState[]> {
  if (said.length === 0) return []
  const { rows } = await sql<OtherState & { present: Presence[] }>`
    select p.id as premises_id, p.label, p.state as before, r.state as after,
      (select coalesce(json_agg(json_build_object('kind', o.kind, 'resides', o.resides)), '[]'::json) from registry.occupancy o
        where o.tenant_id = p.tenant_id and o.premises_id = p.id
          and o.from_on <= ${today()}::date and (o.to_on is null or o.to_on >= ${today()}::date)) as present
    from unnest(${said.map(one => one.premisesId)}::uuid[], ${said.map(one => one.state)}::text[]) with ordinality as r(id, state, n)
    join registry.premises p on p.tenant_id = ${tenantOf(actor)} and p.id = r.id
    where p.ended_on is null and p.state <> r.state order by r.n`.execute(registry(tx))
  return rows.flatMap(({ present, ...one }) => {
    const lives = present.some(({ resides }) => resides)
    return lives && stateAfter(one.after, present) !== null ? [] : [one]
  })
}

/** Says the states of premises from a day on, which were asked for by `statesToSay`, and tells it. Set-based. */
async function sayStates(tx: Tx, actor: Actor, states: NewState[]): Promise<void> {
  if (states.length === 0) return
  await addStates(tx, actor, states)
  for (const [communityId, changed] of Map.groupBy(states, one => one.communityId))
    await publish(tx, premisesChanged, { communityId, premisesId: null, count: changed.length })
}

/** States that somebody says of many premises at once. */
export const said = { statesToSay, sayStates }
