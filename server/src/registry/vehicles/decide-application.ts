import type { registry as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { requireSomebodyElse } from '../../platform/duties.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../errors.ts'
import { vehicleApplicationDecided, vehiclesChanged } from '../events.ts'
import { registry } from '../tables.ts'
import { unlessEnded } from '../unless-ended.ts'
import { type Application, readVehicleApplication } from './application-view.ts'
import { requirePlateFree } from './check-vehicle.ts'
import { insertPermit } from './issue-permit.ts'

/**
 * Registers the vehicle that a resident applied for, with a permit if one is said, and tells the household.
 * Errors: platform.changed_meanwhile, registry.application_decided, registry.plate_taken, registry.permit_overlaps.
 */
export async function approveVehicleApplication(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.approveVehicleApplication>,
): Promise<Application> {
  const application = await lockOpen(tx, actor, input)
  requireSomebodyElse(actor, application.askedBy)
  const {
    communityId,
    premisesId,
    personId,
    plate,
    plateKind,
    plateColour,
    kind,
    brand,
    model,
    colour,
    notes,
    photoIds,
  } = application
  await requirePlateFree(tx, actor, communityId, plate, null)
  const vehicle = { id: newId(), communityId }
  const added = await unlessEnded(() =>
    registry(tx)
      .insertInto('registry.vehicle')
      .values({
        tenantId: tenantOf(actor),
        ...{ ...vehicle, premisesId, ownerId: personId, plate, plateKind, plateColour, kind, brand, model, colour },
        ...{ notes, photoIds, createdAt: now() },
      })
      .onConflict(conflict => conflict.doNothing())
      .returning('id')
      .executeTakeFirst(),
  )
  if (!added) throw refuse.plateTaken({ plate, vehicleId: '' })
  if (input.permit) await insertPermit(tx, actor, vehicle, newId(), input.permit)
  await decide(tx, actor, application, { state: 'approved', reason: null, vehicleId: vehicle.id })
  await publish(tx, vehiclesChanged, { communityId, count: 1 })
  return readVehicleApplication(tx, actor, input)
}

/** Refuses an application; the resident reads the reason. */
export async function rejectVehicleApplication(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.rejectVehicleApplication>,
): Promise<Application> {
  const application = await lockOpen(tx, actor, input)
  requireSomebodyElse(actor, application.askedBy)
  await decide(tx, actor, application, { state: 'rejected', reason: input.reason, vehicleId: null })
  return readVehicleApplication(tx, actor, input)
}

async function lockOpen(tx: Tx, actor: Actor, input: { applicationId: string; version: number }) {
  const application = await registry(tx)
    .selectFrom('registry.vehicleApplication')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.applicationId)
    .forUpdate()
    .executeTakeFirst()
  if (!application) throw platformRefuse.notFound()
  if (application.state !== 'open') throw refuse.applicationDecided({ state: application.state })
  if (application.version !== input.version) throw platformRefuse.changedMeanwhile({ version: application.version })
  return application
}

async function decide(
  tx: Tx,
  actor: Actor,
  before: Awaited<ReturnType<typeof lockOpen>>,
  decision: { state: 'approved' | 'rejected'; reason: string | null; vehicleId: string | null },
): Promise<void> {
  const { id, communityId, premisesId, personId } = before
  await registry(tx)
    .updateTable('registry.vehicleApplication')
    .set({
      ...decision,
      ...{ decidedBy: accountOf(actor), decidedName: actor.name, decidedAt: now(), version: sql`version + 1` },
    })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', id)
    .execute()
  recordChanges(tx, before, decision)
  await publish(tx, vehicleApplicationDecided, { communityId, premisesId, personId, applicationId: id })
}
