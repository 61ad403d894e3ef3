import type { Actor } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { readPremises } from './premises-detail-view.ts'
import { setPremisesArea } from './set-area.ts'

/** Says that premises have another area from today on; inner and shared area stay. Errors: those of `setPremisesArea`. */
export async function correctArea(tx: Tx, actor: Actor, premisesId: string, areaM2: string): Promise<void> {
  const { version, areas } = await readPremises(tx, actor, { premisesId })
  const [latest] = areas.toSorted((a, b) => (a.fromOn < b.fromOn ? 1 : -1))
  const parts = { innerAreaM2: latest?.innerAreaM2 ?? null, sharedAreaM2: latest?.sharedAreaM2 ?? null }
  await setPremisesArea(tx, actor, { premisesId, version, fromOn: today(), areaM2, note: '', ...parts })
}
