import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { makeDoor } from '../../../testing/door.ts'
import { inboxOf } from '../../../testing/inbox.ts'
import { askChannelDifference } from '../../payments/channels/ask-difference.ts'
import { listChannelRows } from '../../payments/channels/channel-rows-view.ts'
import { readChannel } from '../../payments/channels/channel-view.ts'
import { confirmChannelDifference, dropChannelDifference } from '../../payments/channels/confirm-difference.ts'
import { confirmChannelStatement } from '../../payments/channels/confirm-statement.ts'
import { listChannelCandidates } from '../../payments/channels/difference-view.ts'
import { createChannel, editChannel } from '../../payments/channels/edit-channels.ts'
import { matchChannelStatement, removeChannelStatement } from '../../payments/channels/match-statement.ts'
import { listChannelStatements, readChannelStatement } from '../../payments/channels/statement-view.ts'
import { previewChannelStatement, uploadChannelStatement } from '../../payments/channels/upload-statement.ts'
import { journalPage } from '../../payments/journal/journal-view.ts'
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
let channelId: string
beforeAll(async () => {
  database = await cloneDatabase()
  setClock(new Date('2026-01-10T02:00:00Z'))
  world = await makeMoneyWorld(database)
  checker = await world.tenant.staff({ name: '赵复核' })
  channelId = await channel('银联商务')
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

const doorOf = (content: Buffer) => ({ ...makeDoor(database), upload: Readable.from([content]) })

async function channel(name: string) {
  const id = newId()
  const { communityId } = world
  await world.as((tx, actor) => createChannel(tx, actor, { id, communityId, name, ratePercent: '0.60' }))
  return id
}

function upload(content: Buffer, day = '2026-01-10', more: Partial<Parameters<typeof uploadChannelStatement>[2]> = {}) {
  const input = { statementId: newId(), channelId, day, name: '结算.csv', ...more }
  return uploadChannelStatement(doorOf(content), world.staff, input)
}

const rowsOf = async (statementId: string) =>
  (await world.as((tx, actor) => listChannelRows(tx, actor, { statementId, limit: 50 }))).items
const confirm = (statementId: string, netFen: bigint, who: Actor = checker) =>
  world.as((tx, _) => confirmChannelStatement(tx, who, { statementId, netFen }))

type Asked = { rowId?: string; oursId?: string; decision?: 'book' | 'dismiss' }
const askAbout = (statementId: string, input: Asked) =>
  world.as((tx, actor) =>
    askChannelDifference(tx, actor, { id: newId(), statementId, decision: 'book', reason: '已查实', ...input }),
  )
const settle = (differenceId: string, who: Actor = checker) =>
  world.as((tx, _) => confirmChannelDifference(tx, who, { differenceId }))

/** A slip typed wrong, another amount, one that nobody knows, one of another community. */
const DIFFERENCES = [
  ['T001', '2026-05-01 09:00', '收款', '254.70', '1.53', '253.17'],
  ['T002', '2026-05-01 09:10', '收款', '331.00', '1.99', '329.01'],
  ['T009', '2026-05-01 09:20', '收款', '10.00', '0.06', '9.94'],
  ['T010', '2026-05-01 09:30', '收款', '20.00', '0.12', '19.88'],
]

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
    expect(one).toMatchObject({ differenceCount: 3, shortCount: 1, unusualFeeCount: 1, netFen: 0n })
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
    expect(matched).toMatchObject({ differenceCount: 2, shortCount: 1, grossFen: 5865n, feeFen: 40n, netFen: 5825n })
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

  it('knows by which channel a card was charged: two of a community do not show each other’s payments as missing', async () => {
    world.at('2026-03-01')
    const scanner = await channel('收钱吧')
    await world.bill('2026-03')
    const { bills } = await world.household()
    const of = (fen: bigint) => bills.find(one => one.outstandingFen === fen)?.id ?? ''
    const take = (fen: bigint, reference: string, by?: string) =>
      world.take(fen, { billIds: [of(fen)], method: 'pos', reference, ...(by ? { channelId: by } : {}) })
    await take(25470n, 'R001', channelId)
    await take(33128n, 'R002', scanner)
    // Nobody said by which: either may know it.
    await take(5865n, 'R003')
    const first = await upload(gbk([['R001', '', '收款', '254.70', '1.53', '253.17']]), '2026-03-01')
    expect((await rowsOf(first.id)).map(row => [row.reference, row.outcome])).toEqual([
      ['R003', 'ours-only'],
      ['R001', 'matched'],
    ])
    const second = await upload(
      gbk([
        ['R002', '', '收款', '331.28', '1.99', '329.29'],
        ['R003', '', '收款', '58.65', '0.35', '58.30'],
        ['R001', '', '收款', '254.70', '1.53', '253.17'],
      ]),
      '2026-03-01',
      { channelId: scanner },
    )
    expect((await rowsOf(second.id)).map(row => [row.reference, row.outcome])).toEqual([
      ['R001', 'channel-only'],
      ['R002', 'matched'],
      ['R003', 'matched'],
    ])
    expect((await rowsOf(first.id)).map(row => row.reference)).toEqual(['R001'])
    const { communityId } = world
    const journal = await world.as((tx, actor) =>
      journalPage(tx, actor, { limit: 50, communityId, from: '2026-03-01', to: '2026-03-01', method: 'pos' }),
    )
    expect(journal.items.map(row => [row.channelName, row.amountFen]).toSorted()).toEqual(
      [
        ['收钱吧', 33128n],
        ['银联商务', 25470n],
        [null, 5865n],
      ].toSorted(),
    )
    const { version } = await world.as((tx, actor) => readChannel(tx, actor, scanner))
    const retired = { channelId: scanner, name: '收钱吧', ratePercent: '0.38', retired: true }
    await world.as((tx, actor) => editChannel(tx, actor, { ...retired, version }))
    await expect(
      world.take(100n, { billIds: [], overpayment: 'prepay', method: 'pos', channelId: scanner }),
    ).rejects.toMatchObject({ code: 'payments.channel_retired' })
    await expect(
      upload(gbk([['X', '', '收款', '1.00', '0.01', '0.99']]), '2026-03-02', { channelId: scanner }),
    ).rejects.toMatchObject({ code: 'payments.channel_retired' })
  })

  it('reads a file by the headings that a person names, and keeps them for the next one', async () => {
    const own = await channel('某银行')
    const file = (day: string) =>
      Buffer.from(
        [
          `商户\t898\t${day}`,
          '单据\t发生\t数目\t所得',
          `S${day}1\t${day} 08:00\t100.00\t99.40`,
          `S${day}2\t${day} 09:00\t-50.00\t-49.70`,
        ].join('\n'),
      )
    const preview = (content: Buffer, named: Record<string, string> = {}) =>
      previewChannelStatement(doorOf(content), world.staff, { channelId: own, name: '银行.txt', ...named })
    const unknown = await preview(file('2026-04-01'))
    expect(unknown).toMatchObject({ from: 'usual', rowCount: 0, fault: { problem: 'headings' } })
    await expect(upload(file('2026-04-01'), '2026-04-01', { channelId: own })).rejects.toMatchObject({
      code: 'payments.statement_unreadable',
    })
    const named = { reference: '单据', at: '发生', kind: '', amount: '数目', fee: '', net: '所得' }
    const seen = await preview(file('2026-04-01'), named)
    expect(seen).toMatchObject({
      ...{ from: 'named', fault: null, headings: ['单据', '发生', '数目', '所得'], rowCount: 2 },
      ...{ grossFen: 10000n, refundedFen: 5000n, feeFen: 30n, firstDay: '2026-04-01', lastDay: '2026-04-01' },
    })
    await upload(file('2026-04-01'), '2026-04-01', { channelId: own, ...named })
    expect(await preview(file('2026-04-02'))).toMatchObject({ from: 'statement-before', columns: named, fault: null })
    expect(await upload(file('2026-04-02'), '2026-04-02', { channelId: own })).toMatchObject({ rowCount: 2 })
  })

  it('counts and filters in the list what only we know as well; who may confirm is told once a day, and nobody of his own', async () => {
    world.at('2026-04-10')
    await world.bill('2026-04')
    const { bills } = await world.household()
    const of = (fen: bigint) => bills.find(one => one.outstandingFen === fen)?.id ?? ''
    const take = (fen: bigint, reference: string) =>
      world.take(fen, { billIds: [of(fen)], method: 'pos', reference, channelId })
    await take(25470n, 'V001')
    const lost = await take(33128n, 'V002')
    const readers = { permissions: ['payments.channels.read', 'payments.channels.manage'] }
    const reader = await world.tenant.staff(readers)
    const elsewhere = await world.tenant.staff({ communityIds: [newId()] })
    const ofBuildings = await world.tenant.staff({ buildingIds: [newId()] })
    const rows = [
      ['V001', '', '收款', '254.70', '1.53', '253.17'],
      ['V009', '', '收款', '1.00', '0.01', '0.99'],
    ]
    const { id } = await upload(gbk(rows), '2026-04-10')
    const inbox = async (who: Actor) => (await inboxOf(database, who, id)).map(one => [one.kind, one.read])
    const waits = ['statement-waiting', false]
    expect(await inbox(checker)).toEqual([waits])
    for (const nobody of [world.staff, reader, elsewhere, ofBuildings]) expect(await inbox(nobody)).toEqual([])
    expect((await inboxOf(database, checker, id))[0]?.params).toEqual({
      ...{ community: '钱塘里', channel: '银联商务', day: '2026-04-10', amount: '253.17', asker: '李收费' },
    })

    type Shown = Parameters<typeof listChannelStatements>[2]['differences']
    const list = async (differences: Shown) => {
      const input = { limit: 50, communityId: world.communityId, from: '2026-04-10', to: '2026-04-10', differences }
      const { items, total } = await world.as((tx, actor) => listChannelStatements(tx, actor, input))
      expect(total).toBe(items.length)
      return items.map(row => [row.differenceCount, row.shortCount, row.waitingCount])
    }
    expect([await list('open'), await list('waiting'), await list('none')]).toEqual([[[2, 1, 0]], [], []])
    const nine = (await rowsOf(id)).find(row => row.reference === 'V009')?.id
    const over = await askAbout(id, { rowId: nine })
    const short = await askAbout(id, { oursId: lost.paymentId })
    expect([await list('open'), await list('waiting'), await list('none')]).toEqual([[], [[0, 0, 2]], []])
    const asked = ['difference-waiting', false]
    expect(await inbox(checker)).toEqual([asked, waits])
    for (const nobody of [world.staff, reader, elsewhere, ofBuildings]) expect(await inbox(nobody)).toEqual([])

    await settle(over.id)
    expect(await inbox(checker)).toEqual([asked, waits])
    await settle(short.id)
    expect(await inbox(checker)).toEqual([['difference-waiting', true], waits])
    expect([await list('open'), await list('none')]).toEqual([[], [[0, 0, 0]]])
    await confirm(id, 25317n)
    expect((await inbox(checker)).map(([, read]) => read)).toEqual([true, true])
  })

  it('deals with each difference once, confirmed by somebody else; 1012 ties with what is left', async () => {
    world.at('2026-05-01')
    await world.bill('2026-05')
    const { bills } = await world.household()
    const of = (fen: bigint) => bills.find(one => one.outstandingFen === fen)?.id ?? ''
    const take = (fen: bigint, reference: string) =>
      world.take(fen, { billIds: [of(fen)], method: 'pos', reference, channelId })
    const typo = await take(25470n, 'T00I')
    await take(33128n, 'T002')
    const failed = await take(5865n, 'T003')
    const statement = await upload(gbk(DIFFERENCES), '2026-05-01')
    const before = await world.balances()
    const rows = await rowsOf(statement.id)
    const rowId = (reference: string) => rows.find(row => row.reference === reference)?.id ?? ''
    const ask = (input: Asked) => askAbout(statement.id, input)

    // A slip typed wrong: the row stands for the payment of the same amount.
    const { items } = await world.as((tx, actor) =>
      listChannelCandidates(tx, actor, { statementId: statement.id, rowId: rowId('T001') }),
    )
    expect(items.map(one => one.id)).toEqual([typo.paymentId])
    const pair = await ask({ rowId: rowId('T001'), oursId: typo.paymentId })
    expect(pair).toMatchObject({ bankFen: 25317n, feeFen: 153n, oursFen: 25470n, overFen: 0n, confirmedAt: null })
    await expect(ask({ rowId: rowId('T001') })).rejects.toMatchObject({ code: 'payments.difference_handled' })
    await expect(ask({ oursId: typo.paymentId })).rejects.toMatchObject({ code: 'payments.difference_handled' })
    await expect(settle(pair.id, world.staff)).rejects.toMatchObject({ code: 'platform.own_request' })
    await settle(pair.id)
    await expect(settle(pair.id)).rejects.toMatchObject({ code: 'payments.difference_handled' })
    // Another amount: 28 fen are short. A payment that never came: all of it. One nobody knows: over. One of another community: nothing.
    const near = rows.find(row => row.reference === 'T002')
    const amount = await ask({ rowId: near?.id, oursId: near?.oursId ?? '' })
    expect(amount).toMatchObject({ overFen: -28n })
    const short = await ask({ oursId: failed.paymentId })
    const over = await ask({ rowId: rowId('T009') })
    const foreign = await ask({ rowId: rowId('T010'), decision: 'dismiss' })
    await expect(ask({ oursId: failed.paymentId, decision: 'dismiss' })).rejects.toMatchObject({
      code: 'payments.difference_wrong',
    })
    // Turned down it is open again.
    await world.as((tx, actor) => dropChannelDifference(tx, actor, { differenceId: over.id }))
    const again = await ask({ rowId: rowId('T009') })
    expect(await world.as((tx, actor) => readChannelStatement(tx, actor, { statementId: statement.id }))).toMatchObject(
      {
        differenceCount: 0,
        waitingCount: 4,
      },
    )
    await expect(
      world.as((tx, actor) => removeChannelStatement(tx, actor, { statementId: statement.id })),
    ).rejects.toMatchObject({ code: 'payments.statement_handled' })
    for (const one of [amount, short, again, foreign]) await settle(one.id)
    const after = await world.balances()
    const moved = (code: string) => (after.get(code) ?? 0n) - (before.get(code) ?? 0n)
    expect(['1002', '6603', '1012', '6301', '6711'].map(moved)).toEqual([
      ...[25317n + 32901n + 994n, 153n + 199n + 6n],
      ...[-(25470n + 33128n + 5865n), -1000n, 28n + 5865n],
    ])
    const shown = await rowsOf(statement.id)
    expect(shown.every(row => row.difference?.confirmedByName === '赵复核')).toBe(true)
    expect(shown).toHaveLength(5)
    const rematched = await world.as((tx, actor) => matchChannelStatement(tx, actor, { statementId: statement.id }))
    expect(rematched).toMatchObject({ grossFen: 0n, waitingCount: 0 })
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })
})
