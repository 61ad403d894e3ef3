import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { rooms, type SuccessionFacts } from '../../registry/index.ts'
import { homeAfter } from '../purses/home-after.ts'
import { billing } from '../tables.ts'
import { carryGrants } from './carry-grants.ts'

/** By which merge or split an application came along, and from which premises. */
export interface CarriedStep {
  successionId: string
  premisesId: string
}

/**
 * What residents asked for and nobody has decided goes along: to the home that whoever asked has now, else where belongings go. It stays one
 * question, under its id; approved, it is granted as if that had been before (`grantCarried`).
 */
export async function carryApplications(tx: Tx, actor: Actor, succession: SuccessionFacts): Promise<void> {
  const asker = sql`(select r.person_id from identity.public_resident r where r.tenant_id = a.tenant_id and r.id = a.asked_by)`
  await sql`
    update billing.discount_application a set
      premises_id = coalesce(${homeAfter(actor, succession, asker)}, ${succession.carryToId}::uuid),
      carried = a.carried || jsonb_build_object('successionId', ${succession.id}::uuid, 'premisesId', a.premises_id)
    where a.tenant_id = ${tenantOf(actor)}::uuid and a.premises_id = any(${succession.premisesIds}::uuid[]) and a.state = 'waiting'`.execute(
    billing(tx),
  )
}

/** Back where they were asked, decided meanwhile or not. One that was asked at the new premises hangs on them. */
export async function takeApplicationsBack(tx: Tx, actor: Actor, successionId: string): Promise<void> {
  await sql`
    update billing.discount_application a set premises_id = (a.carried -> -1 ->> 'premisesId')::uuid, carried = a.carried - -1
    where a.tenant_id = ${tenantOf(actor)}::uuid and a.carried -> -1 ->> 'successionId' = ${successionId}::text and a.premises_id in (
      select e.premises_id from registry.public_predecessor e
      where e.tenant_id = ${tenantOf(actor)}::uuid and e.succession_id = ${successionId}::uuid)`.execute(billing(tx))
}

/** What was granted of a discount to the first premises goes on in those after them, as it would have with the merge or split. */
export async function grantCarried(
  tx: Tx,
  actor: Actor,
  discountId: string,
  steps: readonly CarriedStep[],
): Promise<void> {
  for (const { premisesId } of steps)
    for (const succession of await rooms.successionsOf(tx, actor, [premisesId]))
      await carryGrants(tx, actor, succession, discountId)
}
