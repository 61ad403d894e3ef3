import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { Told } from '../../platform/module.ts'
import { messaging } from '../tables.ts'
import { closeNotices } from './close-notices.ts'
import { notify, toldBy } from './notify-accounts.ts'

const ANSWERS = { approved: 'my-vehicle-approved', rejected: 'my-vehicle-rejected' } as const

/** A resident's vehicle waits for who may register it. */
export async function tellVehicleAsked(
  tx: Tx,
  actor: Actor,
  { applicationId }: { applicationId: string },
  told: Told,
): Promise<void> {
  const application = await readTold(tx, actor, applicationId)
  if (application?.state !== 'open') return
  const { plate, place, asker, communityId, premisesId } = application
  await notify(tx, actor, {
    ...toldBy(told),
    ...{ kind: 'vehicle-waiting', params: { plate, place, asker } },
    about: { kind: 'vehicle-application', id: applicationId },
    to: { permission: 'registry.vehicles.manage', communityId, ofPremisesId: premisesId },
  })
}

/** Decided or taken back, it waits for nobody any more; who asked is told what staff decided. */
export async function tellVehicleDecided(
  tx: Tx,
  actor: Actor,
  { applicationId }: { applicationId: string },
  told: Told,
): Promise<void> {
  const about = { kind: 'vehicle-application', id: applicationId } as const
  await closeNotices(tx, actor, { kinds: ['vehicle-waiting'], about })
  const application = await readTold(tx, actor, applicationId)
  if (application?.state !== 'approved' && application?.state !== 'rejected') return
  const { plate, place, reason, askedBy, state } = application
  await notify(tx, actor, {
    ...toldBy(told),
    ...{ kind: ANSWERS[state], params: { plate, place, reason: reason ?? '' }, about },
    to: { residentIds: [askedBy] },
  })
}

interface Application {
  communityId: string
  premisesId: string
  askedBy: string
  plate: string
  place: string
  asker: string
  state: string
  reason: string | null
}

async function readTold(tx: Tx, actor: Actor, applicationId: string): Promise<Application | undefined> {
  const { rows } = await sql<Application>`
    select a.community_id, a.premises_id, a.asked_by, a.plate, p.label as place, coalesce(n.name, '') as asker, a.state, left(a.reason, 200) as reason
    from registry.public_vehicle_application a
    join registry.public_premises p on p.tenant_id = a.tenant_id and p.id = a.premises_id
    left join registry.public_person n on n.tenant_id = a.tenant_id and n.id = a.person_id
    where a.tenant_id = ${tenantOf(actor)} and a.id = ${applicationId}`.execute(messaging(tx))
  return rows[0]
}
