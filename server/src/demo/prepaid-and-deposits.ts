import { billing as contract } from '@anju/contract'
import { assignRules } from '../billing/index.ts'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { drawer } from '../platform/db.ts'
import type { CivilDate } from '../platform/period.ts'
import { premisesKey } from '../registry/index.ts'
import type { Agenda } from './agenda.ts'
import type { Calendar } from './calendar.ts'
import { shuffled } from './chance.ts'
import type { CommunityPlan } from './community-plan.ts'
import { approveWholly, askOnce, call } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'
import { aheadOf } from './pay-ahead.ts'

const published = drawer('platform')

export interface MoneyDesk {
  communityId: string
  cashier: Actor
  manager: Actor
  /** Approves what is large, after the manager. */
  admin: Actor
  premises: ReadonlyMap<string, string>
}

/** Who pays ahead: so many months ago, so much, for one item only or for all. The first home is that of the sign-in page. */
const AHEAD = [
  { monthsAgo: 1, amountFen: 20_000n, itemName: '水费' },
  { monthsAgo: 20, amountFen: 600_000n, itemName: null },
  { monthsAgo: 15, amountFen: 300_000n, itemName: '物业费' },
  { monthsAgo: 12, amountFen: 400_000n, itemName: null },
  { monthsAgo: 9, amountFen: 180_000n, itemName: '物业费' },
  { monthsAgo: 8, amountFen: 50_000n, itemName: '公共能耗费' },
  { monthsAgo: 6, amountFen: 250_000n, itemName: null },
  { monthsAgo: 4, amountFen: 100_000n, itemName: '物业费' },
  { monthsAgo: 2, amountFen: 200_000n, itemName: null },
] as const

const FIRST_HOME = '1/1//101'

/** Homes of the second to fourth house, or of the only one, in an order that holds. */
function otherHomes(plan: CommunityPlan, key: string): string[] {
  const houses = plan.buildings.length > 1 ? ['2', '3', '4'] : ['1']
  const homes = plan.premises.filter(
    ({ place, occupants }) =>
      place.use === 'residential' &&
      place.state === 'occupied' &&
      houses.includes(place.buildingCode ?? '') &&
      occupants.length > 0,
  )
  return shuffled(
    homes.map(({ place }) => premisesKey(place)),
    plan.code,
    key,
  )
}

/** Households pay ahead, generally or for one item; the bill runs after it are paid from that. */
export async function planPrepaid(
  ground: DemoGround,
  agenda: Agenda,
  calendar: Calendar,
  plan: CommunityPlan,
  { cashier, premises }: MoneyDesk,
): Promise<void> {
  const homes = [FIRST_HOME, ...otherHomes(plan, 'ahead')]
  const { items } = await call(ground, contract.listItems, cashier, { limit: 200 })
  for (const [place, { monthsAgo, amountFen, itemName }] of AHEAD.entries()) {
    const premisesId = premises.get(homes[place] ?? '')
    if (!premisesId) continue
    const day = `${calendar.month(-monthsAgo)}-16`
    const at = calendar.at(day < calendar.lastDay ? day : calendar.lastDay, 0.31)
    const id = demoId(tenantOf(ground.actor), `${premisesId} pays ahead`, at)
    const item = items.find(one => one.name === itemName)
    agenda.add(at, async () => {
      if (await isPaid(ground, id)) return
      await call(ground, contract.collect, cashier, {
        ...{
          id,
          premisesId,
          billIds: [],
          amountFen,
          method: 'transfer',
          overpayment: 'prepay',
          reference: `YC${day.replaceAll('-', '')}`,
        },
        ...(item ? { prepayItemId: item.id } : {}),
        remark: item ? `预存${item.name}` : '预存，自动冲抵',
      })
    })
  }
}

async function isPaid({ actor, run }: DemoGround, id: string): Promise<boolean> {
  const row = await run(tx =>
    published(tx)
      .selectFrom('payments.publicPayment')
      .select('id')
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', id)
      .executeTakeFirst(),
  )
  return row !== undefined
}

/** What became of a deposit: still held, given back, given back less the damage, or asked for and waiting. */
const DEPOSITS = [
  { monthsAgo: 14, end: 'returned' },
  { monthsAgo: 11, end: 'damaged' },
  { monthsAgo: 7, end: 'asked' },
  { monthsAgo: 4, end: 'held' },
  { monthsAgo: 3, end: 'held' },
  { monthsAgo: 1, end: 'held' },
] as const
const MONTHS_HELD = 4
const DAMAGE_FEN = 35_000n

type Deposit = (typeof DEPOSITS)[number] & { premisesId: string; label: string }

/** Who decorates pays a deposit with the run of the month, and gets it back after the inspection. */
export async function planDeposits(
  ground: DemoGround,
  agenda: Agenda,
  calendar: Calendar,
  plan: CommunityPlan,
  desk: MoneyDesk,
): Promise<void> {
  const { communityId, manager, premises } = desk
  const { items: rules } = await call(ground, contract.listRules, manager, { communityId, limit: 100 })
  const ruleId = rules.find(rule => rule.code === 'YJ')?.id ?? ''
  // Of money paid ahead in general a deposit would take its part.
  const ahead = new Set((await aheadOf(ground, plan, desk)).map(({ place }) => premisesKey(place)))
  const homes = otherHomes(plan, 'decorates').filter(key => !ahead.has(key))
  const deposits = DEPOSITS.flatMap((deposit, place): Deposit[] => {
    const label = homes[place] ?? ''
    const premisesId = premises.get(label)
    return premisesId ? [{ ...deposit, premisesId, label }] : []
  })
  await ground.run(tx =>
    assignRules(
      tx,
      manager,
      deposits.map(({ premisesId, monthsAgo }) => ({
        ruleId,
        premisesId,
        startsOn: `${calendar.month(-monthsAgo)}-01`,
      })),
    ),
  )
  for (const deposit of deposits) {
    const paid = calendar.at(`${calendar.month(-deposit.monthsAgo)}-02`, 0.33)
    agenda.add(paid, () => payDeposit(ground, desk, deposit, paid))
    if (deposit.end === 'held') continue
    const inspected: CivilDate = `${calendar.month(MONTHS_HELD - deposit.monthsAgo)}-12`
    const at = calendar.at(inspected < calendar.lastDay ? inspected : calendar.lastDay, 0.42)
    agenda.add(at, () => giveBack(ground, desk, deposit, at))
  }
}

async function payDeposit(
  ground: DemoGround,
  { cashier, communityId }: MoneyDesk,
  { premisesId }: Deposit,
  at: Date,
): Promise<void> {
  const id = demoId(tenantOf(ground.actor), `${premisesId} pays a deposit`, at)
  if (await isPaid(ground, id)) return
  const { items } = await call(ground, contract.listBills, cashier, {
    communityId,
    premisesId,
    state: 'issued',
    limit: 200,
  })
  const bill = items.find(one => one.itemName === '装修押金' && one.settledFen === 0n)
  if (!bill) return
  await call(ground, contract.collect, cashier, {
    ...{ id, premisesId, billIds: [bill.id], amountFen: bill.amountFen, method: 'pos', remark: '装修押金' },
  })
}

const ENDS = {
  returned: { deductFen: 0n, reason: '装修验收合格，押金全额退还' },
  damaged: { deductFen: DAMAGE_FEN, reason: '楼道墙面损坏，扣修复费用后退还' },
  asked: { deductFen: 0n, reason: '装修验收合格，申请退押金' },
} as const

async function giveBack(ground: DemoGround, desk: MoneyDesk, { premisesId, end }: Deposit, at: Date): Promise<void> {
  const { cashier, manager, admin, communityId } = desk
  if (end === 'held') return
  const { items } = await call(ground, contract.listDeposits, cashier, { communityId, premisesId, limit: 10 })
  const deposit = items[0]
  if (!deposit || deposit.heldFen === 0n) return
  const { deductFen, reason } = ENDS[end]
  const id = demoId(tenantOf(ground.actor), `${premisesId} gets the deposit back`, at)
  const known = await call(ground, contract.listRefunds, cashier, { communityId, limit: 200 })
  const isThere = known.items.some(one => one.id === id)
  const request = await askOnce(ground, manager, { id, isThere }, () =>
    call(ground, contract.askDepositReturn, cashier, {
      ...{ depositId: deposit.id, id, refundFen: deposit.heldFen - deductFen, deductFen, method: 'transfer', reason },
      ...{ payeeName: deposit.payerName ?? '业主', payeeAccount: '6222000000001234567', photoIds: [] },
    }),
  )
  if (request && end !== 'asked') await approveWholly(ground, request, [manager, admin], '验收单已核')
}
