import { afterAll, beforeAll, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../testing/database.ts'
import { asOwner } from '../../testing/world.ts'
import { listEntries, readEntry } from '../ledger/books/entry-view.ts'
import { readTrialBalance } from '../ledger/books/trial-balance-view.ts'
import { closePeriod, reopenPeriod } from '../ledger/periods/close-period.ts'
import { listPeriods } from '../ledger/periods/period-view.ts'
import { setClock } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import { verifyInvariants } from '../verify.ts'
import { type MoneyWorld, makeMoneyWorld } from './testing/money-world.ts'

let database: TestDatabase
let world: MoneyWorld
beforeAll(async () => {
  database = await cloneDatabase()
  setClock(new Date('2026-01-01T02:00:00Z'))
  world = await makeMoneyWorld(database)
  await world.charge('物业费', '254.70', '2026-01-01')
  await world.bill('2026-01')
  world.at('2026-01-20')
  await world.take(300_00n, { overpayment: 'prepay' })
  world.at('2026-02-03')
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

const close = (month: string, id = newId()) =>
  world.as((tx, actor) => closePeriod(tx, actor, { id, communityId: world.communityId, month }))

it('the trial balance of a month ties, and its entries lead to the postings', async () => {
  const january = await world.as((tx, actor) =>
    readTrialBalance(tx, actor, { communityId: world.communityId, from: '2026-01', to: '2026-01' }),
  )
  expect(january.items.map(row => [row.code, row.openingFen, row.debitFen, row.creditFen, row.closingFen])).toEqual([
    ['1002', 0n, 300_00n, 0n, 300_00n],
    ['1122', 0n, 254_70n, 254_70n, 0n],
    ['2204', 0n, 0n, 45_30n, -45_30n],
    ['6001', 0n, 0n, 254_70n, -254_70n],
  ])
  const sorted = async (sort: string) => {
    const input = { communityId: world.communityId, from: '2026-01', to: '2026-01', sort }
    return (await world.as((tx, actor) => readTrialBalance(tx, actor, input))).items.map(row => row.code)
  }
  expect(await sorted('closingFen')).toEqual(['6001', '2204', '1122', '1002'])
  expect(await sorted('-code')).toEqual(['6001', '2204', '1122', '1002'])
  await expect(sorted('name')).rejects.toMatchObject({ code: 'platform.sort_wrong' })
  expect(january.sums).toEqual({ openingFen: 0n, debitFen: 554_70n, creditFen: 554_70n, closingFen: 0n })
  const entries = await world.as((tx, actor) => listEntries(tx, actor, { accountCode: '2204', limit: 10 }))
  expect(entries.items.map(entry => [entry.sourceKind, entry.amountFen])).toEqual([['payments.received', 300_00n]])
  const entry = await world.as((tx, actor) => readEntry(tx, actor, { entryId: entries.items[0]?.id ?? '' }))
  expect(entry.postings.map(one => [one.accountCode, one.partyName, one.debitFen, one.creditFen])).toEqual([
    ['1002', null, 300_00n, 0n],
    ['1122', '王业主', 0n, 254_70n],
    ['2204', '王业主', 0n, 45_30n],
  ])
})

it('a month is closed when it is over and all agrees; what comes late is posted today; opening again leaves a trace', async () => {
  await expect(close('2026-02')).rejects.toMatchObject({ code: 'ledger.month_not_over' })
  // Something that does not agree: a purse that somebody raised behind the verbs.
  const raise = (fen: string) =>
    asOwner(database, 'update billing.purse set balance_fen = balance_fen + $1::bigint', [fen])
  await raise('1')
  await expect(close('2026-01')).rejects.toMatchObject({ code: 'ledger.does_not_tie' })
  await raise('-1')
  const id = newId()
  await close('2026-01', id)
  await expect(close('2026-01')).rejects.toMatchObject({ code: 'ledger.month_closed' })
  // A charge of January that was forgotten: its bill is of January, its entry of today.
  await world.charge('垃圾费', '60', '2026-01-01')
  await world.bill('2026-01')
  const late = await world.as((tx, actor) => listEntries(tx, actor, { sourceKind: 'billing.bill-issued', limit: 1 }))
  expect(late.items[0]?.postedOn).toBe('2026-02-03')
  await world.as((tx, actor) => reopenPeriod(tx, actor, { periodId: id, reason: '补记' }))
  await expect(
    world.as((tx, actor) => reopenPeriod(tx, actor, { periodId: id, reason: '补记' })),
  ).rejects.toMatchObject({ code: 'ledger.month_not_closed' })
  const months = await world.as((tx, actor) => listPeriods(tx, actor, { limit: 10 }))
  expect(months.items.map(one => [one.month, one.state, one.reopenReason])).toEqual([
    ['2026-02', 'open', null],
    ['2026-01', 'reopened', '补记'],
  ])
  // Closing a later month closes it again, and it is opened after that.
  world.at('2026-03-03')
  await close('2026-02')
  const later = await world.as((tx, actor) => listPeriods(tx, actor, { limit: 10, state: 'closed' }))
  expect(later.items.map(one => [one.month, one.state, one.laterClosed])).toEqual([
    ['2026-02', 'closed', null],
    ['2026-01', 'closed', '2026-02'],
  ])
  expect(await verifyInvariants(database.adminUrl)).toEqual([])
})
