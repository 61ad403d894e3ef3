import { approvals, billing } from '@anju/contract'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { setClock } from '../platform/clock.ts'
import type { Agenda } from './agenda.ts'
import type { Calendar } from './calendar.ts'
import { approveWholly, askOnce, call } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'

interface Asked {
  kind: 'waiver' | 'write-off'
  percent: string | null
  reason: string
  /** What an approver said; nothing: it waits. */
  decided?: { verdict: 'approved' | 'rejected'; note: string }
}

const ASKED: readonly Asked[] = [
  { kind: 'waiver', percent: '30', reason: '公共水管漏水，两周无法正常居住，业主要求减免' },
  { kind: 'write-off', percent: null, reason: '业主去世，继承人放弃继承，欠费无法收回' },
  {
    ...{ kind: 'waiver', percent: '50', reason: '电梯停运一个月，按公告减免' },
    decided: { verdict: 'approved', note: '同意，按公告执行' },
  },
  {
    ...{ kind: 'waiver', percent: '100', reason: '业主称没有住过，要求全免' },
    decided: { verdict: 'rejected', note: '空置请走空置优惠申请，不能全免' },
  },
]

/** Waivers and a write-off of earlier months, all approved. */
const EARLIER = [
  { monthsAgo: 10, kind: 'waiver', percent: '20', reason: '楼上漏水影响居住，协商减免' },
  { monthsAgo: 7, kind: 'write-off', percent: null, reason: '开发商遗留欠费，法院裁定终结执行' },
  { monthsAgo: 4, kind: 'waiver', percent: '50', reason: '低保家庭，按街道证明减免' },
] as const

/** Overdue bills of homes, the oldest first, in an order that holds: two that are due on one day come by room and item, not by their ids. */
async function overdueHomes(ground: DemoGround, manager: Actor, communityId: string) {
  const { items } = await call(ground, billing.listBills, manager, {
    ...{ communityId, state: 'issued', settlement: 'overdue', limit: 200 },
  })
  const order = (bill: (typeof items)[number]) => `${bill.dueOn} ${bill.premisesLabel} ${bill.itemName}`
  return items
    .filter(bill => bill.premisesLabel.endsWith('室'))
    .toSorted((one, other) => (order(one) < order(other) ? -1 : order(one) > order(other) ? 1 : 0))
}

/** Puts them on the agenda; what was asked already is left alone. */
export function planWaivers(
  ground: DemoGround,
  agenda: Agenda,
  calendar: Calendar,
  { cashier, manager, admin, communityId }: { cashier: Actor; manager: Actor; admin: Actor; communityId: string },
  changed: Set<string>,
): void {
  for (const [place, { monthsAgo, ...wish }] of EARLIER.entries()) {
    const at = calendar.at(`${calendar.month(-monthsAgo)}-14`, 0.45)
    const id = demoId(tenantOf(manager), `${communityId} waiver of ${monthsAgo} months ago`, at)
    agenda.add(at, async () => {
      const known = await call(ground, billing.listWaivers, manager, { communityId, limit: 100 })
      const isThere = known.items.some(one => one.id === id)
      const request = await askOnce(ground, manager, { id, isThere }, async () => {
        const bill = (await overdueHomes(ground, manager, communityId))[place]
        if (!bill) return { requestId: null }
        changed.add(bill.id)
        return call(ground, billing.askWaiver, cashier, {
          ...{ id, premisesId: bill.premisesId, billIds: [bill.id], scope: 'principal', amountFen: null, photoIds: [] },
          ...wish,
        })
      })
      if (request) await approveWholly(ground, request, [manager, admin], '同意')
    })
  }
}

const DISPUTED = [
  { reason: '房屋面积与产权证不一致，要求按产权证重新计算', answer: null },
  { reason: '这个月电梯停运，不应全额收费', answer: '已核对停运记录，按公告减免一半' },
]

/** The cashier has asked for waivers, some decided; the front desk has recorded two disputes, one of them answered. */
export async function askAndDispute(
  ground: DemoGround,
  { cashier, manager }: { cashier: Actor; manager: Actor },
  communityId: string,
  calendar: Calendar,
): Promise<void> {
  // One moment for all: the log of what was done never goes back in time.
  setClock(calendar.endsAt)
  const overdue = await overdueHomes(ground, manager, communityId)
  const homes = [...new Map(overdue.map(bill => [bill.premisesId, bill])).values()]
  const id = (name: string, at: Date) => demoId(tenantOf(manager), `${communityId} ${name}`, at)
  const asked = await call(ground, billing.listWaivers, manager, { communityId, limit: 200 })
  const disputes = await call(ground, billing.listDisputes, manager, { communityId, limit: 200 })
  const known = new Set([...asked.items, ...disputes.items].map(one => one.id))
  const answered = new Set(disputes.items.flatMap(one => (one.state === 'open' ? [] : [one.id])))
  for (const [index, { decided, ...wish }] of ASKED.entries()) {
    const bill = homes[index]
    if (!bill) break
    const at = calendar.at(calendar.dayAgo(index + 1), 0.4)
    const waiverId = id(`waiver ${index}`, at)
    const request = await askOnce(ground, manager, { id: waiverId, isThere: known.has(waiverId) }, () =>
      call(ground, billing.askWaiver, cashier, {
        ...{ id: waiverId, premisesId: bill.premisesId, billIds: [bill.id], scope: 'principal' },
        ...{ amountFen: null, photoIds: [], ...wish },
      }),
    )
    if (!request || !decided) continue
    const { verdict, note } = decided
    if (verdict === 'approved') await call(ground, approvals.approveRequest, manager, { ...request, note })
    else await call(ground, approvals.rejectRequest, manager, { ...request, reason: note })
  }
  for (const [index, { reason, answer }] of DISPUTED.entries()) {
    const bill = homes[ASKED.length + index]
    if (!bill) break
    const at = calendar.at(calendar.dayAgo(index + 2), 0.5)
    const disputeId = id(`dispute ${index}`, at)
    if (!known.has(disputeId))
      await call(ground, billing.openDispute, cashier, {
        ...{ id: disputeId, billId: bill.id, lineId: null, reason, photoIds: [] },
      })
    if (answer && !answered.has(disputeId))
      await call(ground, billing.answerDispute, manager, { disputeId, outcome: 'upheld', remedy: 'waive', answer })
  }
}
