import { billing as contract } from '@anju/contract'
import { followingJobs } from '../billing/index.ts'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { setClock } from '../platform/clock.ts'
import { premisesKey } from '../registry/index.ts'
import type { Agenda } from './agenda.ts'
import type { Calendar } from './calendar.ts'
import type { CommunityPlan } from './community-plan.ts'
import { call, perform } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'
import { giveApproved } from './give-discount.ts'
import { VACANT_AT_ONCE } from './vacate-homes.ts'

interface Desk {
  communityId: string
  biller: Actor
}

/** Homes whose owners ask for the vacancy discount months too late, by `premisesKey`; they pay in time meanwhile. */
export function lateVacant(plan: CommunityPlan): string[] {
  return plan.premises
    .filter(({ place, ruleCodes }) => place.state === 'vacant' && ruleCodes.includes('WYF'))
    .slice(VACANT_AT_ONCE, VACANT_AT_ONCE + 2)
    .map(({ place }) => premisesKey(place))
}

/** Two vacant homes asked late: the discount holds from months ago, and a run corrects what was billed meanwhile, red and blue. */
export function planLateVacancy(
  ground: DemoGround,
  agenda: Agenda,
  calendar: Calendar,
  plan: CommunityPlan,
  { communityId, biller, admin, premises }: Desk & { admin: Actor; premises: ReadonlyMap<string, string> },
): void {
  const late = lateVacant(plan).flatMap(key => premises.get(key) ?? [])
  const month = calendar.month(-1)
  for (const [place, premisesId] of late.entries()) {
    const at = calendar.at(`${month}-18`, 0.3 + place * 0.1)
    const idOf = (name: string) => demoId(tenantOf(ground.actor), `${premisesId} ${name}`, at)
    const billRunId = idOf('corrected')
    agenda.add(at, async () => {
      const { items } = await call(ground, contract.listBillRuns, biller, { communityId, limit: 100 })
      if (items.some(run => run.id === billRunId && run.state === 'issued')) return
      const discounts = await call(ground, contract.listDiscounts, biller, { communityId, limit: 10 })
      const discountId = discounts.items[0]?.id ?? ''
      await giveApproved(
        ground,
        { biller, admin },
        {
          ...{ id: idOf('vacant late'), discountId, premisesId, fromOn: `${calendar.month(-7)}-01` },
          ...{ toOn: `${calendar.month(2)}-28`, reason: '补交空置申请，水电表半年无用量', photoIds: [] },
          note: '抄表记录已核对',
        },
      )
      await call(ground, contract.startBillRun, biller, {
        ...{ id: billRunId, communityId, premisesId, from: month, to: month, correctFrom: calendar.month(-9) },
      })
      await perform(ground, followingJobs.generateBills, { billRunId })
      await call(ground, contract.issueBillRun, biller, { billRunId })
      await perform(ground, followingJobs.issueBills, { billRunId })
    })
  }
}

/** The first open bills are those that the cashier asked about. */
const ASKED_ABOUT = 8
const HELD = ['业主对面积有异议，核实期间暂停催缴', '法院已受理，诉讼期间暂停']
const VOIDED = ['重复收费，作废', '房屋已退租，账单作废']

/** At the end some open bills are held, some are void, and one goes to somebody else of the home; what is there already stays. */
export async function holdAndVoid(
  ground: DemoGround,
  { communityId, biller }: Desk,
  calendar: Calendar,
): Promise<void> {
  setClock(calendar.endsAt)
  const done = await call(ground, contract.listBills, biller, { communityId, condition: 'voided', limit: 1 })
  if (done.total > 0) return
  const { items } = await call(ground, contract.listBills, biller, {
    ...{ communityId, kind: 'charge', state: 'issued', settlement: 'open', limit: 200 },
  })
  const untouched = items.filter(bill => bill.settledFen === 0n && !bill.isHeld && !bill.isVoided)
  const homes = [...new Map(untouched.map(bill => [bill.premisesId, bill])).values()].slice(ASKED_ABOUT)
  for (const [place, reason] of HELD.entries()) {
    const bill = homes[place]
    if (bill) await call(ground, contract.holdBill, biller, { billId: bill.id, reason })
  }
  for (const [place, reason] of VOIDED.entries()) {
    const bill = homes[HELD.length + place]
    if (bill) await call(ground, contract.voidBill, biller, { billId: bill.id, reason, forGood: true })
  }
}
