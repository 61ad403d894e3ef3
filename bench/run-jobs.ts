import billingModule from '../server/src/billing/module.ts'
import { boundHeap } from '../server/src/platform/bound-heap.ts'
import type { Config, Secrets } from '../server/src/platform/config.ts'
import { openDatabase } from '../server/src/platform/db.ts'
import { drainJobs } from '../server/src/platform/jobs.ts'
import { urlAs } from '../server/src/platform/migrate.ts'
import { PLATFORM_JOBS } from '../server/src/platform/platform-jobs.ts'
import { useSecrets } from '../server/src/platform/seal.ts'
import { secondsOf } from './ground.ts'

/**
 * A process that does nothing but work jobs, as the parent asks for by message: so its memory is that of the jobs, and laying the
 * ground for them is not counted. Answers each message with seconds and the highest resident memory (looked at 20 times a second).
 */
export interface JobsAsked {
  config: Config
  secrets: Secrets
  jobsUrl: string
  /** Names of billing's jobs that are worked; others wait. */
  jobs: string[]
}

export interface JobsDone {
  seconds: number
  beforeMb: number
  peakMb: number
}

const residentMb = () => process.memoryUsage.rss() / 1024 ** 2

async function work({ config, secrets, jobsUrl, jobs }: JobsAsked): Promise<JobsDone> {
  useSecrets(secrets)
  const db = openDatabase(urlAs(config.databaseUrl ?? '', 'anju_app', secrets.appPassword))
  const beforeMb = residentMb()
  let peakMb = beforeMb
  const timer = setInterval(() => {
    peakMb = Math.max(peakMb, residentMb())
  }, 50)
  const asked = { ...billingModule, jobs: billingModule.jobs.filter(job => jobs.includes(job.name)) }
  const seconds = await secondsOf(() => drainJobs(db, config, jobsUrl, [asked], PLATFORM_JOBS))
  clearInterval(timer)
  await db.close()
  return { seconds, beforeMb, peakMb }
}

boundHeap()
process.on('message', (asked: JobsAsked) => {
  work(asked).then(
    done => process.send?.(done),
    error => {
      console.error(error)
      process.exit(1)
    },
  )
})
