import { Readable } from 'node:stream'
import { analytics as contract } from '@anju/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { cloneDatabase, type TestDatabase } from '../../../../testing/database.ts'
import { makeDoor } from '../../../../testing/door.ts'
import { asOwner } from '../../../../testing/world.ts'
import { encodeText } from '../../../billing/debit-formats/gbk.ts'
import { collect } from '../../../billing/index.ts'
import { askDepositReturn, askPurseRefund, askRefund } from '../../../billing/refunds/ask-refund.ts'
import { readRefundable } from '../../../billing/refunds/refundable-view.ts'
import { reversePayment } from '../../../billing/refunds/reverse-payment.ts'
import { approveBy } from '../../../billing/testing/fresh-world.ts'
import { type MoneyWorld, makeMoneyWorld } from '../../../billing/testing/money-world.ts'
import { confirmChannelStatement } from '../../../payments/channels/confirm-statement.ts'
import { createChannel } from '../../../payments/channels/edit-channels.ts'
import { uploadChannelStatement } from '../../../payments/channels/upload-statement.ts'
import { journalPage } from '../../../payments/journal/journal-view.ts'
import { closeDay } from '../../../payments/tills/close-day.ts'
import { openShift } from '../../../payments/tills/open-shift.ts'
import type { Actor } from '../../../platform/actor.ts'
import { setClock } from '../../../platform/clock.ts'
import { inTransaction, type Tx } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { verifyInvariants } from '../../../verify.ts'
import { listAccrualPostings } from '../accruals/accrual-postings-view.ts'
import { listAccruals } from '../accruals/accruals-view.ts'
import { readReconciliation } from '../reconciliation/reconciliation-view.ts'
import { listCash } from './cash-view.ts'
import { listMovementRows } from './movement-rows-view.ts'

/** One definition of cash through the verbs: paid, refunded, reversed, given back, with a fee of a channel and a till that is short. */

let database: TestDatabase
let world: MoneyWorld
let boss: Actor
let others: Actor[]
beforeAll(async () => {
  database = await cloneDatabase()
  setClock(new Date('2026-01-10T02:00:00Z'))
  world = await makeMoneyWorld(database)
  boss = await world.tenant.staff({ name: '李收费' })
  others = [await world.tenant.staff({ name: '周经理' }), await world.tenant.staff({ name: '吴总' })]
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

const page = { limit: 50 }
const payee = { method: 'cash', payeeName: '业主', payeeAccount: '', reason: '多收' } as const
const ask = <I extends object, O>(verb: (tx: Tx, actor: Actor, input: I) => Promise<O>, input: I) =>
  world.as((tx, actor) => verb(tx, actor, input))
const approve = (asked: { requestId: string | null }) =>
  approveBy({ database } as Parameters<typeof approveBy>[0], asked.requestId, [boss, ...others])

async function trade(): Promise<void> {
  await world.item('物业费')
  await world.item('装修押金', { category: 'deposit', refundable: true, treatment: 'deposit' })
  await world.item('代收水费', { treatment: 'agency' })
  for (const [item, yuan] of [
    ['物业费', '254.70'],
    ['装修押金', '2000.00'],
    ['代收水费', '58.65'],
  ] as const)
    await world.charge(item, yuan, '2026-01-01')
  await world.bill('2026-01')
  const { bills } = await world.household()
  const bill = (fen: bigint) => ({ billIds: [bills.find(one => one.outstandingFen === fen)?.id ?? ''] })
  const { communityId, premisesId } = world
  await ask(openShift, { id: newId(), communityId, floatFen: 0n })
  const channelId = newId()
  await ask(createChannel, { id: channelId, communityId, name: '银联商务', ratePercent: '0.60' })
  const fee = await world.take(25_470n, { ...bill(25_470n), method: 'pos', reference: 'P001' })
  await world.take(200_000n, { ...bill(200_000n), method: 'cash', tenderedFen: 200_000n })
  const water = await world.take(5_865n, { ...bill(5_865n), method: 'transfer' })
  const wrong = await world.take(10_000n, { billIds: [], method: 'cash', tenderedFen: 10_000n, overpayment: 'prepay' })
  await ask(reversePayment, { id: newId(), paymentId: wrong.paymentId, reason: '录错' })
  await world.take(50_000n, { billIds: [], method: 'cash', tenderedFen: 50_000n, overpayment: 'prepay' })
  // Of the lines, of prepaid money and of the deposit something goes back, by cash.
  const [line] = (await ask(readRefundable, { paymentId: water.paymentId })).lines
  const lines = [{ lineId: line?.lineId ?? '', amountFen: 100n }]
  await approve(await ask(askRefund, { id: newId(), paymentId: water.paymentId, lines, ...payee, photoIds: [] }))
  const [purse] = await asOwner<{ id: string }>(database, 'select id from billing.purse where balance_fen > 0')
  await approve(
    await ask(askPurseRefund, { id: newId(), purseId: purse?.id ?? '', amountFen: 3_000n, ...payee, photoIds: [] }),
  )
  const [deposit] = await asOwner<{ id: string }>(database, 'select id from billing.deposit')
  await approve(
    await ask(askDepositReturn, {
      ...{ id: newId(), depositId: deposit?.id ?? '', refundFen: 160_000n, deductFen: 40_000n, ...payee, photoIds: [] },
    } as never),
  )
  expect(fee.paymentId).not.toBe('')
  const content = encodeText(
    '终端流水,时间,类型,金额,手续费,净额\r\nP001,2026-01-10 10:01:00,收款,254.70,1.53,253.17\r\n',
    'gbk',
  )
  const statement = await uploadChannelStatement(
    { ...makeDoor(database), upload: Readable.from([content]) },
    world.staff,
    { statementId: newId(), channelId, day: '2026-01-10', name: '结算.csv' },
  )
  const checker = await world.tenant.staff({ name: '赵复核' })
  await inTransaction(database.db, checker, tx =>
    confirmChannelStatement(tx, checker, { statementId: statement.id, netFen: 25_317n }),
  )
  // 2000 + 500 − 1 − 30 − 1600 = 869.00 should be there, 864.30 is (E71).
  await ask(closeDay, {
    ...{ id: newId(), communityId, day: '2026-01-10', denominations: { '100': 864, '10': 3 }, countedFen: 86_430n },
    ...{ methods: [], note: '少了 4.70' },
  })
  expect(premisesId).not.toBe('')
}

test('收款, 计提, 对账 and the journal say one sum of cash, and name what lies between it and the balance of money', async () => {
  await trade()
  const span = { from: '2026-01', to: '2026-01' }
  const cash = await ask(listCash, { ...page, by: 'month', ...span })
  const total = 25_470n + 200_000n + 5_865n + 50_000n - 100n - 3_000n - 160_000n
  expect(cash.sums).toMatchObject({
    ...{ currentFen: 31_335n, depositFen: 200_000n, prepaidFen: 50_000n, refundedFen: 163_100n, totalFen: total },
  })
  const balances = await world.balances()
  const money = ['1001', '1002', '1012'].reduce((sum, code) => sum + (balances.get(code) ?? 0n), 0n)
  expect(cash.bridge).toEqual({
    ...{
      cashFen: total,
      feeFen: -153n,
      tillFen: -470n,
      floatFen: 0n,
      fundFen: 0n,
      differenceFen: 0n,
      otherFen: 0n,
      ledgerFen: money,
    },
  })
  expect((await ask(listCash, { ...page, by: 'month', ...span, itemId: newId() })).bridge).toBeNull()
  expect(z.safeEncode(contract.listCash.response, cash).success).toBe(true)
  const accruals = await ask(listAccruals, { ...page, by: 'month', ...span })
  expect(accruals.sums).toMatchObject({
    ...{ cashFen: total, feeFen: -153n, differenceFen: -470n, moneyFen: money },
  })
  // Each number of each row opens the postings that add up to it.
  for (const by of ['month', 'community'] as const)
    for (const row of (await ask(listAccruals, { ...page, by, ...span })).items)
      for (const number of contract.ACCRUAL_NUMBERS) {
        const own =
          by === 'month' ? { from: row.month ?? '', to: row.month ?? '' } : { ...span, communityId: row.groupId ?? '' }
        const postings = await ask(listAccrualPostings, { limit: 200, ...own, number })
        expect([by, number, postings.sums.amountFen]).toEqual([by, number, row[`${number}Fen`]])
        expect(postings.items.reduce((sum, one) => sum + one.amountFen, 0n)).toBe(postings.sums.amountFen)
        expect(z.safeEncode(contract.listAccrualPostings.response, postings).success).toBe(true)
      }
  const journal = await ask(journalPage, { ...page })
  expect(journal.sums.netFen).toBe(total)
  // Months and communities come from the sums that the database keeps, days from the lines themselves.
  const { sums: days } = await ask(listCash, { ...page, by: 'day', ...span })
  const whole = await ask(listCash, { ...page, by: 'community', ...span })
  expect([cash.sums, whole.sums, whole.items.map(row => row.totalFen)]).toEqual([days, days, [total]])
  // By method money that went back stands where it went out, as in the journal.
  const methods = await ask(listCash, { ...page, by: 'method', ...span })
  const net = (method: string) =>
    journal.items.filter(row => row.method === method).reduce((sum, row) => sum + row.netFen, 0n)
  expect(new Map(methods.items.map(row => [row.name, row.totalFen]))).toEqual(
    new Map(['cash', 'pos', 'transfer'].map(method => [method, net(method)])),
  )
  const report = await ask(readReconciliation, {})
  const sums = Object.fromEntries(report.items.map(check => [check.key, check.factsFen]))
  expect(report.items.filter(check => check.differenceFen !== 0n)).toEqual([])
  expect(sums).toMatchObject({
    refunded: 163_100n,
    reversed: 10_000n,
    cash: total,
    'money-held': money,
    agency: 5_865n,
  })
  expect(await verifyInvariants(database.adminUrl)).toEqual([])
})

test('each row of 收款 opens the facts that add up to it; two cashiers of one name are two', async () => {
  const span = { from: '2026-01', to: '2026-01' }
  for (const by of ['month', 'day', 'community', 'building', 'item', 'method', 'channel', 'cashier'] as const)
    for (const row of (await ask(listCash, { ...page, by, ...span })).items) {
      const narrowed = {
        ...(by === 'day' ? { day: row.name } : span),
        ...(by === 'method' || (by === 'channel' && row.groupId === null) ? { method: row.name } : {}),
        ...(by === 'channel' ? { channelId: row.groupId ?? 'none' } : {}),
        ...(by === 'cashier' ? { cashierId: row.groupId ?? 'none' } : {}),
        ...(by === 'community' ? { communityId: row.groupId ?? '' } : {}),
        ...(by === 'item' ? { itemId: row.groupId ?? 'none' } : {}),
        ...(by === 'building'
          ? row.groupId
            ? { buildingId: row.groupId }
            : { buildingId: 'none', communityId: row.id }
          : {}),
      }
      const rows = await ask(listMovementRows, { ...page, of: 'cash', ...narrowed })
      expect([by, row.name, rows.sums.amountFen]).toEqual([by, row.name, row.totalFen])
      expect(rows.items.reduce((sum, one) => sum + one.amountFen, 0n)).toBe(row.totalFen)
      expect(z.safeEncode(contract.listMovementRows.response, rows).success).toBe(true)
    }
  // By item and by building it comes to the same; a payment for two items is counted by both, and once in all.
  const whole = await ask(listCash, { ...page, by: 'month', ...span })
  for (const by of ['item', 'building'] as const) {
    const report = await ask(listCash, { ...page, by, ...span })
    expect([by, report.sums, report.items.reduce((sum, row) => sum + row.totalFen, 0n)]).toEqual([
      ...[by, whole.sums, whole.sums.totalFen],
    ])
  }
  // Prepaid money is for no item, and has no name.
  const byItem = await ask(listCash, { ...page, by: 'item', ...span })
  expect(byItem.items.filter(row => row.groupId === null).map(row => [row.name, row.prepaidFen])).toEqual([
    ['', 50_000n],
  ])
  const refunds = await ask(listMovementRows, { ...page, of: 'cash', kind: 'refunded', ...span })
  expect(refunds.items.map(row => [row.amountFen, row.method, row.byName])).toHaveLength(3)
  await inTransaction(database.db, boss, async tx => {
    const taken = { id: newId(), premisesId: world.premisesId, billIds: [], method: 'transfer', amountFen: 700n }
    await collect(tx, boss, { ...taken, overpayment: 'prepay' } as never)
  })
  const cashiers = await ask(listCash, { ...page, by: 'cashier', ...span })
  expect(cashiers.items.map(row => row.name)).toEqual(['李收费', '李收费'])
})

test('deposits and prepaid money open the movements behind them', async () => {
  const span = { from: '2026-01', to: '2026-01' }
  const deposits = await ask(listMovementRows, { ...page, of: 'deposit', ...span })
  expect(deposits.items.map(row => [row.kind, row.amountFen]).sort()).toEqual([
    ['deducted', -40_000n],
    ['received', 200_000n],
    ['refunded', -160_000n],
  ])
  const purses = await ask(listMovementRows, { ...page, of: 'prepayment', ...span })
  expect(purses.sums.amountFen).toBe((await world.balances()).get('2204') === undefined ? 0n : 50_000n - 3_000n + 700n)
})

test('what was changed behind the ledger’s back is red in 对账: refunds, reversals, waivers, write-offs, money held for others', async () => {
  const broken = async () =>
    (await ask(readReconciliation, {})).items.filter(check => check.broken.length > 0).map(check => check.key)
  expect(await broken()).toEqual([])
  const settled = `(select min(id::text)::uuid from billing.settlement where source_kind = 'payment' and reverses_id is null)`
  const water = `(select l.id from billing.bill_line l join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id
    join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id where i.treatment = 'agency' limit 1)`
  const planted: [table: string, change: string, undo: string, id: string, keys: string[]][] = [
    ['payments.refund', 'amount_fen = amount_fen + 1', 'amount_fen = amount_fen - 1', '', ['refunded']],
    ['payments.payment_reversal', 'amount_fen = amount_fen + 1', 'amount_fen = amount_fen - 1', '', ['reversed']],
    [
      ...([
        'billing.settlement',
        "source_kind = 'waiver', payment_id = null",
        "source_kind = 'payment', payment_id = source_id",
        settled,
      ] as const),
      ['collected', 'cash', 'money-held', 'waived'],
    ],
    [
      ...([
        'billing.settlement',
        "source_kind = 'write-off', payment_id = null",
        "source_kind = 'payment', payment_id = source_id",
        settled,
      ] as const),
      ['collected', 'cash', 'money-held', 'written-off'],
    ],
    [
      ...(['billing.bill_line', 'amount_fen = amount_fen + 1', 'amount_fen = amount_fen - 1', water] as const),
      ['receivable', 'billed', 'agency'],
    ],
  ]
  for (const [table, change, undo, id, keys] of planted) {
    const [row] = await asOwner<{ id: string }>(
      database,
      `select ${id || `(select min(id::text)::uuid from ${table})`} as id`,
    )
    await asOwner(database, `alter table ${table} disable trigger user`)
    await asOwner(database, `update ${table} set ${change} where id = $1`, [row?.id])
    const found = await broken()
    expect([table, change, keys.filter(key => !found.includes(key as never))]).toEqual([table, change, []])
    await asOwner(database, `update ${table} set ${undo} where id = $1`, [row?.id])
    await asOwner(database, `alter table ${table} enable trigger user`)
  }
  expect(await broken()).toEqual([])
})
