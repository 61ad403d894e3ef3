import { imports as contract } from '@anju/contract'
import { z } from 'zod'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { defineManualJob, doorAs } from '../../platform/jobs.ts'
import { frozenOn, proveLoaded } from '../control/require-signed.ts'
import { tellLoaded } from '../control/tell-control.ts'
import { importCommitted } from '../events.ts'
import { imports } from '../tables.ts'
import { By, followRun, inNameOfWho, JOB_ATTEMPTS, type Run } from './follow-run.ts'
import { type ImportRow, setState } from './import-state.ts'
import { keepItems } from './imported-openings.ts'
import { countsOf, understand } from './plan-workbook.ts'
import { rememberCreated } from './remember-created.ts'
import { tellEnd } from './tell-end.ts'
import { writeProposals } from './write-proposals.ts'

const Apply = z.array(contract.ImportChangeKind)

/** Writes what the dry run proposed in one transaction: all of it, or nothing. */
export const commitWorkbook = defineManualJob(
  'imports.commitWorkbook',
  z.object({ importId: z.uuid(), run: z.int().default(1), ...By, apply: Apply.default([]) }),
  (own, system, payload) => {
    const actor = inNameOfWho(system, payload)
    const door = doorAs(own, actor)
    return followRun(door, actor, payload, 'committing', async (run, row) => {
      const { plan, sha256 } = await understand(door, actor, row, run)
      await door.run(async tx => {
        if (!(await stillMeant(tx, actor, row))) return
        const asOfOn = await frozenOn(tx, actor, row.id)
        const place = { communityId: row.communityId, importId: row.id, sha256, asOfOn }
        const written = await writeProposals(tx, actor, place, plan, run, {
          phase: 'writing',
          apply: new Set(payload.apply),
        })
        await proveLoaded(tx, actor, place)
        await rememberCreated(door, tx, actor, row.id)
        await keepItems(tx, actor, row.id)
        const updated = written.changes.filter(({ kind }) => payload.apply.includes(kind)).length
        await commitRun(tx, actor, row, { run, counts: countsOf(plan, written.counts), by: payload.by, updated })
      })
    })
  },
  { maxAttempts: JOB_ATTEMPTS },
)

/** Two workers with the same job: the second waits for this row, then finds it committed. */
async function stillMeant(tx: Tx, actor: Actor, row: ImportRow): Promise<boolean> {
  const locked = await imports(tx)
    .selectFrom('imports.import')
    .select('state')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', row.id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  return locked.state === 'committing'
}

async function commitRun(
  tx: Tx,
  actor: Actor,
  row: ImportRow,
  done: { run: Run; counts: ReturnType<typeof countsOf>; by: string; updated: number },
): Promise<void> {
  await done.run.close(tx)
  await imports(tx)
    .updateTable('imports.import')
    .set({ counts: JSON.stringify(done.counts), committedByName: done.by })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', row.id)
    .execute()
  await setState(tx, actor, row.id, { state: 'committed', failure: null, committedAt: now() })
  audit(tx, 'imports.importCommitted', row.id, { counts: done.counts, by: done.by })
  await publish(tx, importCommitted, { communityId: row.communityId, importId: row.id })
  const created = done.counts.reduce((sum, { create }) => sum + create, 0)
  await tellEnd(tx, actor, row.id, { kind: 'import-finished', created, updated: done.updated })
  await tellLoaded(tx, actor, row.id)
}
