import { billing as contract } from '@anju/contract'
import { followingJobs } from '../billing/index.ts'
import { type Actor, tenantOf } from '../platform/actor.ts'
import type { CivilMonth } from '../platform/period.ts'
import type { Agenda } from './agenda.ts'
import type { Calendar } from './calendar.ts'
import { call, perform } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'

/**
 * Puts a bill run for each month on the agenda: generated in the morning of the first day, looked through, issued. `afterwards`
 * hears of each month whose bills are out. A run that is issued already is left alone.
 */
export async function planBillRuns(
  ground: DemoGround,
  agenda: Agenda,
  calendar: Calendar,
  { biller, communityId, months }: { biller: Actor; communityId: string; months: number },
  afterwards: (month: CivilMonth) => Promise<void>,
): Promise<void> {
  const runs = await call(ground, contract.listBillRuns, biller, { communityId, limit: 100 })
  const stateOf = new Map(runs.items.map(run => [run.id, run.state]))
  for (let step = -months; step <= 0; step += 1) {
    const month = calendar.month(step)
    const startsAt = calendar.at(`${month}-01`, 0.01)
    const billRunId = demoId(tenantOf(ground.actor), `${communityId} bills of ${month}`, startsAt)
    const issued = stateOf.get(billRunId) === 'issued'
    agenda.add(startsAt, async () => {
      if (issued) return
      await call(ground, contract.startBillRun, biller, { id: billRunId, communityId, from: month, to: month })
      await perform(ground, followingJobs.generateBills, { billRunId })
    })
    agenda.add(calendar.at(`${month}-01`, 0.03), async () => {
      if (!issued) {
        await call(ground, contract.issueBillRun, biller, { billRunId })
        await perform(ground, followingJobs.issueBills, { billRunId })
        await perform(ground, followingJobs.offsetBillRun, { billRunId })
      }
      await afterwards(month)
    })
  }
}
