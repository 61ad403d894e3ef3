import { billing as contract } from '@anju/contract'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { setClock } from '../platform/clock.ts'
import { addDays } from '../platform/period.ts'
import type { Agenda } from './agenda.ts'
import { type Calendar, minutesAfter } from './calendar.ts'
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

/** When those who owed most were asked before: so many months ago. Some of them have paid since. */
const EARLIER = [8, 5, 3, 2] as const
const ASKED_EARLIER = ['promised', 'told', 'absent', 'promised'] as const

/** Households that owe are given to two colleagues, who call on some of them a few times; the same calls are made once. */
export function planDunning(
  ground: DemoGround,
  agenda: Agenda,
  calendar: Calendar,
  { manager, cashier, communityId }: { manager: Actor; cashier: Actor; communityId: string },
): void {
  for (const [wave, monthsAgo] of EARLIER.entries()) {
    const at = calendar.at(`${calendar.month(-monthsAgo)}-16`, 0.5)
    if (wave === 0) agenda.add(at, () => assignCollectors(ground, { manager, cashier, communityId }))
    agenda.add(minutesAfter(at, 10), async () => {
      const { items } = await call(ground, contract.listDebtors, manager, { communityId, limit: ASKED_EARLIER.length })
      const { items: visits } = await call(ground, contract.listDunningVisits, manager, { communityId, limit: 200 })
      for (const [index, debtor] of items.entries()) {
        const id = demoId(tenantOf(manager), `dunning ${debtor.id}`, at)
        if (visits.some(visit => visit.id === id)) continue
        const result = ASKED_EARLIER[index] ?? 'told'
        const promisedOn = result === 'promised' ? addDays(`${calendar.month(-monthsAgo)}-16`, 10) : null
        await call(ground, contract.recordDunningVisit, debtor.collectorId === cashier.id ? cashier : manager, {
          ...{ id, premisesId: debtor.id, result, promisedOn, note: NOTES[result] },
          channel: CHANNELS[(index + wave) % CHANNELS.length] ?? 'call',
        })
      }
    })
  }
}

/** The households that owe most are those of two colleagues to ask. */
async function assignCollectors(
  ground: DemoGround,
  { manager, cashier, communityId }: { manager: Actor; cashier: Actor; communityId: string },
): Promise<void> {
  const { items } = await call(ground, contract.listDebtors, manager, { communityId, limit: 24 })
  const fresh = items.filter(debtor => debtor.collectorId === null)
  if (fresh.length < items.length) return
  const premisesIds = fresh.map(debtor => debtor.id)
  const half = Math.ceil(premisesIds.length / 2)
  for (const [ids, collector] of [
    [premisesIds.slice(0, half), manager],
    [premisesIds.slice(half), cashier],
  ] as const)
    if (ids.length > 0)
      await call(ground, contract.assignDebtors, manager, {
        households: ids.map(premisesId => ({ premisesId, was: null })),
        collectorId: collector.id,
      })
}
