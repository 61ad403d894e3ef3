import { payments as contract } from '@anju/contract'
import type { Actor } from '../platform/actor.ts'
import { newId } from '../platform/ids.ts'
import type { Agenda } from './agenda.ts'
import type { Calendar } from './calendar.ts'
import { call } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'

const DAYS = 45
const MONTHS = 24

const KEPT_FEN = 50_000n
const NOTES = [10_000n, 5_000n, 2_000n, 1_000n, 500n, 100n, 50n, 10n, 5n, 2n, 1n]

interface Desk {
  communityId: string
  cashier: Actor
  /** Takes the late shift of yesterday over. */
  second: Actor
  supervisor: Actor
}

/**
 * The cashiers' drawers: what was taken in cash goes to the bank on the first of each month. In the last weeks each day on which something
 * was taken is closed the morning after, one of them 4.70 short, and what is too much goes to the bank; all but yesterday's are signed off.
 * Yesterday the drawer was handed over to a colleague. Today the shift is open. What is closed already is left alone.
 */
export function planTills(ground: DemoGround, agenda: Agenda, calendar: Calendar, desk: Desk): void {
  for (let steps = -MONTHS; steps <= 0; steps += 1) {
    const day = `${calendar.month(steps)}-01`
    if (day < calendar.dayAgo(DAYS))
      agenda.add(calendar.at(day, 0), () => bankMonth(ground, desk, calendar.month(steps)))
  }
  for (let ago = DAYS; ago >= 1; ago -= 1) {
    const day = calendar.dayAgo(ago)
    const morning = calendar.dayAgo(ago - 1)
    agenda.add(calendar.at(morning, 0), () =>
      beginDay(ground, desk, { day, morning, lastDay: calendar.lastDay, short: ago === 9 ? 470n : 0n }),
    )
    if (ago === 1) planHandOver(ground, agenda, calendar, desk, day)
    if (ago > 1) agenda.add(calendar.at(morning, 0.4), () => signDay(ground, desk, day))
  }
}

/** The shift of a day goes to the colleague in the afternoon, counted by both; the colleague's day is closed the morning after. */
function planHandOver(ground: DemoGround, agenda: Agenda, calendar: Calendar, desk: Desk, day: string): void {
  const { communityId, cashier, second } = desk
  agenda.add(calendar.at(day, 0.02), async () => {
    const { shift, sums } = await call(ground, contract.readMyTill, cashier, { communityId })
    if (!shift) await call(ground, contract.openShift, cashier, { id: newId(), communityId, floatFen: sums.dueFen })
  })
  agenda.add(calendar.at(day, 0.75), async () => {
    const { shift, sums } = await call(ground, contract.readMyTill, cashier, { communityId })
    const other = await call(ground, contract.readMyTill, second, { communityId })
    if (!shift || other.shift) return
    const handOver = { id: newId(), communityId, toId: second.id ?? '', countedFen: sums.dueFen, note: '交晚班' }
    const { id } = await call(ground, contract.handOverShift, cashier, handOver)
    const taken = { handOverId: id, shiftId: newId(), countedFen: sums.dueFen }
    await call(ground, contract.acceptHandOver, second, taken)
  })
  agenda.add(calendar.at(calendar.lastDay, 0.001), () =>
    beginDay(ground, { ...desk, cashier: second }, { day, morning: calendar.lastDay, lastDay: '', short: 0n }),
  )
}

/** Yesterday is closed, a shift is opened, cash goes to the bank. */
async function beginDay(
  ground: DemoGround,
  { communityId, cashier, second }: Desk,
  { day, morning, lastDay, short }: { day: string; morning: string; lastDay: string; short: bigint },
): Promise<void> {
  const before = await call(ground, contract.readMyTill, cashier, { communityId, day })
  const missing = before.sums.dueFen > short ? short : 0n
  const idle = before.methods.length === 0 && before.movements.length === 0
  if (!before.closed && !idle) {
    const countedFen = before.sums.dueFen - missing
    const note = missing > 0n ? '找零差错' : undefined
    const counted = { denominations: notesOf(countedFen), countedFen, methods: [], note }
    await call(ground, contract.closeDay, cashier, { id: newId(), communityId, day, ...counted })
  }
  const today = await call(ground, contract.readMyTill, cashier, { communityId })
  if (today.shift || today.movements.length > 0) return
  if (morning === lastDay)
    await call(ground, contract.openShift, cashier, { id: newId(), communityId, floatFen: today.sums.dueFen })
  const amountFen = today.sums.dueFen - KEPT_FEN
  if (amountFen <= 0n) return
  const slip = {
    bank: '工商银行阳光支行',
    slipNumber: `JK${morning.replaceAll('-', '')}${cashier.name === second.name ? 'B' : ''}`,
  }
  await call(ground, contract.depositCash, cashier, { id: newId(), communityId, amountFen, ...slip })
}

/** What both cashiers took in cash in the months before goes to the bank, but for the float. */
async function bankMonth(ground: DemoGround, { communityId, cashier, second }: Desk, month: string): Promise<void> {
  for (const who of [cashier, second]) {
    const { sums, movements } = await call(ground, contract.readMyTill, who, { communityId })
    const amountFen = sums.dueFen - KEPT_FEN
    if (amountFen <= 0n || movements.length > 0) continue
    const slipNumber = `JY${month.replace('-', '')}${who === second ? 'B' : ''}`
    const slip = { id: newId(), communityId, amountFen, bank: '工商银行阳光支行', slipNumber }
    await call(ground, contract.depositCash, who, slip)
  }
}

async function signDay(ground: DemoGround, { communityId, supervisor }: Desk, day: string): Promise<void> {
  const { items } = await call(ground, contract.listDayCloses, supervisor, {
    ...{ communityId, from: day, to: day, state: 'waiting', limit: 10 },
  })
  for (const { id } of items) await call(ground, contract.signDayClose, supervisor, { dayCloseId: id })
}

/** An amount in notes and coins, the largest first. */
function notesOf(fen: bigint): Record<string, number> {
  let left = fen
  const pieces: [string, number][] = []
  for (const value of NOTES) {
    if (left >= value) pieces.push([String(value), Number(left / value)])
    left %= value
  }
  return Object.fromEntries(pieces)
}
