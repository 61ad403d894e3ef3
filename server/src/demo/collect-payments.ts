import { billing as contract } from '@anju/contract'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { today } from '../platform/clock.ts'
import { drawer, type Tx } from '../platform/db.ts'
import { addDays, type CivilDate, type CivilMonth, monthRange } from '../platform/period.ts'
import type { Agenda } from './agenda.ts'
import { type Calendar, isSunday } from './calendar.ts'
import { type CashQueue, takenPayments } from './cash-queue.ts'
import { chanceOf, shuffled } from './chance.ts'
import type { HabitWeights } from './community-plan.ts'
import { callWithin } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'
import { payDayOf } from './pay-day.ts'

const published = drawer('platform')

export interface CashDesk {
  queue: CashQueue
  communityId: string
  /** By the id of the premises. */
  habits: Map<string, HabitWeights>
  /** Premises whose lateness costs something. */
  penalised: ReadonlySet<string>
  /** At least so many payments on the last day. */
  paymentsToday: number
  /** By which cards are charged, the usual one first. */
  channelIds: readonly string[]
}

interface Bill {
  id: string
  premisesId: string
  label: string
  openFen: bigint
  /** The day after which lateness may cost something. */
  dueOn: CivilDate
}

/** What a household pays at one time. */
interface Visit {
  premisesId: string
  label: string
  on: CivilDate
  bills: Bill[]
  partly: boolean
}

export interface Collecting {
  /** Plans who pays the bills of a month when; ask when they are issued. */
  planMonth(month: CivilMonth): Promise<void>
  /** Lets some who had planned to pay in the next days come on the last day; ask after the last month. */
  planToday(): void
}

/** Puts on the agenda that households come and pay; payments that were taken already are left alone. */
export async function planPayments(
  ground: DemoGround,
  agenda: Agenda,
  calendar: Calendar,
  desk: CashDesk,
): Promise<Collecting> {
  const taken = await takenPayments(ground, desk.communityId)
  const planned = new Map<string, Visit>()
  const undecided = new Map<string, Visit>()
  const schedule = (visit: Visit) => {
    const at = calendar.at(visit.on, chanceOf(visit.label, visit.on, 'comes').between(60, 980) / 1000)
    const id = demoId(tenantOf(ground.actor), `${visit.premisesId} pays on ${visit.on}`, at)
    if (!taken.has(id)) agenda.addTo(desk.queue.desk, at, tx => takePayment(tx, desk, id, visit))
  }
  return {
    planMonth: async month => {
      for (const bill of await openBills(ground, desk.communityId, month)) {
        const habits = desk.habits.get(bill.premisesId)
        if (!habits) continue
        const { on: wish, partly } = payDayOf(bill.label, habits, `${month}-01`, calendar.lastDay)
        if (wish === null) continue
        const on = isSunday(wish) ? addDays(wish, 1) : wish
        const visits = on > calendar.lastDay ? undecided : planned
        const key = `${bill.premisesId} ${on}`
        const visit = visits.get(key)
        if (visit) visit.bills.push(bill)
        else {
          const { premisesId, label } = bill
          const opened = { premisesId, label, on, bills: [bill], partly }
          visits.set(key, opened)
          if (visits === planned) schedule(opened)
        }
      }
    },
    planToday: () => {
      const here = new Set(
        [...planned.values()].flatMap(visit => (visit.on === calendar.lastDay ? visit.premisesId : [])),
      )
      // A household comes once, for everything.
      const others = [...Map.groupBy(undecided.values(), visit => visit.premisesId)].flatMap(
        ([id, [first, ...more]]) =>
          first && !here.has(id) ? { ...first, bills: [first, ...more].flatMap(visit => visit.bills) } : [],
      )
      for (const visit of shuffled(others, 'today').slice(0, Math.max(0, desk.paymentsToday - here.size)))
        schedule({ ...visit, on: calendar.lastDay, partly: false })
    },
  }
}

/** The open bills that a month's run made, deposits apart, in an order that holds. */
async function openBills({ actor, run }: DemoGround, communityId: string, month: CivilMonth): Promise<Bill[]> {
  const { from, to } = monthRange(month)
  const rows = await run(tx =>
    published(tx)
      .selectFrom('billing.publicBill as b')
      .innerJoin('registry.publicPremises as p', join =>
        join.onRef('p.tenantId', '=', 'b.tenantId').onRef('p.id', '=', 'b.premisesId'),
      )
      .select(['b.id', 'b.premisesId', 'b.amountFen', 'b.settledFen', 'b.dueOn', 'p.label'])
      .where('b.tenantId', '=', tenantOf(actor))
      .where('b.communityId', '=', communityId)
      .where('b.state', '=', 'issued')
      .where('b.kind', '=', 'charge')
      .where('b.treatment', '<>', 'deposit')
      .where('b.billingOn', '>=', from)
      .where('b.billingOn', '<=', to)
      .orderBy('p.label')
      .orderBy('b.itemName')
      .execute(),
  )
  return rows
    .map(({ amountFen, settledFen, ...row }) => ({ ...row, openFen: amountFen - settledFen }))
    .filter(bill => bill.openFen > 0n)
}

/** So many pay what they owe, and not what its lateness costs. */
const REFUSES = 0.2
const METHODS = { transfer: 44, pos: 31, cash: 25 } as const
const ONE_YUAN = 100n
const HUNDRED_YUAN = 10_000n

async function takePayment(
  tx: Tx,
  { queue, penalised, channelIds }: CashDesk,
  id: string,
  planned: Visit,
): Promise<void> {
  const { cashier, changed } = queue
  if (planned.bills.some(bill => changed.has(bill.id))) await lookAgain(tx, planned.bills)
  const visit = { ...planned, bills: planned.bills.filter(bill => bill.openFen > 0n) }
  if (visit.bills.length === 0) return
  const chance = chanceOf(visit.label, visit.on, 'pays by')
  const openFen = visit.bills.reduce((sum, bill) => sum + bill.openFen, 0n)
  const halfFen = (openFen / 2n / HUNDRED_YUAN) * HUNDRED_YUAN
  const partly = visit.partly && halfFen > 0n
  const method = chance.weighted(METHODS)
  const pays = !partly && penalised.has(visit.premisesId) && chance.share() >= REFUSES
  const penaltyFen = pays ? await penaltyOf(tx, cashier, visit) : 0n
  const wholeFen = partly ? halfFen : openFen + penaltyFen
  // Who pays wholly in notes is let off the coins now and then.
  const roundsOff =
    method === 'cash' && !partly && wholeFen > ONE_YUAN && wholeFen % ONE_YUAN > 0n && chance.share() < 0.5
  const amountFen = roundsOff ? wholeFen - (wholeFen % ONE_YUAN) : wholeFen
  await callWithin(tx, contract.collect, cashier, {
    ...{ id, premisesId: visit.premisesId, billIds: visit.bills.map(bill => bill.id), amountFen, method },
    ...(penaltyFen > 0n ? { withPenalty: true } : {}),
    ...(roundsOff ? { roundOff: 'jiao' } : {}),
    ...(method === 'cash' ? { tenderedFen: roundedUp(amountFen) } : {}),
    // What stands on the slip of the card terminal.
    ...(method === 'pos' ? { reference: id.replaceAll('-', '').slice(-10).toUpperCase() } : {}),
    ...(method === 'pos' ? channelOf(visit, channelIds) : {}),
    ...(partly
      ? { remark: '先交一部分，余款下月补齐' }
      : method === 'transfer' && chance.share() < 0.3
        ? { remark: `网银转账 ${visit.label}` }
        : {}),
  })
}

const SCANS = 0.3

/** Most cards are drawn through the terminal, some telephones are scanned. */
function channelOf({ label, on }: Visit, [usual, other]: readonly string[]): { channelId?: string } {
  const channelId = chanceOf(label, on, 'by channel').share() < SCANS ? other : usual
  return channelId === undefined ? {} : { channelId }
}

/** The notes a household hands over: whole hundreds of yuan. */
function roundedUp(fen: bigint): bigint {
  return ((fen + HUNDRED_YUAN - 1n) / HUNDRED_YUAN) * HUNDRED_YUAN
}

/** What the lateness of the bills costs that are paid, as the cashier sees it. */
async function penaltyOf(tx: Tx, cashier: Actor, { premisesId, bills }: Visit): Promise<bigint> {
  if (bills.every(bill => bill.dueOn >= today())) return 0n
  const household = await callWithin(tx, contract.readHousehold, cashier, { premisesId })
  const paid = new Set(bills.map(bill => bill.id))
  return household.bills.reduce((sum, bill) => (paid.has(bill.id) ? sum + bill.penaltyFen : sum), 0n)
}

/** What is open of the bills by now. */
async function lookAgain(tx: Tx, bills: readonly Bill[]): Promise<void> {
  const rows = await published(tx)
    .selectFrom('billing.publicBill')
    .select(['id', 'amountFen', 'settledFen'])
    .where('tenantId', '=', tenantOf(tx.actor))
    .where(
      'id',
      'in',
      bills.map(bill => bill.id),
    )
    .execute()
  const open = new Map(rows.map(row => [row.id, row.amountFen - row.settledFen]))
  for (const bill of bills) bill.openFen = open.get(bill.id) ?? 0n
}
