import { billing as contract } from '@anju/contract'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { setClock } from '../platform/clock.ts'
import { drawer, inTransaction, type Tx } from '../platform/db.ts'
import { addDays, type CivilDate, type CivilMonth, monthRange } from '../platform/period.ts'
import type { Agenda, Desk } from './agenda.ts'
import { type Calendar, isSunday } from './calendar.ts'
import { chanceOf, shuffled } from './chance.ts'
import type { HabitWeights } from './community-plan.ts'
import { callWithin } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'
import { payDayOf } from './pay-day.ts'

const published = drawer('platform')

export interface CashDesk {
  cashier: Actor
  communityId: string
  /** By the id of the premises. */
  habits: Map<string, HabitWeights>
  /** At least so many payments on the last day. */
  paymentsToday: number
}

interface Bill {
  id: string
  premisesId: string
  label: string
  openFen: bigint
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
  // Who comes one after the other is served in one transaction, each at the own moment.
  const queue: Desk<{ id: string; visit: Visit }> = turns =>
    inTransaction(ground.db, desk.cashier, async tx => {
      for (const { at, turn } of turns) {
        setClock(at)
        await takePayment(tx, desk.cashier, turn.id, turn.visit)
        // Of each its moment, though they are written at the end.
        for (const line of tx.auditLines) line.at ??= at
      }
    })
  const schedule = (visit: Visit) => {
    const at = calendar.at(visit.on, chanceOf(visit.label, visit.on, 'comes').between(60, 980) / 1000)
    const id = demoId(tenantOf(ground.actor), `${visit.premisesId} pays on ${visit.on}`, at)
    if (!taken.has(id)) agenda.addTo(queue, at, { id, visit })
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

async function takenPayments({ actor, run }: DemoGround, communityId: string): Promise<Set<string>> {
  const rows = await run(tx =>
    published(tx)
      .selectFrom('payments.publicPayment')
      .select('id')
      .where('tenantId', '=', tenantOf(actor))
      .where('communityId', '=', communityId)
      .execute(),
  )
  return new Set(rows.map(row => row.id))
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
      .select(['b.id', 'b.premisesId', 'b.amountFen', 'b.settledFen', 'p.label'])
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

const METHODS = { transfer: 44, pos: 31, cash: 25 } as const
const HUNDRED_YUAN = 10_000n

async function takePayment(tx: Tx, cashier: Actor, id: string, visit: Visit): Promise<void> {
  const chance = chanceOf(visit.label, visit.on, 'pays by')
  const openFen = visit.bills.reduce((sum, bill) => sum + bill.openFen, 0n)
  const halfFen = (openFen / 2n / HUNDRED_YUAN) * HUNDRED_YUAN
  const partly = visit.partly && halfFen > 0n
  const amountFen = partly ? halfFen : openFen
  const method = chance.weighted(METHODS)
  await callWithin(tx, contract.collect, cashier, {
    ...{ id, premisesId: visit.premisesId, billIds: visit.bills.map(bill => bill.id), amountFen, method },
    ...(method === 'cash' ? { tenderedFen: roundedUp(amountFen) } : {}),
    ...(partly
      ? { remark: '先交一部分，余款下月补齐' }
      : method === 'transfer' && chance.share() < 0.3
        ? { remark: `网银转账 ${visit.label}` }
        : {}),
  })
}

/** The notes a household hands over: whole hundreds of yuan. */
function roundedUp(fen: bigint): bigint {
  return ((fen + HUNDRED_YUAN - 1n) / HUNDRED_YUAN) * HUNDRED_YUAN
}
