import { registry as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { registry } from '../tables.ts'
import { followHousehold } from './follow-household.ts'
import { readHouseholdOn } from './household-view.ts'
import { type HouseholdRow, lockHousehold } from './lock-household.ts'

export interface Ending {
  lastOn: string
  /** Null: it is known to end, and has not yet. */
  reason: string | null
  note: string | null
  forwarding: string | null
}

/** People move out with `lastOn` as their last day, their family along if chosen. Nothing is deleted: who was there stays known. */
export async function moveOut(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.moveOut>,
): Promise<ResponseOf<typeof contract.moveOut>> {
  const { premisesId, lastOn } = input
  const household = await lockHousehold(tx, actor, premisesId)
  const leavers = input.leavers.map(({ occupancyId, version }) => {
    const row = household.occupancies.find(one => one.id === occupancyId)
    if (!row) throw platformRefuse.notFound()
    if (row.version !== version) throw platformRefuse.changedMeanwhile({ version: row.version })
    if (row.toOn !== null && row.toOn < lastOn) throw refuse.alreadyLeft({ name: row.name })
    if (row.fromOn > lastOn) throw refuse.leavesBeforeMovingIn({ name: row.name, fromOn: row.fromOn })
    return row
  })
  const along = input.withFamily
    ? household.occupancies.filter(
        one => one.kind === 'family' && contract.isThere(one, lastOn) && !leavers.includes(one),
      )
    : []
  const ending = { lastOn, reason: input.reason, note: input.note || null, forwarding: input.forwarding }
  await endOccupancies(tx, actor, [...leavers, ...along], ending)
  await followHousehold(tx, actor, household, leavers.length + along.length)
  return readHouseholdOn(tx, actor, { premisesId, on: lastOn })
}

/** Gives records their last day, with reason and where the people went. */
export async function endOccupancies(
  tx: Tx,
  actor: Actor,
  rows: readonly HouseholdRow[],
  ending: Ending,
): Promise<void> {
  if (rows.length === 0) return
  await registry(tx)
    .updateTable('registry.occupancy')
    .set({
      ...{ toOn: ending.lastOn, endReason: ending.reason, endNote: ending.note, forwarding: ending.forwarding },
      version: sql`version + 1`,
    })
    .where('tenantId', '=', tenantOf(actor))
    .where(
      'id',
      'in',
      rows.map(row => row.id),
    )
    .execute()
  for (const row of rows) recordChanges<object>(tx, { [row.name]: row.toOn }, { [row.name]: ending.lastOn })
}
