import { workerData } from 'node:worker_threads'
import { DEMO_COMPANIES } from '../identity/index.ts'
import messaging from '../messaging/module.ts'
import { systemActor } from '../platform/actor.ts'
import { openDatabase } from '../platform/db.ts'
import { registerSubscriptions } from '../platform/events.ts'
import { letJobsRest } from '../platform/jobs.ts'
import { urlAs } from '../platform/migrate.ts'
import { useSecrets } from '../platform/seal.ts'
import { layDemoGround } from './demo-company.ts'
import { openDemoDatabase } from './demo-database.ts'
import { liveCommunity } from './live-community.ts'
import type { LivesApart } from './live-side-by-side.ts'

/** A thread that lets one company of the demo live, see `live-side-by-side.ts`. */
const { adminUrl, secrets, config, companyCode, tenantId, begunAt } = workerData as LivesApart
const company = DEMO_COMPANIES.find(each => each.code === companyCode)
if (!company) throw new Error(`The demo has no company ${companyCode}.`)
useSecrets(secrets)
registerSubscriptions([messaging])
letJobsRest(true)
const owner = openDatabase(adminUrl, { maxConnections: 1 })
const db = openDemoDatabase(urlAs(adminUrl, 'anju_app', secrets.appPassword))
try {
  await liveCommunity(layDemoGround(owner, db, config, company, systemActor(tenantId)), begunAt)
} finally {
  await db.close()
  await owner.close()
}
