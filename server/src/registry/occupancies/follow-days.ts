import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import { defineCron } from '../../platform/cron/define-cron.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { occupancyChanged } from '../events.ts'
import { addStates } from '../premises/change-state.ts'
import type { State } from '../premises/state.ts'
import { registry } from '../tables.ts'
import { vehiclesLeave } from '../vehicles/end-vehicles.ts'
import { type Presence, stateAfter } from './residence.ts'

interface Place {
  premisesId: string
  communityId: string
  state: string
  present: Presence[]
}

/** So many days back are looked at, however long the server was down: premises that follow already are not changed again. */
const DAYS_BACK = 31

/**
 * What was said in advance comes true: premises where a stay began or ended these days come to the state of who is there today, and
 * a tenant who left with the lease is said to have left for that. A stay written down on its first day or later was followed then.
 * Set-based; a second time it changes nothing.
 */
export async function followDays(tx: Tx, actor: Actor): Promise<void> {
  const tenantId = tenantOf(actor)
  const day = sql`${today()}::date`
  await sql`
    update registry.occupancy o set end_reason = 'lease-ended'
    from registry.leased_premises x join registry.lease l on l.tenant_id = x.tenant_id and l.id = x.lease_id and l.signed_on is not null
    join registry.lease_party q on q.tenant_id = l.tenant_id and q.lease_id = l.id and q.role = 'tenant'
    where o.tenant_id = ${tenantId} and x.tenant_id = o.tenant_id and x.premises_id = o.premises_id and q.person_id = o.person_id
      and o.kind = 'tenant' and o.to_on = coalesce(l.ended_on, l.to_on) and o.to_on between ${day} - ${DAYS_BACK}::int and ${day} - 1
      and o.end_reason is null`.execute(registry(tx))
  await followPlaces(
    tx,
    actor,
    sql`select o.premises_id from registry.occupancy o where o.tenant_id = ${tenantId} and o.from_on between ${day} - ${DAYS_BACK}::int and ${day}
        and o.resides and o.from_on > (o.created_at at time zone 'Asia/Shanghai')::date and ${nothingSaidSince(sql`o.from_on`)}
      union select o.premises_id from registry.occupancy o where o.tenant_id = ${tenantId} and o.to_on between ${day} - ${DAYS_BACK}::int and ${day} - 1
        and ${nothingSaidSince(sql`o.to_on + 1`)}`,
  )
}

/** A state that somebody gave the premises on that day or after has the last word. */
function nothingSaidSince(day: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`not exists (select 1 from registry.premises_state s
    where s.tenant_id = o.tenant_id and s.premises_id = o.premises_id and s.from_on >= ${day})`
}

/** The premises that a query names come to the state of who is there today; each change is told. Set-based. */
export async function followPlaces(tx: Tx, actor: Actor, places: RawBuilder<unknown>): Promise<void> {
  const day = sql`${today()}::date`
  const { rows } = await sql<Place>`
    select p.id as premises_id, p.community_id, p.state,
      (select coalesce(json_agg(json_build_object('kind', t.kind, 'resides', t.resides)), '[]') from registry.occupancy t
        where t.tenant_id = p.tenant_id and t.premises_id = p.id and t.from_on <= ${day} and (t.to_on is null or t.to_on >= ${day})) as present
    from registry.premises p where p.tenant_id = ${tenantOf(actor)} and p.ended_on is null and p.id in (${places})
    order by p.id for update`.execute(registry(tx))
  const following = rows.flatMap(({ premisesId, communityId, state, present }) => {
    const next = stateAfter(state, present)
    return next === null ? [] : [{ premisesId, communityId, state: next as State, fromOn: today(), reason: '住户变动' }]
  })
  if (following.length === 0) return
  await addStates(tx, actor, following)
  for (const communityId of new Set(following.map(one => one.communityId))) {
    const count = following.filter(one => one.communityId === communityId).length
    await publish(tx, occupancyChanged, { communityId, count })
  }
}

/** As a day begins. */
export const followEachDay = defineCron('registry.followEachDay', { daily: '00:05' }, async (tx, actor) => {
  await followDays(tx, actor)
  await vehiclesLeave(tx, actor)
})
