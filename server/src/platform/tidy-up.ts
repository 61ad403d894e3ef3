import { z } from 'zod'
import { tenantOf } from './actor.ts'
import { now } from './clock.ts'
import { defineCron } from './cron/define-cron.ts'
import { drawer, type Tx } from './db.ts'
import { removeBytes } from './files/store-file.ts'
import { defineManualJob, enqueue } from './jobs.ts'
import { defineModule } from './module.ts'

const platform = drawer('platform')

const DAY_MS = 24 * 3600_000
const before = (days: number) => new Date(now().getTime() - days * DAY_MS)

/** An idempotency key serves the retries of a day; after that its answer is only a burden. */
const clearIdempotencyKeys = defineCron('platform.clearIdempotencyKeys', { everyMinutes: 60 }, async (tx, actor) => {
  await platform(tx)
    .deleteFrom('platform.idempotency')
    .where('tenantId', '=', tenantOf(actor))
    .where('at', '<', before(1))
    .execute()
})

const REMEMBERED_DAYS = 400

/** What ran by the clock is remembered for a little more than a year; the last run of each always. */
const clearCronRuns = defineCron('platform.clearCronRuns', { daily: '03:20' }, async (tx, actor) => {
  await platform(tx)
    .deleteFrom('platform.cronRun')
    .where('tenantId', '=', tenantOf(actor))
    .where('dueAt', '<', before(REMEMBERED_DAYS))
    .execute()
})

/** Uploads that nothing took within a day (a form given up): their rows go, and after that their bytes. */
const clearOrphanedFiles = defineCron('platform.clearOrphanedFiles', { everyMinutes: 60 }, async (tx, actor) => {
  await removeOrphans(tx, tenantOf(actor))
})

const AT_ONCE = 500

async function removeOrphans(tx: Tx, tenantId: string): Promise<void> {
  const orphans = await platform(tx)
    .deleteFrom('platform.file')
    .where('tenantId', '=', tenantId)
    .where('id', 'in', query =>
      query
        .selectFrom('platform.file')
        .select('id')
        .where('tenantId', '=', tenantId)
        .where('takenAt', 'is', null)
        .where('at', '<', before(1))
        .orderBy('at')
        .limit(AT_ONCE),
    )
    .returning('id')
    .execute()
  if (orphans.length > 0) await enqueue(tx, removeFileBytes, { ids: orphans.map(file => file.id) })
}

/** Removes the bytes of files whose rows are gone; outside a transaction, since the store may be far away. */
export const removeFileBytes = defineManualJob(
  'platform.removeFileBytes',
  z.object({ ids: z.array(z.uuid()) }),
  async (door, actor, input) => {
    for (const id of input.ids) await removeBytes(door.config, tenantOf(actor), id)
  },
)

/** What the platform does by the clock; a module of its own, since the worker serves no routes. */
export const platformClock = defineModule('platform', {
  cron: [clearIdempotencyKeys, clearCronRuns, clearOrphanedFiles],
  jobs: [removeFileBytes],
})
