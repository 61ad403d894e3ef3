import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { metering } from '../tables.ts'
import type { Waiting } from './approve-readings.ts'
import { linkOf } from './link-readings.ts'
import { type Previous, type ReadingSource, usedByBand, usedSince } from './reading.ts'
import type { MeterOnDay } from './surroundings.ts'

export type Link = ReturnType<typeof linkOf>

type Said = { id: string; readOn: string; value: string; source: string; bands: Readonly<Record<string, string>> }

function asPrevious(said: Said, link: Link): Previous {
  return {
    ...{ id: said.id, on: said.readOn, value: said.value, source: said.source as ReadingSource, used: link.used },
    ...{ baseValue: link.baseValue ?? said.value, billedBefore: link.billedBefore ?? '0', bands: said.bands },
  }
}

/**
 * The readings after `from`, as they follow it: the next, and while these are estimates the one after. null: one would go backwards.
 */
export async function relinked(
  tx: Tx,
  actor: Actor,
  { from, link, around, next: first }: { from: Said; link: Link; around: MeterOnDay; next: Row | undefined },
): Promise<Link[] | null> {
  const links: Link[] = []
  let [previous, next] = [asPrevious(from, link), first]
  while (next) {
    const { id, readOn, value, rolledOver, multiplier, digits } = next
    const source = next.source as ReadingSource
    const said = { id, readOn, value, rolledOver, source, bands: next.bands as Record<string, string> }
    const of = { ...around, multiplier, digits, previous }
    if (usedSince(said, of, previous) === null || usedByBand(said, of, previous) === null) return null
    const after = linkOf({ reading: said as Waiting, around: of })
    links.push(after)
    if (source !== 'estimate') break
    previous = asPrevious(said, after)
    next = await nextOf(tx, actor, id)
  }
  return links
}

type Row = NonNullable<Awaited<ReturnType<typeof nextOf>>>

/** The approved reading that follows one, locked. */
export function nextOf(tx: Tx, actor: Actor, id: string) {
  return metering(tx)
    .selectFrom('metering.reading')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('previousId', '=', id)
    .where('state', '=', 'approved')
    .forUpdate()
    .executeTakeFirst()
}

/** Writes what becomes of a reading; whoever saw it before saw another version. */
export async function updateReading(tx: Tx, actor: Actor, id: string, values: object): Promise<void> {
  await metering(tx)
    .updateTable('metering.reading')
    .set({ ...values, version: sql<number>`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', id)
    .execute()
}
