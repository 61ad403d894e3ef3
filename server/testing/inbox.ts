import messaging from '../src/messaging/module.ts'
import type { Actor } from '../src/platform/actor.ts'
import { drainJobs } from '../src/platform/jobs.ts'
import { PLATFORM_JOBS } from '../src/platform/platform-jobs.ts'
import type { TestDatabase } from './database.ts'
import { asOwner } from './world.ts'

/** What an account finds in its inbox about a thing, oldest first and of a moment by kind, once everything on its way has come. */
export async function inboxOf(
  database: TestDatabase,
  actor: Actor,
  aboutId: string,
): Promise<{ kind: string; read: boolean; params: Record<string, string> }[]> {
  await drainJobs(database.db, database.config, database.jobsUrl, [messaging], PLATFORM_JOBS)
  return asOwner(
    database,
    `select kind, read_at is not null as read, params from messaging.notice
     where account_id = $1 and about_id = $2 order by at, kind, id`,
    [actor.id, aboutId],
  )
}
