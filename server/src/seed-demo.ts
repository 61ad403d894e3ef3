import { seedChargeKinds } from './demo/charge-kinds.ts'
import { chargeLeases } from './demo/charge-leases.ts'
import { seedCommunities } from './demo/communities.ts'
import { seedDataRequests } from './demo/data-requests.ts'
import { type DemoGround, type DemoStep, findTenant, layDemoGround } from './demo/demo-company.ts'
import { openDemoDatabase } from './demo/demo-database.ts'
import { isWhole, markWhole } from './demo/demo-progress.ts'
import { seedHouseholds } from './demo/households.ts'
import { letHomes } from './demo/let-homes.ts'
import { liveCommunities } from './demo/live-side-by-side.ts'
import { seedMeters } from './demo/meters.ts'
import { seedNewcomers } from './demo/newcomers.ts'
import { seedPeopleWords } from './demo/people-words.ts'
import { seedSettings } from './demo/settings.ts'
import { seedStaff } from './demo/staff.ts'
import { seedTwins } from './demo/twin-people.ts'
import { createCompany, DEMO_COMPANIES, type DemoCompany } from './identity/index.ts'
import { ensureChart } from './ledger/index.ts'
import messaging from './messaging/module.ts'
import { systemActor } from './platform/actor.ts'
import type { Config, Secrets } from './platform/config.ts'
import { type Database, inTransaction, openDatabase } from './platform/db.ts'
import { registerSubscriptions } from './platform/events.ts'
import { newId } from './platform/ids.ts'
import { letJobsRest, wakeJobs } from './platform/jobs.ts'
import { urlAs } from './platform/migrate.ts'

export interface SeedDemo {
  adminUrl: string
  secrets: Secrets
  config: Config
  /** `accounts`: companies, staff and a home for each resident, for tests. `full`, the default: a community that has lived. */
  size?: 'accounts' | 'full'
  /** Hears a sentence for who waits, when there is something to make. */
  say?: (words: string) => void
}

const seedChart: DemoStep = ({ actor, run }) => run(tx => ensureChart(tx, actor))

/** In order: each may lean on those before it, each is in one piece or not at all, and none does its work twice. */
const STEPS: DemoStep[] = [seedChart, seedCommunities, seedStaff, seedHouseholds, seedPeopleWords]

/** What comes after the two years. */
const LATER_STEPS: DemoStep[] = [
  ...[seedSettings, seedNewcomers, letHomes, seedMeters, seedChargeKinds, seedDataRequests],
  ...[chargeLeases, seedTwins],
]

/** With another step a demo that is there already is looked at again. */
const STEP_COUNT = STEPS.length + LATER_STEPS.length

/**
 * Makes the demo companies, or what is still missing of them; on a finished demo it changes nothing. `full` moves the clock of
 * the thread meanwhile and leaves it running; the jobs that come of it rest until it is done. Answers whether the demo is whole.
 */
export async function seedDemo({ adminUrl, secrets, config, size = 'full', say }: SeedDemo): Promise<boolean> {
  const owner = openDatabase(adminUrl, { maxConnections: 2 })
  const db = openDemoDatabase(urlAs(adminUrl, 'anju_app', secrets.appPassword))
  try {
    return await alone(owner, async () => {
      const grounds: DemoGround[] = []
      for (const company of DEMO_COMPANIES) {
        const ground = layDemoGround(owner, db, config, company, systemActor(await ensureCompany(owner, company)))
        for (const step of STEPS) await step(ground)
        grounds.push(ground)
      }
      const states = await Promise.all(grounds.map(ground => isWhole(ground, STEP_COUNT)))
      if (size !== 'full' || states.every(Boolean)) return states.every(Boolean)
      // What happens is told as it would be; the server that starts next makes all listeners known.
      registerSubscriptions([messaging])
      letJobsRest(true)
      await liveCommunities(grounds, { adminUrl, secrets, config }, say ?? (() => undefined))
      for (const ground of grounds) for (const step of LATER_STEPS) await step(ground)
      // Before it counts as whole: cut off in between, it is done again.
      await wakeJobs(urlAs(adminUrl, 'anju_jobs', secrets.jobsPassword))
      for (const ground of grounds) await markWhole(ground, STEP_COUNT)
      return true
    })
  } finally {
    letJobsRest(false)
    await db.close()
    await owner.close()
  }
}

/** The tenant of the company; only the owner of the database may open one. */
async function ensureCompany(owner: Database, company: DemoCompany): Promise<string> {
  const id = newId()
  return inTransaction(owner, systemActor(id), async adminTx => {
    const existing = await findTenant(adminTx, company.code)
    if (existing) return existing
    await createCompany(adminTx, { id, code: company.code, name: company.name })
    return id
  })
}

/** Two servers that start at once seed one after the other; the second finds everything made. */
async function alone<T>(owner: Database, work: () => Promise<T>): Promise<T> {
  const connection = await owner.pool.connect()
  try {
    await connection.query('select pg_advisory_lock(4207003)')
    const answer = await work()
    await connection.query('select pg_advisory_unlock(4207003)')
    return answer
  } finally {
    // Closed rather than handed back: a lock left by a failure goes with its connection.
    connection.release(true)
  }
}
