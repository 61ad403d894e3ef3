import type { TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'

/** For tests: a transaction that has done its work and is not committed yet; `end` commits it. */
export async function hold(database: TestDatabase, actor: Actor, work: (tx: Tx) => Promise<unknown>) {
  const { promise: until, resolve: release } = Promise.withResolvers<void>()
  const { promise: worked, resolve: tell } = Promise.withResolvers<void>()
  const done = inTransaction(database.db, actor, async tx => {
    await work(tx)
    tell()
    await until
  })
  await Promise.race([worked, done])
  return {
    end: async () => {
      release()
      await done
    },
  }
}

/** Until the work is done, or waits for a lock that somebody else holds: whichever comes first. */
export async function doneOrWaiting(database: TestDatabase, work: Promise<unknown>): Promise<'done' | 'waiting'> {
  let isDone = false
  const end = () => {
    isDone = true
  }
  work.then(end, end)
  for (;;) {
    if (isDone) return 'done'
    const waiting = await asOwner(
      database,
      "select 1 as one from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' limit 1",
    )
    if (waiting.length > 0) return 'waiting'
  }
}
