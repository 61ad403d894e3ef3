import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { metering } from '../tables.ts'
import type { Waiting } from './approve-readings.ts'
import { lockReading } from './edit-reading.ts'
import { linkOf } from './link-readings.ts'
import {
  flagsOf,
  HINDERING,
  type Previous,
  type ReadingFlag,
  type ReadingSource,
  usedByBand,
  usedSince,
} from './reading.ts'
import { type MeterOnDay, readSurroundings } from './surroundings.ts'

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
  const around = { ...found, later: false, previous: old.previousId === null ? null : found.previous }
  // The chain up to it is as it was; a day before the reading before is no place of its own.
  if ((around.previous?.id ?? null) !== old.previousId) return 'correction-place'
  const hindrance = flagsOf(reading, around).find(flag => HINDERING.has(flag))
  if (hindrance) return hindrance
  const link = linkOf({ reading, around })
  const after = await relinked(tx, actor, { previous: asPrevious(reading, link), around, next })
  if (after === null) return 'negative'
  await swap(tx, actor, old.id, reading, link)
  for (const { id, ...chain } of after) await update(tx, actor, id, chain)
  return null
}

type Link = ReturnType<typeof linkOf>

function asPrevious(
  said: { id: string; readOn: string; value: string; source: string; bands: Readonly<Record<string, string>> },
  link: Link,
): Previous {
  return {
    ...{ id: said.id, on: said.readOn, value: said.value, source: said.source as ReadingSource, used: link.used },
    ...{ baseValue: link.baseValue ?? said.value, billedBefore: link.billedBefore ?? '0', bands: said.bands },
  }
}

/** The readings after, as they follow the new one: the next, and while these are estimates the one after. null: one would go backwards. */
async function relinked(
  tx: Tx,
  actor: Actor,
  from: { previous: Previous; around: MeterOnDay; next: Row | undefined },
): Promise<Link[] | null> {
  const links: Link[] = []
  let { previous, next } = from
  while (next) {
    const { id, readOn, value, rolledOver, multiplier, digits } = next
    const source = next.source as ReadingSource
    const said = { id, readOn, value, rolledOver, source, bands: next.bands as Record<string, string> }
    const around = { ...from.around, multiplier, digits, previous }
    if (usedSince(said, around, previous) === null || usedByBand(said, around, previous) === null) return null
    const link = linkOf({ reading: said as Waiting, around })
    links.push(link)
    if (source !== 'estimate') break
    previous = asPrevious(said, link)
    next = await nextOf(tx, actor, id)
  }
  return links
}

async function nextOf(tx: Tx, actor: Actor, id: string): Promise<Row | undefined> {
  return metering(tx)
    .selectFrom('metering.reading')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('previousId', '=', id)
    .where('state', '=', 'approved')
    .forUpdate()
    .executeTakeFirst()
}

async function swap(tx: Tx, actor: Actor, oldId: string, reading: Waiting, link: Link): Promise<void> {
  const decided = { decidedBy: actor.id, decidedAt: now() }
  const { id, ...chain } = link
  await update(tx, actor, oldId, { state: 'rejected', reason: reading.note, ...decided })
  await update(tx, actor, id, { state: 'approved', ...chain, ...decided })
}

async function update(tx: Tx, actor: Actor, id: string, values: object): Promise<void> {
  await metering(tx)
    .updateTable('metering.reading')
    .set({ ...values, version: sql<number>`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', id)
    .execute()
}
