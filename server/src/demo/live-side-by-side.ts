import { Worker } from 'node:worker_threads'
import { tenantOf } from '../platform/actor.ts'
import type { Config, Secrets } from '../platform/config.ts'
import type { DemoGround } from './demo-company.ts'
import { beginDemo } from './demo-progress.ts'
import { hasLived, liveCommunity } from './live-community.ts'

/** What a thread of its own needs to let a company live. */
export interface LivesApart {
  adminUrl: string
  secrets: Secrets
  config: Config
  companyCode: string
  tenantId: string
  begunAt: Date
}

/**
 * Lets the communities of all companies live, side by side: each company but the first in a thread with a clock of its own. Companies
 * share nothing, so nobody waits for another. Answers when all are done; where one fails, the others are brought to their end first.
 */
export async function liveCommunities(
  grounds: readonly DemoGround[],
  ways: Pick<LivesApart, 'adminUrl' | 'secrets' | 'config'>,
  say: (words: string) => void,
): Promise<void> {
  const begun = await Promise.all(grounds.map(async ground => ({ ground, ...(await beginDemo(ground)) })))
  const [first, ...others] = begun.filter(({ ground, finished }) => !finished && hasLived(ground))
  if (!first) return
  for (const { ground } of [first, ...others])
    say(`Making the demo of ${ground.company.name}: two years of bills, payments and repairs.`)
  const done = await Promise.allSettled([
    ...others.map(({ ground, begunAt }) =>
      liveApart({ ...ways, companyCode: ground.company.code, tenantId: tenantOf(ground.actor), begunAt }),
    ),
    liveCommunity(first.ground, first.begunAt),
  ])
  const failed = done.find(one => one.status === 'rejected')
  if (failed) throw failed.reason
}

function liveApart(workerData: LivesApart): Promise<void> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./live-apart.ts', import.meta.url), { name: workerData.companyCode, workerData })
    thread.once('error', reject)
    thread.once('exit', code => (code === 0 ? resolve() : reject(new Error(`The thread ended with ${code}.`))))
  })
}
