import type { registry as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { requireCommunity } from '../communities/community-exists.ts'
import { refuse } from '../errors.ts'
import { answerFields } from '../fields/set-fields.ts'
import { partsFit } from './area.ts'
import { addPremises } from './ensure-premises.ts'
import { findPlace, requireFreeCode } from './find-place.ts'
import { type PremisesDetail, readPremises } from './premises-detail-view.ts'

/**
 * Adds one premises with its first area and state. Errors: platform.not_found (community), registry.place_wrong, floors_wrong,
 * state_day_wrong (in the future), area_parts_wrong, premises_code_taken; platform.input_wrong (a field of the company's own is not answered).
 */
export async function createPremises(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.createPremises>,
): Promise<PremisesDetail> {
  const { id, communityId, stateFromOn = today(), areaFromOn = today(), values, ...facts } = input
  await requireCommunity(tx, actor, communityId)
  const place = await findPlace(tx, tenantOf(actor), communityId, input)
  if (facts.floorTo !== null && (facts.floor === null || facts.floorTo <= facts.floor)) throw refuse.floorsWrong()
  if (stateFromOn > today()) throw refuse.stateDayWrong({ since: today() })
  if (facts.areaM2 !== null && !partsFit({ ...facts, areaM2: facts.areaM2 })) throw refuse.areaPartsWrong()
  await requireFreeCode(tx, tenantOf(actor), communityId, place, null)
  const added = await addPremises(tx, actor, communityId, [
    { ...facts, ...place, id, stateFrom: stateFromOn, areaFrom: areaFromOn },
  ])
  if (added.length === 0) throw refuse.premisesCodeTaken()
  await answerFields(tx, actor, { subject: 'premises', id }, values)
  return readPremises(tx, actor, { premisesId: id })
}
