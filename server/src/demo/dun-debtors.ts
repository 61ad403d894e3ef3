import { billing as contract } from '@anju/contract'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { setClock } from '../platform/clock.ts'
import { addDays } from '../platform/period.ts'
import type { Calendar } from './calendar.ts'
import { call } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'

const RESULTS = ['promised', 'absent', 'told', 'disputed', 'promised', 'refused', 'told', 'promised', 'paid'] as const
const CHANNELS = ['call', 'visit', 'message'] as const
const NOTES = {
  promised: '本人接听，说发工资后一次缴清',
  absent: '敲门无人应答，门缝留催缴函',
  told: '已告知金额和缴费方式',
  disputed: '认为电梯停运期间不应全额收费',
  refused: '要求先解决外墙渗水',
  paid: '称上月已转账，请财务核对',
}

/** The front desk has asked those who owe most today; some promised to pay. */
export async function dunDebtors(
  ground: DemoGround,
  desk: Actor,
  communityId: string,
  calendar: Calendar,
): Promise<void> {
  // One moment for all: the log of what was done never goes back in time.
  setClock(calendar.endsAt)
  const { items } = await call(ground, contract.listDebtors, desk, { communityId, limit: RESULTS.length })
  for (const [index, debtor] of items.entries()) {
    const result = RESULTS[index] ?? 'told'
    const daysAgo = 2 * index + 1
    const at = calendar.at(calendar.dayAgo(daysAgo), 0.4)
    const promisedOn = result === 'promised' ? addDays(calendar.dayAgo(0), index === 0 ? 9 : 4) : null
    await call(ground, contract.recordDunningVisit, desk, {
      ...{ id: demoId(tenantOf(desk), `dunning ${debtor.id}`, at), premisesId: debtor.id, result, promisedOn },
      ...{ channel: CHANNELS[index % CHANNELS.length] ?? 'call', note: NOTES[result] },
    })
  }
}

/** The households that owe most are those of two colleagues to ask. */
export async function assignCollectors(
  ground: DemoGround,
  staff: (userName: string) => Actor,
  communityId: string,
): Promise<void> {
  const { items } = await call(ground, contract.listDebtors, staff('manager'), { communityId, limit: 24 })
  const fresh = items.filter(debtor => debtor.collectorId === null)
  if (fresh.length < items.length) return
  const premisesIds = fresh.map(debtor => debtor.id)
  const half = premisesIds.slice(0, 10)
  for (const [ids, userName] of [
    [half, 'manager'],
    [premisesIds.slice(10), 'cashier'],
  ] as const)
    if (ids.length > 0)
      await call(ground, contract.assignDebtors, staff('manager'), {
        premisesIds: [...ids],
        collectorId: staff(userName).id,
      })
}
