import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../errors.ts'
import { registry } from '../tables.ts'
import { unlessEnded } from '../unless-ended.ts'
import { followHousehold } from './follow-household.ts'
import { readHouseholdOn } from './household-view.ts'
import { type HouseholdRow, type LockedHousehold, lockHousehold, refuseImpossible } from './lock-household.ts'

type Household = ResponseOf<typeof contract.correctOccupancy>

/** Mends a record that was wrong from the start. What it was, why and who mended it is kept; the record's reason of ending goes with its end. */
export async function correctOccupancy(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.correctOccupancy>,
): Promise<Household> {
  const { household, row } = await lockRecord(tx, actor, input)
  const { kind, fromOn, toOn, resides, note } = input
  if (toOn !== null && toOn < fromOn) throw refuse.leavesBeforeMovingIn({ name: row.name, fromOn })
  const share = kind === 'owner' ? input.share : null
  const relation = kind === 'family' ? input.relation : null
  const after = { ...row, kind, fromOn, toOn, share, relation, resides: kind === 'owner' ? resides : true, note }
  refuseImpossible(household.occupancies.map(one => (one.id === row.id ? after : one)))
  await unlessEnded(() =>
    registry(tx)
      .updateTable('registry.occupancy')
      .set({
        ...{ kind, fromOn, toOn, share, relation, resides: after.resides, note },
        ...(toOn === null ? { endReason: null, endNote: null, forwarding: null } : {}),
        version: sql`version + 1`,
      })
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', row.id)
      .execute(),
  )
  await keepCorrection(tx, actor, household, row, after, input.reason)
  await followHousehold(tx, actor, household, 1)
  return readHouseholdOn(tx, actor, { premisesId: household.premisesId })
}

/** Takes away a record that should never have been; it is kept among the corrections. */
export async function removeOccupancy(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.removeOccupancy>,
): Promise<Household> {
  const { household, row } = await lockRecord(tx, actor, input)
  await takeAway(tx, actor, household, row, input.reason)
  await followHousehold(tx, actor, household, 1)
  return readHouseholdOn(tx, actor, { premisesId: household.premisesId })
}

/** Takes a record of a locked household away and keeps it among the corrections. */
export async function takeAway(
  tx: Tx,
  actor: Actor,
  household: LockedHousehold,
  row: HouseholdRow,
  reason: string,
): Promise<void> {
  await registry(tx)
    .deleteFrom('registry.occupancy')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', row.id)
    .execute()
  await keepCorrection(tx, actor, household, row, null, reason)
}

async function lockRecord(tx: Tx, actor: Actor, input: { occupancyId: string; version: number }) {
  const found = await registry(tx)
    .selectFrom('registry.occupancy')
    .select('premisesId')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.occupancyId)
    .executeTakeFirst()
  if (!found) throw platformRefuse.notFound()
  const household = await lockHousehold(tx, actor, found.premisesId)
  const row = household.occupancies.find(one => one.id === input.occupancyId)
  if (!row) throw platformRefuse.notFound()
  if (row.version !== input.version) throw platformRefuse.changedMeanwhile({ version: row.version })
  return { household, row }
}

async function keepCorrection(
  tx: Tx,
  actor: Actor,
  household: LockedHousehold,
  before: HouseholdRow,
  after: HouseholdRow | null,
  reason: string,
): Promise<void> {
  await registry(tx)
    .insertInto('registry.occupancyCorrection')
    .values({
      ...{ tenantId: tenantOf(actor), id: newId(), communityId: household.communityId },
      ...{ premisesId: household.premisesId, occupancyId: before.id, personId: before.personId },
      before: JSON.stringify(recordOf(before)),
      after: after === null ? null : JSON.stringify(recordOf(after)),
      ...{ reason, correctedBy: actor.id, correctedByName: actor.name, at: now() },
    })
    .execute()
  recordChanges<object>(tx, recordOf(before), after === null ? { removed: before.name } : recordOf(after))
}

function recordOf({ kind, fromOn, toOn, share, relation, resides, note }: HouseholdRow) {
  return { kind, fromOn, toOn, share, relation, resides, note }
}
