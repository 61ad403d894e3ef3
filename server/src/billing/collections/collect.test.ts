import type { billing as contract, RequestOf } from '@anju/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { makeDoor } from '../../../testing/door.ts'
import { asOwner } from '../../../testing/world.ts'
import { readBalances } from '../../ledger/index.ts'
import { readReceiptById, receiptPage, receiptPdf } from '../../payments/index.ts'
import { countReceiptPrint } from '../../payments/receipts/count-receipt-print.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock, today } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { readPdf } from '../../platform/pdf/read-pdf.ts'
import { addPeople, ensureOccupancies } from '../../registry/index.ts'
import { verifyInvariants } from '../../verify.ts'
import { readArrears } from '../arrears/arrears-view.ts'
import { collect, readBillById } from '../index.ts'
import { type JourneyWorld, makeJourneyWorld, type Room } from '../testing/journey-world.ts'
import { readHousehold } from './household-view.ts'

type Input = RequestOf<typeof contract.collect>

let database: TestDatabase
let world: JourneyWorld
beforeAll(async () => {
  database = await cloneDatabase()
  setClock(new Date('2020-12-15T02:00:00Z'))
  world = await makeJourneyWorld(database)
  await world.bill('2020-06', '2020-12')
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

const household = (room: Room) => world.as((tx, actor) => readHousehold(tx, actor, { premisesId: world.rooms[room] }))

async function openBills(room: Room): Promise<string[]> {
  return (await household(room)).bills.map(bill => bill.id)
}

function take(room: Room, billIds: string[], amountFen: bigint, change: Partial<Input> = {}, actor?: Actor) {
  const input: Input = { id: newId(), premisesId: world.rooms[room], billIds, amountFen, method: 'cash', ...change }
  return world.as((tx, me) => collect(tx, me, input), actor)
}

describe('collect', () => {
  it('takes nothing at the counter of an item that others collect, and says so on the desk', async () => {
    const allow = (channels: string) => asOwner(database, `update billing.charge_item set collected_by = '${channels}'`)
    await allow('{online,bank}')
    const { bills } = await household('1011')
    expect(bills.length > 0 && bills.every(bill => !bill.isAtCounter)).toBe(true)
    const [first] = bills
    await expect(take('1011', [first?.id ?? ''], first?.outstandingFen ?? 0n)).rejects.toMatchObject({
      code: 'billing.not_at_counter',
      params: { itemName: first?.itemName },
    })
    await allow('{counter}')
    expect((await household('1011')).bills.every(bill => bill.isAtCounter)).toBe(true)
    await allow('{counter,online,bank}')
  })

  it('takes a part, then the rest: settles by due date, posts, writes receipts', async () => {
    const before = await household('1011')
    expect([before.outstandingFen, before.overdueFen]).toEqual([2402_52n, 2402_52n])
    const ids = before.bills.map(bill => bill.id)
    const part = await take('1011', ids, 1000_00n, { tenderedFen: 1100_00n, remark: '先交一部分' })
    expect(part).toMatchObject({ amountFen: 1000_00n, changeFen: 100_00n, outstandingFen: 1402_52n })
    expect(part.receiptNumber).toMatch(/^AJHY-2020-\d{6}$/)

    const after = await household('1011')
    // 857.58 of the bill due 06-10 is settled, and 142.42 of the one due 07-10: a month and a part of the next.
    expect(after.bills.map(bill => [bill.dueOn, bill.settledFen])).toEqual([
      ['2020-07-10', 142_42n],
      ['2020-10-10', 0n],
      ['2020-12-10', 0n],
    ])
    expect(after.bills[0]?.lines.map(line => line.settledFen)).toEqual([114_56n, 27_86n, 0n])
    const [payment] = after.payments
    expect(payment).toMatchObject({
      amountFen: 1000_00n,
      receiptNumber: part.receiptNumber,
      cashierName: '李收费',
      paidOn: today(),
    })

    const receipt = await world.as((tx, actor) => readReceiptById(tx, actor, { receiptId: part.receiptId ?? '' }))
    expect(receipt).toMatchObject({
      companyName: '测试物业',
      communityName: '安居花园',
      premisesLabel: '1栋1单元1011室',
      payerName: '业主1011',
      capitalWords: '人民币壹仟元整',
      tenderedFen: 1100_00n,
      changeFen: 100_00n,
      remark: '先交一部分',
      printCount: 0,
    })
    expect(receipt.lines).toEqual([
      {
        itemName: '物业费',
        periodFrom: '2020-06-10',
        periodTo: '2020-12-09',
        words: '94.56㎡ × 1.3元 + 20元 = 142.93元/月 × 6个月',
        amountFen: 857_58n,
      },
      {
        itemName: '物业费',
        periodFrom: '2020-07-10',
        periodTo: '2020-09-09',
        words: '94.56㎡ × 1元 + 20元 = 114.56元/月 × 2个月（应收229.12元，本次收142.42元）',
        amountFen: 142_42n,
      },
    ])

    const rest = await take('1011', await openBills('1011'), 1402_52n, { method: 'transfer' })
    expect(rest).toMatchObject({ changeFen: 0n, outstandingFen: 0n })
    expect(await openBills('1011')).toEqual([])
    const bill = await world.as((tx, actor) => readBillById(tx, actor, { billId: ids[1] ?? '' }))
    expect(
      bill.settlements.map(settlement => [settlement.receiptNumber, settlement.method, settlement.amountFen]),
    ).toEqual([
      [part.receiptNumber, 'cash', 142_42n],
      [rest.receiptNumber, 'transfer', 201_26n],
    ])
    const balances = await world.as((tx, actor) => readBalances(tx, actor, { communityId: world.communityId }))
    expect([balances.get('1001'), balances.get('1002')]).toEqual([1000_00n, 1402_52n])
    expect(
      (await world.as((tx, actor) => readBalances(tx, actor, { premisesId: world.rooms['1011'] }))).get('1122'),
    ).toBe(0n)
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  it('refuses what is not owed, not payable or not handed over', async () => {
    const [first = '', second = ''] = await openBills('1013')
    await expect(take('1013', [first], 343_69n)).rejects.toMatchObject({
      code: 'billing.more_than_owed',
      params: { owedFen: 34368 },
    })
    await expect(take('1013', [first], 100_00n, { tenderedFen: 99_99n })).rejects.toMatchObject({
      code: 'billing.tendered_too_little',
    })
    await expect(take('1013', [first, newId()], 1n)).rejects.toMatchObject({ status: 404 })
    await take('1013', [first], 343_68n)
    const settled = take('1013', [first, second], 1n)
    await expect(settled).rejects.toMatchObject({
      code: 'billing.bill_not_payable',
      params: { billId: first, reason: 'settled' },
    })
    for (const state of ['draft', 'void'] as const) {
      await asOwner(database, 'update billing.bill set state = $2 where id = $1', [second, state])
      await expect(take('1013', [second], 1n)).rejects.toMatchObject({ params: { reason: state } })
    }
    await asOwner(database, `update billing.bill set state = 'issued' where id = $1`, [second])
    expect((await take('1013', [second], 1n, { method: 'pos', tenderedFen: 0n })).changeFen).toBe(0n)
  })

  it('gives the same payment the same answer, and refuses its id to any other', async () => {
    const [first = ''] = await openBills('1021')
    const id = newId()
    const one = await take('1021', [first], 100_00n, { id })
    const again = await take('1021', [first], 100_00n, { id })
    expect(again).toEqual(one)
    await expect(take('1021', [first], 50_00n, { id })).rejects.toMatchObject({ code: 'payments.id_taken' })
    const [other = ''] = await openBills('1012')
    await expect(take('1012', [other], 100_00n, { id })).rejects.toMatchObject({ code: 'payments.id_taken' })
    const twice = newId()
    const answers = await Promise.all([1, 2, 3].map(() => take('1021', [first], 10_00n, { id: twice })))
    expect(new Set(answers.map(answer => answer.receiptNumber)).size).toBe(1)
  })

  it('settles a bill once when 50 pay it at once', async () => {
    const [bill = ''] = await openBills('1014')
    const before = await counter()
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => take('1014', [bill], 857_58n)))
    expect(results.filter(result => result.status === 'fulfilled')).toHaveLength(1)
    const reasons = results.flatMap(result => (result.status === 'rejected' ? [result.reason.code] : []))
    expect(new Set(reasons)).toEqual(new Set(['billing.bill_not_payable']))
    expect(await counter()).toBe(before + 1)
  })

  it('lets two cashiers of one household pass each other, whatever the order of their bills', async () => {
    const ids = await openBills('1014')
    const colleague = await world.tenant.staff({ name: '王收费' })
    const owed = (await household('1014')).outstandingFen
    const attempts = await Promise.allSettled([
      ...Array.from({ length: 8 }, () => take('1014', ids, 20_00n)),
      ...Array.from({ length: 8 }, () => take('1014', ids.toReversed(), 20_00n, {}, colleague)),
    ])
    expect(attempts.filter(attempt => attempt.status === 'rejected')).toEqual([])
    expect((await household('1014')).outstandingFen).toBe(owed - 320_00n)
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  it('numbers receipts without gaps under parallel payments and after a rollback', async () => {
    const before = await counter()
    const rooms: Room[] = ['1012', '1014', '1021']
    const bills = await Promise.all(rooms.map(openBills))
    const failing = world.as(async (tx, actor) => {
      await collect(tx, actor, {
        id: newId(),
        premisesId: world.rooms['1012'],
        billIds: bills[0] ?? [],
        amountFen: 1n,
        method: 'cash',
      })
      throw new Error('printer on fire')
    })
    await Promise.allSettled([
      failing,
      ...rooms.flatMap((room, index) => [1n, 2n, 3n].map(fen => take(room, bills[index] ?? [], fen))),
    ])
    const rows = await asOwner<{ sequence: number; number: string }>(
      database,
      'select sequence, number from payments.receipt where community_id = $1 order by sequence',
      [world.communityId],
    )
    expect(await counter()).toBe(before + 9)
    expect(rows.map(row => row.sequence)).toEqual(rows.map((_, index) => index + 1))
    expect(rows.at(-1)?.number).toBe(`AJHY-2020-${String(rows.length).padStart(6, '0')}`)
    setClock(new Date('2020-12-31T16:00:00Z'))
    try {
      expect((await take('1012', bills[0] ?? [], 1n)).receiptNumber).toBe('AJHY-2021-000001')
    } finally {
      setClock(new Date('2020-12-15T02:00:00Z'))
    }
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  it('tells what happened: the payment, then the settlement', async () => {
    const seen = await asOwner<{ seq: string }>(database, 'select max(seq)::text as seq from platform.event')
    const { paymentId } = await take('1012', await openBills('1012'), 5_00n)
    const events = await asOwner<{ name: string; payload: object }>(
      database,
      'select name, payload from platform.event where seq > $1 order by seq',
      [seen[0]?.seq],
    )
    const payload = { communityId: world.communityId, premisesId: world.rooms['1012'], paymentId }
    expect(events).toEqual([
      { name: 'payments.paymentReceived', payload },
      { name: 'billing.billSettled', payload },
    ])
  })

  it('stops at the walls: another company, another community, a resident of another household', async () => {
    const [bill = ''] = await openBills('1012')
    const { receiptId } = await take('1012', [bill], 1_00n)
    const stranger = await makeJourneyWorld(database)
    const scoped = await world.tenant.staff({ communityIds: [newId()] })
    const neighbour = await world.tenant.resident(world.owners['1013'])
    for (const actor of [stranger.staff, scoped, neighbour]) {
      await expect(take('1012', [bill], 1_00n, {}, actor)).rejects.toMatchObject({ status: 404 })
      const premisesId = world.rooms['1012']
      await expect(world.as((tx, me) => readHousehold(tx, me, { premisesId }), actor)).rejects.toMatchObject({
        status: 404,
      })
      await expect(
        world.as((tx, me) => readReceiptById(tx, me, { receiptId: receiptId ?? '' }), actor),
      ).rejects.toMatchObject({
        status: 404,
      })
      await expect(receiptPdf(makeDoor(database), actor, { receiptId: receiptId ?? '' })).rejects.toMatchObject({
        status: 404,
      })
      await expect(
        world.as((tx, me) => countReceiptPrint(tx, me, { receiptId: receiptId ?? '' }), actor),
      ).rejects.toMatchObject({
        status: 404,
      })
      expect((await world.as((tx, me) => receiptPage(tx, me, { premisesId, limit: 5 }), actor)).total).toBe(0)
    }
    const owner = await world.tenant.resident(world.owners['1012'])
    const mine = await world.as((tx, me) => receiptPage(tx, me, { limit: 50 }), owner)
    expect(mine.items.map(receipt => receipt.id)).toContain(receiptId)
    expect(new Set(mine.items.map(receipt => receipt.premisesId))).toEqual(new Set([world.rooms['1012']]))
  })
})

describe('the cashier’s page', () => {
  it('names the owners with masked phones, and the area', async () => {
    const personId = newId()
    await world.as(async (tx, actor) => {
      const phone = '13812341234'
      await addPeople(tx, actor, world.communityId, [
        { id: personId, name: '共有人', sex: null, phone, idNumber: null },
      ])
      const premisesId = world.rooms['1013']
      await ensureOccupancies(tx, actor, [{ premisesId, personId, kind: 'owner', fromOn: '2020-06-02' }])
    })
    expect(await household('1013')).toMatchObject({
      label: '1栋1单元1013室',
      communityName: '安居花园',
      areaM2: '94.56',
      owners: [
        { name: '业主1013', phoneMasked: null },
        { name: '共有人', phoneMasked: '138****1234' },
      ],
    })
  })
})

describe('a receipt', () => {
  it('is a page of Chinese with the amount in capitals, and counts its prints', async () => {
    const { receiptId, receiptNumber } = await take('1012', await openBills('1012'), 12_34n)
    const file = await receiptPdf(makeDoor(database), world.staff, { receiptId: receiptId ?? '', paper: 'A5' })
    expect([file.name, file.mediaType]).toEqual([`${receiptNumber}.pdf`, 'application/pdf'])
    const pdf = readPdf(file.body as Buffer)
    expect(pdf.pages).toBe(1)
    expect(pdf.text.join('')).toContain('人民币壹拾贰元叁角肆分')
    expect(pdf.text.join('')).toContain(receiptNumber)
    const print = () => world.as((tx, actor) => countReceiptPrint(tx, actor, { receiptId: receiptId ?? '' }))
    expect([await print(), await print()]).toEqual([{ printCount: 1 }, { printCount: 2 }])
    const reprint = await receiptPdf(makeDoor(database), world.staff, { receiptId: receiptId ?? '' })
    expect(readPdf(reprint.body as Buffer).text.join('')).toContain('第 1 次补打')
  })
})

describe('arrears', () => {
  it('counts lines by their charge period; open lines are what is owed', async () => {
    const read = (query: object) =>
      world.as((tx, actor) => readArrears(tx, actor, { communityId: world.communityId, ...query }))
    const all = await read({})
    const perHousehold = await Promise.all((['1011', '1012', '1013', '1014', '1021'] as const).map(household))
    const owed = perHousehold.reduce((sum, home) => sum + home.outstandingFen, 0n)
    expect(all.receivableFen).toBe(6n * 857_58n + 10n * 343_68n)
    expect(all.outstandingFen).toBe(owed)
    expect(all.overdueFen).toBe(owed)
    expect(all.receivableFen - all.collectedFen).toBe(owed)
    expect(all.byBuilding).toEqual([
      { buildingId: expect.any(String), buildingName: expect.any(String), outstandingFen: owed, householdCount: 4 },
    ])
    const june = await read({ from: '2020-06', to: '2020-06' })
    // The lines that begin in June: rule 1 in 1011, 1012, 1014 and rule 2 in 1013, 1021.
    expect(june.receivableFen).toBe(3n * 142_93n + 2n * 114_56n)
    const halves = [await read({ to: '2020-12' }), await read({ from: '2021-01' })]
    expect(halves.reduce((sum, half) => sum + half.outstandingFen, 0n)).toBe(owed)
    expect(await read({ from: '2030-01' })).toMatchObject({ receivableFen: 0n, collectionRate: null, byBuilding: [] })
    await expect(read({ from: '2020-02', to: '2020-01' })).rejects.toMatchObject({ code: 'billing.period_wrong' })
    const stranger = await makeJourneyWorld(database)
    const seen = await world.as((tx, me) => readArrears(tx, me, {}), stranger.staff)
    expect([seen.receivableFen, seen.collectionRate]).toEqual([0n, null])
  })
})

async function counter(): Promise<number> {
  const [row] = await asOwner<{ last: number }>(
    database,
    'select last_sequence as last from payments.receipt_counter where community_id = $1 and year = 2020',
    [world.communityId],
  )
  return row?.last ?? 0
}
