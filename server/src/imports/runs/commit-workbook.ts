import { z } from 'zod'
import { tenantOf } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import { publish } from '../../platform/events.ts'
import { defineManualJob } from '../../platform/jobs.ts'
import { importCommitted } from '../events.ts'
import { imports } from '../tables.ts'
import { countsOf, importRow, setState, understand } from './plan-workbook.ts'
import { writeProposals } from './write-proposals.ts'

/** Writes what the dry run proposed in one transaction: all of it, or nothing. */
export const commitWorkbook = defineManualJob(
  'imports.commitWorkbook',
  z.object({ importId: z.uuid() }),
  async (door, actor, { importId }) => {
    const row = await door.run(tx => importRow(tx, actor, importId))
    if (row.state !== 'committing') return
    const { plan } = await understand(door, actor, row)
    await door.run(async tx => {
      // Two workers with the same job: the second waits for this row, then finds it committed.
      const locked = await imports(tx)
        .selectFrom('imports.import')
        .select('state')
        .where('tenantId', '=', tenantOf(actor))
        .where('id', '=', importId)
        .forUpdate()
        .executeTakeFirstOrThrow()
      if (locked.state !== 'committing') return
      const written = await writeProposals(tx, actor, { communityId: row.communityId, importId }, plan)
      const counts = countsOf(plan, written)
      await imports(tx)
        .updateTable('imports.import')
        .set({ counts: JSON.stringify(counts) })
        .where('tenantId', '=', tenantOf(actor))
        .where('id', '=', importId)
        .execute()
      await setState(tx, actor, importId, { state: 'committed', committedAt: now() })
      audit(tx, 'imports.importCommitted', importId, { counts })
      await publish(tx, importCommitted, { communityId: row.communityId, importId })
    })
  },
  { maxAttempts: 3 },
)
