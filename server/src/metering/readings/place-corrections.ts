import type { Actor } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import type { Waiting } from './approve-readings.ts'
import { lockReading } from './edit-reading.ts'
import { linkOf } from './link-readings.ts'
import { flagsOf, HINDERING, type ReadingFlag } from './reading.ts'
import { type Link, nextOf, relinked, updateReading } from './relink-readings.ts'
import { readSurroundings } from './surroundings.ts'

type Why = ReadingFlag | 'correction-place'

/**
 * Puts corrections in the places of what they correct: the old reading is rejected, the one after it follows the new one. One that would
 * not lie between its neighbours, or let the next go backwards, is left. One by one: there are few.
 */
export async function placeCorrections(tx: Tx, actor: Actor, communityId: string, corrections: readonly Waiting[]) {
  const left: { reading: Waiting; why: Why }[] = []
  const premisesIds: string[] = []
  let count = 0
  for (const reading of corrections) {
    const old = await lockReading(tx, actor, reading.correctsId ?? '')
    const why = await placeOne(tx, actor, communityId, reading, old)
    if (why !== null) left.push({ reading, why })
    else {
      count += 1
      if (old.premisesId) premisesIds.push(old.premisesId)
    }
  }
  return { left, premisesIds, count }
}

type Row = Awaited<ReturnType<typeof lockReading>>

async function placeOne(tx: Tx, actor: Actor, communityId: string, reading: Waiting, old: Row): Promise<Why | null> {
  if (old.state !== 'approved') return 'correction-place'
  const { meterId, readOn } = reading
  const known = await readSurroundings(tx, actor, communityId, [{ meterId, readOn, except: old.id }])
  const found = known.get(`${meterId}/${readOn}`)
  const next = await nextOf(tx, actor, old.id)
  if (!found || (next && next.readOn <= readOn)) return 'correction-place'
  const { multiplier, digits } = old
  const previous = old.previousId === null ? null : found.previous
  const around = { ...found, multiplier, digits, later: false, next: null, previous }
  // The chain up to it is as it was; a day before the reading before is no place of its own.
  if ((around.previous?.id ?? null) !== old.previousId) return 'correction-place'
  const hindrance = flagsOf(reading, around).find(flag => HINDERING.has(flag))
  if (hindrance) return hindrance
  const link = linkOf({ reading, around })
  const after = await relinked(tx, actor, { from: reading, link, around, next })
  if (after === null) return 'negative'
  await swap(tx, actor, old.id, reading, link)
  for (const { id, ...chain } of after) await updateReading(tx, actor, id, chain)
  return null
}

async function swap(tx: Tx, actor: Actor, oldId: string, reading: Waiting, link: Link): Promise<void> {
  const decided = { decidedBy: actor.id, decidedAt: now() }
  const { id, ...chain } = link
  await updateReading(tx, actor, oldId, { state: 'rejected', reason: reading.note, ...decided })
  await updateReading(tx, actor, id, { state: 'approved', ...chain, ...decided })
}
