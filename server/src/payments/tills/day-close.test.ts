import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { inboxOf } from '../../../testing/inbox.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import { ensureChart } from '../../ledger/index.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { createCommunity, ensurePremises } from '../../registry/index.ts'
import { journalPage } from '../journal/journal-view.ts'
import { recordPayment } from '../payments/record-payment.ts'
import { acceptHandOver } from './accept-hand-over.ts'
import { closeDay } from './close-day.ts'
import { dayClosePdf } from './day-close-pdf.ts'
import { dayClosePage, readDayClose } from './day-close-view.ts'
import { depositCash } from './deposit-cash.ts'
import { handOverShift } from './hand-over-shift.ts'
import { moveCash, moveDrawerCash } from './move-cash.ts'
import { readMyTill } from './my-till-view.ts'
import { openShift } from './open-shift.ts'
import { signDayClose } from './sign-day-close.ts'
import { countedOf, differenceOf, dueOf } from './till.ts'

let database: TestDatabase
let tenant: Tenant
let cashier: Actor
let other: Actor
let communityId = ''
let premisesId = ''

beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  cashier = await tenant.staff({ name: '李收费' })
  other = await tenant.staff({ name: '王接班' })
  await as(tx => ensureChart(tx, cashier))
})
beforeEach(async () => {
  setClock(new Date('2026-06-10T02:00:00Z'))
  communityId = newId()
  premisesId = await as(makeHome)
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

function as<T>(work: (tx: Tx, actor: Actor) => Promise<T>, actor: Actor = cashier): Promise<T> {
  return inTransaction(database.db, actor, tx => work(tx, actor))
}

async function makeHome(tx: Tx): Promise<string> {
  const code = `C${communityId.slice(-6).toUpperCase()}`
  await createCommunity(tx, cashier, { id: communityId, code, name: `${code}小区`, address: '' })
  const place = { buildingCode: null, unitCode: null, areaCode: '1', code: 'C1', floor: null } as const
  const rest = { use: 'parking', state: 'occupied', layoutCode: null, areaM2: null, innerAreaM2: null } as const
  const { idByKey } = await ensurePremises(tx, cashier, communityId, [{ ...place, ...rest, areaFrom: '2020-01-01' }])
  return [...idByKey.values()][0] ?? ''
}

function pay(amountFen: bigint, method: 'cash' | 'pos' = 'cash', actor = cashier) {
  const line = { itemName: '停车费', periodFrom: null, periodTo: null, words: '', amountFen }
  const input = { id: newId(), premisesId, payerName: '王小明', method, amountFen, tenderedFen: null, remark: null }
  return as(tx => recordPayment(tx, actor, { ...input, lines: [line] }), actor)
}

const open = (floatFen: bigint, actor = cashier, floatReason?: string) =>
  as((tx, me) => openShift(tx, me, { id: newId(), communityId, floatFen, floatReason }), actor)
const till = (actor = cashier) => as((tx, me) => readMyTill(tx, me, { communityId }), actor)
const bank = (amountFen: bigint, slipNumber = newId()) =>
  as((tx, me) => depositCash(tx, me, { id: newId(), communityId, amountFen, bank: '工商银行', slipNumber }))
const refund = (amountFen: bigint) =>
  as((tx, me) =>
    moveDrawerCash(tx, me, { kind: 'refunded', communityId, sourceId: newId(), amountFen, reason: '退款' }),
  )

function close(countedFen: bigint, change: Partial<Parameters<typeof closeDay>[2]> = {}, actor = cashier) {
  const denominations = { '100': Number(countedFen / 100n), '1': Number(countedFen % 100n) }
  const input = { id: newId(), communityId, day: '2026-06-10', denominations, countedFen, methods: [], ...change }
  return as((tx, me) => closeDay(tx, me, input), actor)
}

async function balanceOf(code: string): Promise<bigint> {
  const rows = await asOwner<{ fen: bigint | string }>(
    database,
    'select coalesce(sum(amount_fen), 0)::text as fen from ledger.posting where community_id = $1 and account_code = $2',
    [communityId, code],
  )
  return BigInt(rows[0]?.fen ?? 0)
}

describe('E71', () => {
  it('E71: 500 + 1254.70 − 200 − 1000 = 554.70; counted 550.00: 4.70 short, posted', async () => {
    const cash = {
      floatFen: 500_00n,
      takenFen: 1254_70n,
      inFen: 0n,
      refundedFen: 200_00n,
      outFen: 0n,
      bankedFen: 1000_00n,
    }
    expect([dueOf(cash), differenceOf(cash, 550_00n)]).toEqual([554_70n, -4_70n])
    await open(500_00n)
    await pay(1000_00n)
    await pay(254_70n)
    await refund(200_00n)
    await bank(1000_00n)
    expect((await till()).sums).toEqual({ ...cash, dueFen: 554_70n })
    await expect(close(550_00n)).rejects.toMatchObject({ code: 'payments.difference_unexplained' })
    expect(await close(550_00n, { note: '找零差错' })).toMatchObject({ dueFen: 554_70n, differenceFen: -4_70n })
    expect(await balanceOf('6711')).toBe(4_70n)
    // The bank's own entry, and the shortage; the payments are the caller's to post.
    expect([await balanceOf('1002'), await balanceOf('1221'), await balanceOf('1001')]).toEqual([
      ...[1000_00n, -500_00n],
      500_00n - 1004_70n,
    ])
    expect((await till()).closed).toBe(true)
  })
})

describe('after the close', () => {
  it('nothing of that day changes: no payment, no cash, no shift, and the row itself neither', async () => {
    await open(100_00n)
    const { id } = await close(100_00n)
    const closed = { code: 'payments.day_closed' }
    await expect(pay(1_00n)).rejects.toMatchObject(closed)
    await expect(open(0n, cashier, '再开')).rejects.toMatchObject(closed)
    await expect(
      as((tx, me) => moveCash(tx, me, { id: newId(), communityId, kind: 'in', amountFen: 1n, reason: '补' })),
    ).rejects.toMatchObject(closed)
    await expect(bank(1_00n)).rejects.toMatchObject(closed)
    await expect(close(100_00n)).rejects.toMatchObject(closed)
    await expect(
      asOwner(database, `update payments.day_close set counted_fen = 1 where id = $1`, [id]),
    ).rejects.toThrow(/append-only/)
    // Another cashier's day goes on, and so does the next day with what was left in the drawer.
    await pay(1_00n, 'cash', other)
    setClock(new Date('2026-06-11T02:00:00Z'))
    expect(await till()).toMatchObject({ carriedFen: 100_00n, closed: false, unclosedDay: null })
    await expect(open(90_00n)).rejects.toMatchObject({ code: 'payments.float_differs' })
    await open(90_00n, cashier, '夜里少 10 元')
    expect(await balanceOf('6711')).toBe(10_00n)
    await pay(5_00n)
    await expect(close(95_00n, { day: '2026-06-12' })).rejects.toMatchObject({ code: 'payments.day_not_come' })
    expect(await close(95_00n, { day: '2026-06-11' })).toMatchObject({ differenceFen: 0n })
  })

  it('a payment that is being taken ends before the close counts it', async () => {
    await open(0n)
    const slow = as(async tx => {
      const line = { itemName: '停车费', periodFrom: null, periodTo: null, words: '', amountFen: 7_00n }
      const input = {
        id: newId(),
        premisesId,
        payerName: '慢',
        method: 'cash' as const,
        amountFen: 7_00n,
        tenderedFen: null,
        remark: null,
      }
      await recordPayment(tx, cashier, { ...input, lines: [line] })
      await new Promise(done => setTimeout(done, 300))
    })
    await new Promise(done => setTimeout(done, 100))
    expect(await close(7_00n)).toMatchObject({ dueFen: 7_00n, differenceFen: 0n })
    await slow
  })

  it('days are closed in their order', async () => {
    await open(10_00n)
    setClock(new Date('2026-06-11T02:00:00Z'))
    expect((await till()).unclosedDay).toBe('2026-06-10')
    await expect(close(10_00n, { day: '2026-06-11' })).rejects.toMatchObject({ code: 'payments.earlier_day_open' })
    await close(10_00n)
    await close(10_00n, { day: '2026-06-11' })
  })
})

describe('a shift that is opened later in the day', () => {
  it('does not count twice what was taken before it', async () => {
    await pay(30_00n)
    await expect(open(20_00n)).rejects.toMatchObject({ code: 'payments.float_differs' })
    await open(130_00n, cashier, '领备用金 100 元')
    await pay(5_00n)
    expect((await till()).sums).toMatchObject({ floatFen: 100_00n, takenFen: 35_00n, dueFen: 135_00n })
    expect(await close(135_00n)).toMatchObject({ differenceFen: 0n })
  })
})

/** What `verify` compares: 1001 with the drawers and what is on its way. The payments are the caller's to post. */
async function drawers() {
  const [row] = await asOwner<Record<'drawer' | 'transit', bigint | string>>(
    database,
    `select coalesce(sum(amount_fen) filter (where part = 'drawer'), 0)::text as drawer,
      coalesce(sum(amount_fen) filter (where part = 'transit'), 0)::text as transit
     from payments.public_drawer_cash where community_id = $1`,
    [communityId],
  )
  const [paid] = await asOwner<{ fen: string }>(
    database,
    "select coalesce(sum(amount_fen), 0)::text as fen from payments.payment where community_id = $1 and method = 'cash'",
    [communityId],
  )
  const [drawer, transit] = [BigInt(row?.drawer ?? 0), BigInt(row?.transit ?? 0)]
  return { drawer, transit, missing: drawer + transit - BigInt(paid?.fen ?? 0) - (await balanceOf('1001')) }
}

describe('1001 is what the drawers should hold and what is in transit', () => {
  const move = (kind: 'in' | 'out', amountFen: bigint) =>
    as((tx, me) => moveCash(tx, me, { id: newId(), communityId, kind, amountFen, reason: '零钱' }))

  it('through floats, movements, hand-overs, short and over, banking and a night', async () => {
    // What is said to be handed out and is not there is missing.
    const first = { id: newId(), communityId, floatFen: 90_00n, issuedFen: 100_00n }
    await expect(as((tx, me) => openShift(tx, me, first))).rejects.toMatchObject({ code: 'payments.float_differs' })
    await open(100_00n)
    await pay(30_00n)
    await move('in', 20_00n)
    await move('out', 5_00n)
    expect([await balanceOf('1221'), await balanceOf('1001')]).toEqual([-115_00n, 115_00n])
    expect(await drawers()).toEqual({ drawer: 145_00n, transit: 0n, missing: 0n })
    const handOverId = newId()
    await as((tx, me) =>
      handOverShift(tx, me, { id: handOverId, communityId, toId: other.id ?? '', countedFen: 144_00n }),
    )
    expect(await drawers()).toEqual({ drawer: 1_00n, transit: 144_00n, missing: 0n })
    await as((tx, me) => acceptHandOver(tx, me, { handOverId, shiftId: newId(), countedFen: 144_00n }), other)
    // A second shift of the day: what is newly handed out is said, anything else needs a reason.
    await expect(open(50_00n)).rejects.toMatchObject({ code: 'payments.float_differs' })
    const again = { id: newId(), communityId, floatFen: 52_00n, issuedFen: 50_00n, floatReason: '另领 50 元，多 1 元' }
    expect(await as((tx, me) => openShift(tx, me, again))).toMatchObject({ issuedFen: 50_00n, differenceFen: 1_00n })
    expect([await balanceOf('1221'), await balanceOf('6301')]).toEqual([-165_00n, -1_00n])
    expect(await drawers()).toEqual({ drawer: 196_00n, transit: 0n, missing: 0n })
    await close(52_00n)
    await close(144_00n, {}, other)
    setClock(new Date('2026-06-11T02:00:00Z'))
    // Who takes over with cash of yesterday in the drawer has both.
    await open(52_00n)
    const morning = { id: newId(), communityId, toId: other.id ?? '', countedFen: 52_00n }
    await as((tx, me) => handOverShift(tx, me, morning))
    await as(
      (tx, me) => acceptHandOver(tx, me, { handOverId: morning.id, shiftId: newId(), countedFen: 52_00n }),
      other,
    )
    expect((await till(other)).sums.dueFen).toBe(196_00n)
    expect(await drawers()).toEqual({ drawer: 196_00n, transit: 0n, missing: 0n })
    // A posting that is missing shows.
    await asOwner(database, 'alter table payments.cash_movement disable trigger user')
    await asOwner(
      database,
      "update payments.cash_movement set amount_fen = amount_fen + 7 where kind = 'in' and community_id = $1",
      [communityId],
    )
    await asOwner(database, 'alter table payments.cash_movement enable trigger user')
    expect((await drawers()).missing).toBe(7n)
  })

  it('what was taken before the first shift is carried until it is banked, and no shift begins before earlier days are closed', async () => {
    await pay(30_00n)
    setClock(new Date('2026-06-12T02:00:00Z'))
    expect(await till()).toMatchObject({ carriedFen: 30_00n, sums: { dueFen: 30_00n } })
    await bank(20_00n)
    expect((await till()).sums.dueFen).toBe(10_00n)
    await pay(5_00n)
    setClock(new Date('2026-06-13T02:00:00Z'))
    expect((await till()).sums.dueFen).toBe(15_00n)
    await expect(open(14_00n)).rejects.toMatchObject({ code: 'payments.float_differs' })
    await open(15_00n)
    setClock(new Date('2026-06-14T02:00:00Z'))
    await expect(open(15_00n)).rejects.toMatchObject({ code: 'payments.shift_open' })
    await as((tx, me) => handOverShift(tx, me, { id: newId(), communityId, toId: other.id ?? '', countedFen: 0n }))
    await expect(open(15_00n)).rejects.toMatchObject({
      code: 'payments.earlier_day_open',
      params: { day: '2026-06-13' },
    })
    expect(await drawers()).toEqual({ drawer: 15_00n, transit: 0n, missing: 0n })
  })
})

describe('a hand-over', () => {
  it('moves the counted cash to the next cashier, once; what is missing stays with the first', async () => {
    await open(100_00n)
    await pay(50_00n)
    const handOverId = newId()
    const handOver = { id: handOverId, communityId, toId: other.id ?? '', countedFen: 149_00n }
    expect(await as((tx, me) => handOverShift(tx, me, handOver))).toMatchObject({
      dueFen: 150_00n,
      countedFen: 149_00n,
    })
    await expect(close(0n, { note: '少 1 元' })).rejects.toMatchObject({ code: 'payments.hand_over_waiting' })
    expect(await inboxOf(database, other, handOverId)).toMatchObject([
      { kind: 'hand-over-waiting', read: false, params: { communityId, asker: '李收费', amount: '149.00' } },
    ])
    const accept = (countedFen: bigint) =>
      as((tx, me) => acceptHandOver(tx, me, { handOverId, shiftId: newId(), countedFen }), other)
    expect((await till(other)).incoming).toHaveLength(1)
    await expect(accept(148_00n)).rejects.toMatchObject({ code: 'payments.count_differs' })
    await accept(149_00n)
    expect((await inboxOf(database, other, handOverId)).map(notice => notice.read)).toEqual([true])
    await expect(accept(149_00n)).rejects.toMatchObject({ code: 'payments.hand_over_accepted' })
    expect((await till(other)).sums).toMatchObject({ inFen: 149_00n, dueFen: 149_00n })
    expect(await close(0n, { note: '少 1 元' })).toMatchObject({ dueFen: 1_00n, differenceFen: -1_00n })
    expect(await close(149_00n, {}, other)).toMatchObject({ differenceFen: 0n })
  })
})

describe('the closed day', () => {
  it('is signed off by somebody else, once; its sheet, list and journal say the same', async () => {
    await open(0n)
    await pay(10_00n)
    await pay(20_00n, 'pos')
    await expect(close(10_00n, { methods: [{ method: 'pos', slipsFen: 19_00n }] })).rejects.toMatchObject({
      code: 'payments.difference_unexplained',
    })
    const { id: dayCloseId } = await close(10_00n, { methods: [{ method: 'pos', slipsFen: 20_00n }] })
    // Who may sign is told that it waits; its cashier is not, and neither is who may not, or not here.
    const inbox = (actor: Actor) => inboxOf(database, actor, dayCloseId)
    expect(await inbox(other)).toMatchObject([
      { kind: 'day-close-waiting', read: false, params: { cashier: '李收费', day: '2026-06-10', amount: '10.00' } },
    ])
    const may = { permissions: ['payments.tills.sign'] }
    const strangers = [{ permissions: ['payments.tills.read'] }, { ...may, communityIds: [newId()] }]
    for (const who of [...strangers, { ...may, buildingIds: [newId()] }])
      expect(await inbox(await tenant.staff(who))).toEqual([])
    expect(await inbox(cashier)).toEqual([])
    const sign = (actor: Actor) => as((tx, me) => signDayClose(tx, me, { dayCloseId, note: '核对' }), actor)
    await expect(sign(cashier)).rejects.toMatchObject({ code: 'platform.own_request' })
    expect(await sign(other)).toMatchObject({ signedName: '王接班', receipts: { count: 2, voided: 0 } })
    expect((await inbox(other)).map(notice => notice.read)).toEqual([true])
    await expect(sign(other)).rejects.toMatchObject({ code: 'payments.day_signed' })
    const detail = await as((tx, me) => readDayClose(tx, me, { dayCloseId }))
    const none = { returnedCount: 0, returnedFen: 0n }
    expect(detail.methods).toEqual([
      { method: 'cash', count: 1, amountFen: 10_00n, ...none, netFen: 10_00n, slipsFen: 10_00n },
      { method: 'pos', count: 1, amountFen: 20_00n, ...none, netFen: 20_00n, slipsFen: 20_00n },
    ])
    const pdf = await as((tx, me) => dayClosePdf(tx, me, { dayCloseId }))
    expect(String((pdf.body as Buffer).subarray(0, 5))).toBe('%PDF-')
    const list = await as((tx, me) => dayClosePage(tx, me, { communityId, limit: 10 }))
    expect([list.total, list.sums.takenFen]).toEqual([1, 10_00n])
    const journal = await as((tx, me) => journalPage(tx, me, { communityId, limit: 10 }))
    expect([journal.total, journal.sums.netFen, journal.items.every(row => row.closed)]).toEqual([2, 30_00n, true])
    const alone = await tenant.staff({ permissions: ['payments.collect', 'payments.receipts.read'] })
    expect((await as((tx, me) => dayClosePage(tx, me, { communityId, limit: 10 }), alone)).total).toBe(0)
  })

  it('counts what its notes and coins are worth', async () => {
    expect(countedOf({ '10000': 5, '5000': 1, '10': 3 })).toBe(550_30n)
    await open(0n)
    await expect(close(5_00n, { denominations: { '100': 4 } })).rejects.toMatchObject({
      code: 'payments.count_differs',
    })
    await expect(
      as((tx, me) => moveCash(tx, me, { id: newId(), communityId, kind: 'out', amountFen: 1n, reason: '取' })),
    ).rejects.toMatchObject({ code: 'payments.drawer_too_low' })
  })
})
