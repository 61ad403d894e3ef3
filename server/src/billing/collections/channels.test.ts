import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { makeDoor } from '../../../testing/door.ts'
import { confirmChannelStatement } from '../../payments/channels/confirm-statement.ts'
import { matchChannelStatement, removeChannelStatement } from '../../payments/channels/match-statement.ts'
import { listChannelRows, readChannelStatement } from '../../payments/channels/statement-view.ts'
import { uploadChannelStatement } from '../../payments/channels/upload-statement.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { writeWorkbook } from '../../platform/excel/write-workbook.ts'
import { newId } from '../../platform/ids.ts'
import { verifyInvariants } from '../../verify.ts'
import { encodeText } from '../debit-formats/gbk.ts'
import { reversePayment } from '../refunds/reverse-payment.ts'
import { type MoneyWorld, makeMoneyWorld } from '../testing/money-world.ts'

/** 渠道结算 through the database, with real files (E66): card payments of the desk, the channel's statement, the ledger. */

let database: TestDatabase
let world: MoneyWorld
let checker: Actor
beforeAll(async () => {
  database = await cloneDatabase()
  setClock(new Date('2026-01-10T02:00:00Z'))
  world = await makeMoneyWorld(database)
  checker = await world.tenant.staff({ name: '赵复核' })
  for (const [item, yuan] of [
    ['物业费', '254.70'],
    ['车位费', '331.28'],
    ['水费', '58.65'],
  ] as const) {
    await world.item(item)
    await world.charge(item, yuan, '2026-01-01')
  }
  await world.bill('2026-01')
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

const HEADINGS = ['终端流水', '时间', '类型', '金额', '手续费', '净额']
const gbk = (rows: string[][]) => encodeText([HEADINGS, ...rows].map(row => `${row.join(',')}\r\n`).join(''), 'gbk')

function upload(content: Buffer, day = '2026-01-10', statementId = newId(), channel = '银联商务') {
  const door = { ...makeDoor(database), upload: Readable.from([content]) }
  const { communityId } = world
  return uploadChannelStatement(door, world.staff, {
    statementId,
    communityId,
    channel,
    day,
    ratePercent: '0.60',
    name: '结算.csv',
  })
}

const rowsOf = async (statementId: string) =>
  (await world.as((tx, actor) => listChannelRows(tx, actor, { statementId, limit: 50 }))).items
const confirm = (statementId: string, netFen: bigint, who: Actor = checker) =>
  world.as((tx, _) => confirmChannelStatement(tx, who, { statementId, netFen }))

const E66 = [
  ['P001', '2026-01-10 10:01:00', '收款', '254.70', '1.53', '253.17'],
  ['P002', '2026-01-10 10:02:00', '收款', '331.28', '1.99', '329.29'],
  ['P003', '2026-01-10 10:03:00', '收款', '58.65', '0.35', '58.30'],
  ['P003', '2026-01-10 10:20:00', '退款', '-58.65', '-0.35', '-58.30'],
]

describe('settlement of a channel', () => {
  it('E66: bank gets the net, 6603 the fee of the file, 1012 is settled; the same file again changes nothing', async () => {
    const { bills } = await world.household()
    const bill = (fen: bigint) => bills.find(one => one.outstandingFen === fen)?.id ?? ''
    const takeByCard = (fen: bigint, reference: string) =>
      world.take(fen, { billIds: [bill(fen)], method: 'pos', reference })
    await takeByCard(25470n, 'P001')
    await takeByCard(33128n, 'P002')
    const third = await takeByCard(5865n, 'P003')
    await world.as((tx, actor) =>
      reversePayment(tx, actor, { id: newId(), paymentId: third.paymentId, reason: '刷错卡' }),
    )

    const statement = await upload(gbk(E66))
    expect(statement).toMatchObject({
      ...{ rowCount: 4, differenceCount: 0, unusualFeeCount: 0, state: 'open' },
      ...{ grossFen: 64463n, refundedFen: 5865n, feeFen: 352n, netFen: 58246n },
    })
    expect((await rowsOf(statement.id)).map(row => [row.outcome, row.feeFen, row.expectedFeeFen])).toEqual([
      ['matched', 153n, 153n],
      ['matched', 199n, 199n],
      ['matched', 35n, 35n],
      ['matched', -35n, -35n],
    ])
    const before = await world.balances()
    expect(before.get('1012')).toBe(58598n)
    // Who took the file in does not confirm it, and nobody confirms another sum than was shown.
    await expect(confirm(statement.id, 58246n, world.staff)).rejects.toMatchObject({ code: 'platform.own_request' })
    await expect(confirm(statement.id, 58247n)).rejects.toMatchObject({ code: 'payments.statement_changed' })
    const done = await confirm(statement.id, 58246n)
    expect(done).toMatchObject({ state: 'confirmed', confirmedByName: '赵复核' })
    const after = await world.balances()
    expect([
      after.get('1012') ?? 0n,
      after.get('6603'),
      (after.get('1002') ?? 0n) - (before.get('1002') ?? 0n),
    ]).toEqual([0n, 352n, 58246n])

    const again = await upload(gbk(E66))
    expect(again.id).toBe(statement.id)
    await expect(confirm(statement.id, 58246n)).rejects.toMatchObject({ code: 'payments.statement_confirmed' })
    await expect(
      world.as((tx, actor) => removeChannelStatement(tx, actor, { statementId: statement.id })),
    ).rejects.toMatchObject({ code: 'payments.statement_confirmed' })
    expect(await world.balances()).toEqual(after)
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  it('names differences, leaves them in 1012, and matches once more what came after midnight; two uploads at once are one', async () => {
    world.at('2026-01-11')
    await world.bill('2026-02')
    const { bills } = await world.household()
    const of = (fen: bigint) => bills.find(one => one.outstandingFen === fen)?.id ?? ''
    await world.take(25470n, { billIds: [of(25470n)], method: 'pos', reference: 'Q001' })
    await world.take(33128n, { billIds: [of(33128n)], method: 'pos', reference: 'Q002' })
    const columns = HEADINGS.map(heading => ({ heading, format: 'text' as const }))
    const rows = [
      ['Q001', '2026-01-11 09:00', '收款', '254.71', '1.53', '253.18'],
      ['Q009', '2026-01-11 23:59', '收款', '58.65', '0.40', '58.25'],
    ]
    const workbook = await writeWorkbook([{ name: '结算', columns, rows }])
    const [one, two] = await Promise.all([upload(workbook, '2026-01-11'), upload(workbook, '2026-01-11')])
    expect(one.id).toBe(two.id)
    expect(one).toMatchObject({ differenceCount: 2, unusualFeeCount: 1, netFen: 0n })
    const shown = await rowsOf(one.id)
    expect(shown.map(row => [row.reference, row.outcome])).toEqual([
      ['Q001', 'amount'],
      ['Q009', 'channel-only'],
      ['Q002', 'ours-only'],
    ])
    await expect(confirm(one.id, 0n)).rejects.toMatchObject({ code: 'payments.nothing_matched' })
    await expect(upload(gbk(E66.slice(0, 1)), '2026-01-11')).rejects.toMatchObject({
      code: 'payments.statement_day_taken',
    })

    // The cashier enters it the day after.
    world.at('2026-01-12')
    await world.take(5865n, { billIds: [of(5865n)], method: 'pos', reference: 'Q009' })
    const matched = await world.as((tx, actor) => matchChannelStatement(tx, actor, { statementId: one.id }))
    expect(matched).toMatchObject({ differenceCount: 1, grossFen: 5865n, feeFen: 40n, netFen: 5825n })
    await confirm(one.id, 5825n)
    expect((await world.balances()).get('1012')).toBe(25470n + 33128n)
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  it('refuses a file that does not add up, and forgets one that nobody has confirmed', async () => {
    await expect(upload(Buffer.from('随便什么'), '2026-01-13')).rejects.toMatchObject({
      code: 'payments.statement_unreadable',
    })
    const wrong = await upload(gbk([['Z1', '', '收款', '1.00', '0.01', '0.99']]), '2026-01-13')
    await world.as((tx, actor) => removeChannelStatement(tx, actor, { statementId: wrong.id }))
    await expect(
      world.as((tx, actor) => readChannelStatement(tx, actor, { statementId: wrong.id })),
    ).rejects.toMatchObject({ code: 'platform.not_found' })
  })
})
