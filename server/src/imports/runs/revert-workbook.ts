import { sql } from 'kysely'
import { z } from 'zod'
import { openings } from '../../billing/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { defineManualJob, doorAs } from '../../platform/jobs.ts'
import { closeControlNotices } from '../control/tell-control.ts'
import { refuse } from '../errors.ts'
import { importReverted } from '../events.ts'
import { imports } from '../tables.ts'
import { By, followRun, inNameOfWho, JOB_ATTEMPTS, type Run } from './follow-run.ts'
import { type ImportRow, lockImport, setState } from './import-state.ts'
import { openingsOf, shownOpenings } from './imported-openings.ts'
import { followedPlaces, restoreFollowed } from './restore-states.ts'
import { blockersOf, createdOf, readRevert } from './revert-view.ts'
import { undoChanges } from './undo-changes.ts'

const PART = 500
const FOREIGN_KEY_VIOLATION = '23503'

/** Deletes everything an import made, in one transaction: all of it, or nothing. */
export const revertWorkbook = defineManualJob(
  'imports.revertWorkbook',
  z.object({ importId: z.uuid(), run: z.int(), ...By, reason: z.string() }),
  (own, system, payload) => {
    const actor = inNameOfWho(system, payload)
    const door = doorAs(own, actor)
    return followRun(door, actor, payload, 'reverting', async (run, row) => {
      await door
        .run(async tx => {
          const { state } = await lockImport(tx, actor, row.id)
          if (state === 'reverting') await takeBack(tx, actor, row, run, payload)
        })
        .catch(async error => {
          if ((error as { code?: string }).code !== FOREIGN_KEY_VIOLATION) throw error
          // Something came to hang on it while this ran.
          throw refuse.revertBlocked({ blockers: await door.run(tx => blockersOf(tx, actor, row.id)) })
        })
    })
  },
  { maxAttempts: JOB_ATTEMPTS },
)

async function takeBack(
  tx: Tx,
  actor: Actor,
  row: ImportRow,
  run: Run,
  { by, reason }: { by: string; reason: string },
): Promise<void> {
  const { blockers } = await readRevert(tx, actor, { importId: row.id })
  if (blockers.length > 0) throw refuse.revertBlocked({ blockers })
  if (!(await openings.takeBackOpenings(tx, actor, await openingsOf(tx, actor, row.id))))
    throw refuse.revertBlocked({ blockers: (await shownOpenings(tx, actor, row.id)).blockers })
  const created = await createdOf(tx, actor, row.id)
  const changes = await undoChanges(tx, actor, row.id)
  const followed = await followedPlaces(tx, actor, await idsOf(tx, actor, row.id, 'registry.premises_state'))
  const total = created.reduce((sum, { count }) => sum + count, 0)
  let done = 0
  for (const { relation, own } of await leavesFirst(
    tx,
    created.map(one => one.relation),
  )) {
    const ids = await idsOf(tx, actor, row.id, relation)
    // Rows that refer to each other go at once.
    const size = own ? ids.length : PART
    for (let start = 0; start < ids.length; start += size) {
      const part = ids.slice(start, start + size)
      await sql`select imports.take_back(${row.id}, ${relation}, ${part}::uuid[])`.execute(imports(tx))
      done += part.length
      await run.tick({ phase: 'reverting', done, total })
    }
  }
  await restoreFollowed(tx, actor, followed)
  await forget(tx, actor, row.id)
  await run.close(tx)
  await setState(tx, actor, row.id, { state: 'reverted', failure: null, revertedAt: now() })
  audit(tx, 'imports.importReverted', row.id, { deleted: created, changes, by, reason })
  await closeControlNotices(tx, actor, row.id)
  await publish(tx, importReverted, { communityId: row.communityId, importId: row.id })
}

async function leavesFirst(tx: Tx, relations: string[]): Promise<{ relation: string; own: boolean }[]> {
  const { rows } = await sql<{ relation: string; own: boolean }>`
    select relation, exists (select 1 from pg_constraint c where c.contype = 'f' and c.conrelid = c.confrelid and c.conrelid = relation::regclass) as own from imports.depth_of(${relations}::text[]) order by depth`.execute(
    imports(tx),
  )
  return rows
}

async function idsOf(tx: Tx, actor: Actor, importId: string, relation: string): Promise<string[]> {
  const rows = await imports(tx)
    .selectFrom('imports.created')
    .select('objectId')
    .where('tenantId', '=', tenantOf(actor))
    .where('importId', '=', importId)
    .where('relation', '=', relation)
    .execute()
  return rows.map(row => row.objectId)
}

/** Forgets whom outside numbers named, and what was made: it is no more. */
async function forget(tx: Tx, actor: Actor, importId: string): Promise<void> {
  for (const table of ['imports.externalRef', 'imports.openingRow', 'imports.created'] as const) {
    await imports(tx)
      .deleteFrom(table)
      .where('tenantId', '=', tenantOf(actor))
      .where('importId', '=', importId)
      .execute()
  }
}
