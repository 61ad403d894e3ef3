import type { registry as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { areaChanged } from '../events.ts'
import { registry } from '../tables.ts'
import { partsFit } from './area.ts'
import { countVersion, lockPremises } from './lock-premises.ts'
import { type PremisesDetail, readPremises } from './premises-detail-view.ts'

/**
 * Says which area holds from a day on; the same day again corrects it. Bills that were made stay as they are: whoever charges by
 * area hears `registry.areaChanged`. Errors: platform.not_found, changed_meanwhile, registry.premises_ended, area_parts_wrong.
 */
export async function setPremisesArea(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.setPremisesArea>,
): Promise<PremisesDetail> {
  const { premisesId, fromOn, version, ...area } = input
  if (!partsFit(area)) throw refuse.areaPartsWrong()
  const { communityId } = await lockPremises(tx, actor, premisesId, version)
  const before = await areaHeldOn(tx, actor, premisesId, fromOn)
  const recorded = { ...area, recordedAt: now(), recordedBy: actor.name }
  await registry(tx)
    .insertInto('registry.premisesArea')
    .values({ ...recorded, tenantId: tenantOf(actor), premisesId, fromOn })
    .onConflict(conflict => conflict.columns(['tenantId', 'premisesId', 'fromOn']).doUpdateSet(recorded))
    .execute()
  recordChanges<object>(tx, before ?? {}, (await readArea(tx, actor, premisesId, fromOn)) ?? {})
  await countVersion(tx, actor, premisesId)
  await publish(tx, areaChanged, { communityId, premisesId, fromOn, backdated: fromOn < today() })
  return readPremises(tx, actor, { premisesId })
}

/**
 * Takes back an area that was written down by mistake; the one before holds on.
 * Errors: platform.not_found (premises, or no area from that day), platform.changed_meanwhile, registry.premises_ended.
 */
export async function removePremisesArea(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.removePremisesArea>,
): Promise<PremisesDetail> {
  const { premisesId, fromOn } = input
  const { communityId } = await lockPremises(tx, actor, premisesId, input.version)
  const before = await readArea(tx, actor, premisesId, fromOn)
  if (!before) throw platformRefuse.notFound()
  await registry(tx)
    .deleteFrom('registry.premisesArea')
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', premisesId)
    .where('fromOn', '=', fromOn)
    .execute()
  recordChanges<object>(tx, before, { areaM2: null, innerAreaM2: null, sharedAreaM2: null })
  await countVersion(tx, actor, premisesId)
  await publish(tx, areaChanged, { communityId, premisesId, fromOn, backdated: fromOn < today() })
  return readPremises(tx, actor, { premisesId })
}

async function readArea(tx: Tx, actor: Actor, premisesId: string, fromOn: string) {
  return registry(tx)
    .selectFrom('registry.premisesArea')
    .select(['areaM2', 'innerAreaM2', 'sharedAreaM2', 'note'])
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', premisesId)
    .where('fromOn', '=', fromOn)
    .executeTakeFirst()
}

/** What held on a day, whenever it was said: what another area from that day on is compared with. */
async function areaHeldOn(tx: Tx, actor: Actor, premisesId: string, day: string) {
  return registry(tx)
    .selectFrom('registry.premisesArea')
    .select(['areaM2', 'innerAreaM2', 'sharedAreaM2', 'note'])
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', premisesId)
    .where('fromOn', '<=', day)
    .orderBy('fromOn', 'desc')
    .limit(1)
    .executeTakeFirst()
}
