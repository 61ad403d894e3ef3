import type { Actor } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import type { Waiting } from './approve-readings.ts'
import { type Linked, linkOf } from './link-readings.ts'
import type { ReadingFlag } from './reading.ts'
import { nextOf, relinked, updateReading } from './relink-readings.ts'

type Why = ReadingFlag | 'next-rollover'

/**
 * Puts readings between two approved ones: what was used between those is split on the day, the later follows the new one. Where the register
 * passed its last digit before that day already, the later one says so in its place, and is corrected first. What is billed of the undivided
 * reading is corrected by the next run. One by one: there are few.
 */
export async function placeBetween(tx: Tx, actor: Actor, readings: readonly Linked[]) {
  const left: { reading: Waiting; why: Why }[] = []
  const premisesIds: string[] = []
  for (const { reading, around } of readings) {
    const next = await nextOf(tx, actor, around.previous?.id ?? '')
    const why = await placeOne(tx, actor, { reading, around }, next)
    if (why !== null) left.push({ reading, why })
    else premisesIds.push(...[around.premisesId, next?.premisesId ?? null].flatMap(id => id ?? []))
  }
  return { left, premisesIds, count: readings.length - left.length }
}

async function placeOne(
  tx: Tx,
  actor: Actor,
  { reading, around }: Linked,
  next: Awaited<ReturnType<typeof nextOf>>,
): Promise<Why | null> {
  if (!next || next.readOn <= reading.readOn) return 'inverted'
  if (reading.rolledOver && next.rolledOver) return 'next-rollover'
  const { id, ...link } = linkOf({ reading, around })
  const after = await relinked(tx, actor, { from: reading, link: { id, ...link }, around, next })
  if (after === null) return 'negative'
  // Of two that follow the same reading the database takes one: the later leaves its place first.
  for (const { id: laterId, ...chain } of after) await updateReading(tx, actor, laterId, chain)
  await updateReading(tx, actor, id, { state: 'approved', ...link, decidedBy: actor.id, decidedAt: now() })
  return null
}
