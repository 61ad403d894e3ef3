import { analytics as contract } from '@anju/contract'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { cloneDatabase, type TestDatabase } from '../../../../testing/database.ts'
import type { Actor } from '../../../platform/actor.ts'
import { setClock } from '../../../platform/clock.ts'
import { inTransaction } from '../../../platform/db.ts'
import { lastDayOfMonth } from '../../../platform/period.ts'
import { makeReportWorld, type ReportWorld } from '../../testing/report-world.ts'
import { listCollection } from '../collection/collection-view.ts'
import { listReceivables } from '../receivables/receivables-view.ts'
import type { LineNumber } from './line-numbers.ts'
import { listReportLines } from './lines-view.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database?.drop())
beforeEach(() => setClock(new Date('2026-06-30T12:00:00+08:00')))
afterEach(() => setClock(null))

const page = { limit: 200 }
const SPAN = { from: '2026-01', to: '2026-04' }
const GROUPS = ['month', 'community', 'building', 'item'] as const

/** Something of each kind that a number tells from another, in several places and months, much of it after the span. */
async function live(world: ReportWorld): Promise<void> {
  const other = { itemId: world.otherItemId }
  const old = await world.charge({ yuan: '1000', startsOn: '2025-06-01' })
  await world.settle(old, '2025-12-20', '100')
  await world.settle(old, '2026-02-03', '300')
  await world.settle(old, '2026-02-04', '20', 'waiver')
  await world.settle(old, '2026-05-05', '200')
  const space = await world.charge({ yuan: '400', startsOn: '2025-11-01', room: 3, ...other })
  await world.settle(space, '2026-03-09', '400', 'write-off')
  // Read late: billed in February and April for months before.
  const late = await world.charge({ yuan: '60', startsOn: '2025-12-01', issuedOn: '2026-02-05', room: 2 })
  await world.settle(late, '2026-02-20', '45')
  const within = await world.charge({ yuan: '70', startsOn: '2026-01-01', issuedOn: '2026-04-02', room: 2 })
  // Paid and given away before the day on which it is owed: counts from that day.
  await world.settle(within, '2026-02-11', '30')
  await world.settle(within, '2026-03-12', '5', 'discount')
  // A quarter billed and paid ahead, by money and from the purse; March is paid for in June as well.
  await world.prepay(1, '2025-12-28', '500')
  for (const startsOn of ['2026-01-01', '2026-02-01', '2026-03-01']) {
    const line = await world.charge({ yuan: '100', startsOn, issuedOn: '2026-01-02', room: 1 })
    await world.settle(line, '2026-01-09', '40', 'purse')
    await world.settle(line, '2026-01-10', '30')
    await world.settle(line, '2026-06-09', '30')
  }
  const wrong = await world.charge({ yuan: '90', startsOn: '2026-03-01', room: 3, ...other })
  const red = await world.charge({
    ...{ yuan: '-90', startsOn: '2026-03-01', issuedOn: '2026-04-09', room: 3, corrects: wrong.billId, ...other },
  })
  await world.settle(wrong, '2026-04-09', '90', 'correction')
  await world.settle(red, '2026-04-09', '-90', 'correction')
  const april = await world.charge({ yuan: '80', startsOn: '2026-04-01' })
  await world.settle(april, '2026-04-20', '1', 'rounding')
  await world.settle(april, '2026-05-20', '79')
  const bad = await world.charge({ yuan: '55', startsOn: '2026-02-01', room: 2, ...other })
  await world.settle(bad, '2026-03-30', '55', 'write-off')
  await world.charge({ yuan: '999', startsOn: '2026-06-01' })
}

interface Row {
  id: string
  groupId: string | null
  month: string | null
}

/** The filters of a row, as its link has them. */
function within({ id, groupId, month }: Row, by: (typeof GROUPS)[number]) {
  if (by === 'month') return { from: month ?? '', to: month ?? '' }
  const own = { community: { communityId: groupId ?? '' }, item: { itemId: groupId ?? '' } }
  if (by !== 'building') return { ...SPAN, ...own[by] }
  return { ...SPAN, ...(groupId ? { buildingId: groupId } : { buildingId: 'none', communityId: id }) }
}

async function sumOf(actor: Actor, asked: object, number: LineNumber): Promise<bigint> {
  const { items, sums, next } = await inTransaction(
    database.db,
    actor,
    tx => listReportLines(tx, actor, { ...page, ...asked, number }),
    { readOnly: true },
  )
  expect([number, next]).toEqual([number, null])
  expect(items.every(line => line.numberFen !== 0n)).toBe(true)
  expect(items.reduce((sum, line) => sum + (line.numberFen ?? 0n), 0n)).toBe(sums.numberFen)
  return sums.numberFen ?? 0n
}

test('each number of each row of 收缴率, however grouped, is the sum of the lines it opens', async () => {
  const world = await makeReportWorld(database)
  await live(world)
  const actor = await world.tenant.staff()
  const seen = new Set<LineNumber>()
  for (const by of GROUPS) {
    const report = await inTransaction(database.db, actor, tx => listCollection(tx, actor, { ...page, ...SPAN, by }))
    expect(report.items.length).toBeGreaterThan(by === 'community' ? 0 : 1)
    const whole = { row: report.sums, asked: SPAN }
    for (const { row, asked } of [whole, ...report.items.map(row => ({ row, asked: within(row, by) }))]) {
      const asOf = lastDayOfMonth(`${asked.to}-01`)
      for (const number of COLLECTION) {
        const fen = row[`${number}Fen`]
        if (fen !== 0n) seen.add(number)
        expect([by, asked, number, await sumOf(actor, { ...asked, asOf }, number)]).toEqual([by, asked, number, fen])
      }
    }
    // A month is the same alone and among others.
    if (by !== 'month') continue
    for (const row of report.items) {
      const own = { from: row.month ?? '', to: row.month ?? '' }
      const alone = await inTransaction(database.db, actor, tx => listCollection(tx, actor, { ...page, ...own, by }))
      expect(alone.items[0]).toEqual(row)
    }
  }
  // Nothing was compared as 0 only.
  expect([...seen].sort()).toEqual([...COLLECTION].sort())
})

const COLLECTION = [
  ...(['openingArrears', 'billed', 'reversed', 'waived', 'net', 'collectedCurrent', 'collectedAhead'] as const),
  ...(['fromPurse', 'collectedOld', 'adjustedOld', 'writtenOff', 'closingArrears'] as const),
]

const RECEIVABLES = {
  ...{ billed: 'billedFen', reversed: 'reversedFen', waived: 'waivedFen', net: 'netFen', writtenOff: 'writtenOffFen' },
  ...{ collectedCurrent: 'collectedFen', outstanding: 'outstandingFen' },
} as const

test('each number of each row of 应收实收, today and as of a day, is the sum of the lines it opens', async () => {
  const world = await makeReportWorld(database)
  await live(world)
  const actor = await world.tenant.staff()
  for (const asOf of [undefined, '2026-03-15'])
    for (const by of GROUPS) {
      const asked = { ...page, ...SPAN, by, ...(asOf ? { asOf } : {}) }
      const { items } = await inTransaction(database.db, actor, tx => listReceivables(tx, actor, asked))
      expect(items.length).toBeGreaterThan(0)
      for (const row of items)
        for (const [number, key] of Object.entries(RECEIVABLES) as [keyof typeof RECEIVABLES, 'netFen'][])
          expect([by, row.name, number, await sumOf(actor, { ...within(row, by), asOf }, number)]).toEqual([
            ...[by, row.name, number, row[key]],
          ])
    }
})

test('lines say the months and the day they are of, and no number where none is asked for', async () => {
  const world = await makeReportWorld(database)
  await live(world)
  const actor = await world.tenant.staff()
  const lines = await inTransaction(database.db, actor, tx => listReportLines(tx, actor, { ...page, ...SPAN }))
  expect(lines).toMatchObject({ ...SPAN, asOf: '2026-06-30', sums: { numberFen: null } })
  expect(z.safeEncode(contract.listReportLines.response, lines).success).toBe(true)
})
