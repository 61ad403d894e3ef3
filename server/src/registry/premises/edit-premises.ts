import type { registry as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { premisesChanged } from '../events.ts'
import { setPremisesFields } from '../fields/set-fields.ts'
import { registry } from '../tables.ts'
import { findPlace, requireFreeCode } from './find-place.ts'
import { tellMoved } from './follow-moves.ts'
import { lockPremises } from './lock-premises.ts'
import { type PremisesDetail, readPremises } from './premises-detail-view.ts'
import { renamePremises } from './rename-premises.ts'
import { roomLabel } from './room.ts'

/**
 * Writes down what is known of premises, from the version that was read; a new place renames the spellings that find them.
 * Errors: platform.not_found, changed_meanwhile, registry.premises_ended, place_wrong, floors_wrong, premises_code_taken.
 */
export async function editPremises(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editPremises>,
): Promise<PremisesDetail> {
  const { premisesId, version, values, ...facts } = input
  const tenantId = tenantOf(actor)
  // Who follows a move may wait for money that is just being taken, which names the home.
  const before = await lockPremises(tx, actor, premisesId, version, 'facts')
  const place = await findPlace(tx, tenantId, before.communityId, facts)
  if (facts.floorTo !== null && (facts.floor === null || facts.floorTo <= facts.floor)) throw refuse.floorsWrong()
  await requireFreeCode(tx, tenantId, before.communityId, place, premisesId)
  const { code, areaCode, buildingId, unitId } = place
  const after = { ...facts, code, areaCode, buildingId, unitId, label: roomLabel(place) }
  await registry(tx)
    .updateTable('registry.premises')
    .set({ ...after, version: version + 1 })
    .where('tenantId', '=', tenantId)
    .where('id', '=', premisesId)
    .execute()
  recordChanges<object>(tx, before, after)
  if (values) await setPremisesFields(tx, actor, { premisesId, values })
  if (before.label !== after.label || before.code !== code) await renamePremises(tx, tenantId, { premisesId })
  if (before.buildingId !== buildingId)
    await tellMoved(tx, actor, { premisesId, fromBuildingId: before.buildingId, toBuildingId: buildingId })
  await publish(tx, premisesChanged, { communityId: before.communityId, premisesId, count: 1 })
  return readPremises(tx, actor, { premisesId })
}
