import type { Actor } from '../../platform/actor.ts'
import { auditChanges } from '../../platform/audit.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { leasesChanged, ownershipTransferred, spacesChanged } from '../events.ts'
import { defineCheck } from '../quality/checks.ts'
import { followSuccessions } from '../successions/follow-successions.ts'
import { successionsOf } from '../successions/succession-facts.ts'
import { addStates } from './change-state.ts'
import { addPremises } from './ensure-premises.ts'
import { followMoves } from './follow-moves.ts'
import { readPremises } from './premises-detail-view.ts'
import { placesOfStates, restoreStates } from './restore-states.ts'
import { said } from './say-states.ts'
import { removePremisesArea, setPremisesArea } from './set-area.ts'

/** Says that premises have another area from today on; inner and shared area stay. Audited. Errors: those of `setPremisesArea`. */
export async function correctArea(tx: Tx, actor: Actor, premisesId: string, areaM2: string): Promise<void> {
  const { version, areas } = await readPremises(tx, actor, { premisesId })
  const [latest] = areas.toSorted((a, b) => (a.fromOn < b.fromOn ? 1 : -1))
  const parts = { innerAreaM2: latest?.innerAreaM2 ?? null, sharedAreaM2: latest?.sharedAreaM2 ?? null }
  const said = { premisesId, version, fromOn: today(), areaM2, note: '', ...parts }
  await auditChanges(tx, 'registry.areaCorrected', premisesId, () => setPremisesArea(tx, actor, said))
}

/**
 * Takes back an area that `correctArea` said from a day on: the one before holds on, or, where that same day had another, that one. Audited.
 * Errors: platform.not_found, registry.premises_ended.
 */
async function takeBackArea(
  tx: Tx,
  actor: Actor,
  premisesId: string,
  { fromOn, areaM2 }: { fromOn: string; areaM2: string | null },
): Promise<void> {
  const { version, areas } = await readPremises(tx, actor, { premisesId })
  const of = areas.find(area => area.fromOn === fromOn)
  const parts = { innerAreaM2: of?.innerAreaM2 ?? null, sharedAreaM2: of?.sharedAreaM2 ?? null, note: of?.note ?? '' }
  const take = async () => {
    if (areaM2 === null) return removePremisesArea(tx, actor, { premisesId, fromOn, version })
    return setPremisesArea(tx, actor, { premisesId, version, fromOn, areaM2, ...parts })
  }
  await auditChanges(tx, 'registry.areaCorrected', premisesId, take)
}

/** What modules to the right do with premises: an import besides making them, following merges, moves and sales, checks over what they keep of them. */
export const rooms = {
  ...{ addPremises, correctArea, takeBackArea, addStates, placesOfStates, restoreStates, ...said },
  ...{ followSuccessions, successionsOf, followMoves, defineCheck },
  ...{ ownershipTransferred, leasesChanged, spacesChanged },
}
