import { importReadings } from '../../metering/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { ReadingProposal } from '../kinds/readings.ts'
import { imports } from '../tables.ts'
import type { ImportPlan } from '../workbook/plan-import.ts'
import { rememberRows } from './write-opening.ts'
import type { Place, Writer, Written } from './write-proposals.ts'

/** Writes readings that are not there; opening ones are remembered by their row, so that they can be measured and taken back. */
export async function writeReadings(
  tx: Tx,
  actor: Actor,
  place: Place,
  { readings, openingReadings }: ImportPlan,
  write: Writer,
): Promise<Record<'readings' | 'openingReadings', Written>> {
  const freshOf = (all: readonly ReadingProposal[]) =>
    all.filter(one => !one.there).map(one => ({ ...one, id: newId() }))
  const enteredBy = await broughtBy(tx, actor, place)
  const inputOf = ({ id, meterId, readOn, value, rolledOver, note }: ReadingProposal & { id: string }) => ({
    ...{ id, meterId, readOn, value, rolledOver, note, enteredBy },
  })
  const [fresh, opening] = [freshOf(readings), freshOf(openingReadings)]
  const made = await write.parts(fresh, part =>
    importReadings(tx, actor, place.communityId, part.map(inputOf), 'excel'),
  )
  const begun = await write.parts(opening, async part => {
    const added = await importReadings(tx, actor, place.communityId, part.map(inputOf), 'initial')
    await rememberRows(tx, actor, place, 'readings', part)
    return added
  })
  return {
    readings: { total: readings.length, created: made, changed: 0 },
    openingReadings: { total: openingReadings.length, created: begun, changed: 0 },
  }
}

/** Whoever brought the file: who approves its readings is somebody else. */
async function broughtBy(tx: Tx, actor: Actor, { importId }: Place): Promise<string> {
  const { startedBy } = await imports(tx)
    .selectFrom('imports.import')
    .select('startedBy')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', importId)
    .executeTakeFirstOrThrow()
  return startedBy
}
