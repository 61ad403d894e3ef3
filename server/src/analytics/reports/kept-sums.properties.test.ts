import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { foldChargeSums } from '../../billing/sums/fold-charge-sums.ts'
import { now, setClock } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db.ts'
import { addDays } from '../../platform/period.ts'
import { type Charged, fen, makeReportWorld, type ReportWorld } from '../testing/report-world.ts'
import { CHARGE_SUMS_DIFFER, CHARGED_YEARS_DIFFER } from './charge-sums.ts'
import { listHouseholdRates } from './collection/household-rates-view.ts'
import { CASH_SUMS_DIFFER } from './movements/cash-facts.ts'
import { listCash } from './movements/cash-view.ts'

/**
 * Reports of households and of money taken are read from what is kept beside lines and settlements. Here, after random histories, they are counted
 * again from the history itself, as of today and of a day in the middle of it, however they are grouped.
 */

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database?.drop())
afterEach(() => setClock(null))

interface Line extends Charged {
  room: number
  item: number
  month: string
  issuedOn: string
  fen: bigint
  fullFen: bigint
  gone: boolean
  settled: { on: string; fen: bigint; kind: string }[]
}

type Step =
  | { do: 'bill'; room: number; item: number; month: number; day: number; yuan: number; vacant: boolean }
  | { do: 'settle'; line: number; day: number; yuan: number; kind: number }
  | { do: 'void'; line: number }
  | { do: 'fold' }

const MONTHS = ['2025-11', '2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05']
const KINDS = ['payment', 'payment', 'payment', 'purse', 'waiver', 'write-off', 'rounding']
const COLLECTED = ['payment', 'purse', 'correction']
const TODAY = '2026-06-30'

const steps = fc.array(
  fc.oneof(
    fc.record({
      ...{ do: fc.constant('bill' as const), room: fc.nat(3), item: fc.nat(1), month: fc.nat(MONTHS.length - 1) },
      ...{ day: fc.integer({ min: -10, max: 45 }), yuan: fc.integer({ min: 1, max: 900 }), vacant: fc.boolean() },
    }),
    fc.record({
      ...{ do: fc.constant('settle' as const), line: fc.nat(20), day: fc.nat(200) },
      ...{ yuan: fc.integer({ min: 1, max: 900 }), kind: fc.nat(KINDS.length - 1) },
    }),
    fc.record({ do: fc.constant('void' as const), line: fc.nat(20) }),
    fc.record({ do: fc.constant('fold' as const) }),
  ),
  { minLength: 12, maxLength: 22 },
)

const openOf = (line: Line) => line.fen - line.settled.reduce((sum, one) => sum + one.fen, 0n)

async function take(world: ReportWorld, lines: Line[], step: Step): Promise<void> {
  if (step.do === 'bill') {
    const month = MONTHS[step.month] ?? ''
    const issuedOn = addDays(`${month}-01`, step.day)
    const yuan = String(step.yuan)
    const line = await world.charge({
      ...{
        room: step.room,
        itemId: step.item === 0 ? world.itemId : world.otherItemId,
        startsOn: `${month}-01`,
        issuedOn,
        yuan,
      },
      ...(step.vacant
        ? {
            explanation: {
              percent: '70',
              monthFullExact: String(step.yuan * 2),
              shareNumerator: 1,
              shareDenominator: 1,
            },
          }
        : {}),
    })
    const amounts = { fen: fen(yuan), fullFen: step.vacant ? fen(yuan) * 2n : fen(yuan) }
    lines.push({ ...line, room: step.room, item: step.item, month, issuedOn, ...amounts, gone: false, settled: [] })
  } else if (step.do === 'fold') {
    const system = world.tenant.system
    await inTransaction(database.db, system, tx => foldChargeSums.perform(tx, system, { dueAt: now() }))
  } else {
    const line = lines[step.line % Math.max(lines.length, 1)]
    if (!line || line.gone) return
    if (step.do === 'void') {
      if (line.settled.length > 0) return
      await asOwner(database, "update billing.bill set state = 'void' where id = $1", [line.billId])
      line.gone = true
      return
    }
    const yuan = fen(String(step.yuan)) < openOf(line) ? String(step.yuan) : String(openOf(line) / 100n)
    if (yuan === '0') return
    const [on, kind] = [addDays('2025-12-01', step.day), KINDS[step.kind] ?? '']
    if (kind === 'purse') await world.prepay(line.room, on, yuan)
    await world.settle(line, on, yuan, kind)
    line.settled.push({ on, fen: fen(yuan), kind })
  }
}

interface Asked {
  from: string
  to: string
  asOf: string
  item?: number
}

const GROUPS: Record<'month' | 'building' | 'item' | 'community', (line: Line) => string> = {
  month: line => line.month,
  building: line => ['1栋', '1栋', '2栋', ''][line.room] ?? '',
  item: line => ['物业费', '车位费'][line.item] ?? '',
  community: () => '幸福里',
}

/** The rates, as domain.md §1.3 says them, of lines that are known one by one. */
function ratesOf(lines: readonly Line[], asOf: string) {
  const homes = Map.groupBy(lines, line => line.room)
  const then = (line: Line) => line.settled.filter(one => one.on <= asOf)
  const sum = (of: readonly Line[], fenOf: (line: Line) => bigint) =>
    of.reduce((total, line) => total + fenOf(line), 0n)
  const open = (line: Line) => line.fen - then(line).reduce((total, one) => total + one.fen, 0n)
  return {
    householdsBilled: homes.size,
    householdsClear: [...homes.values()].filter(of => sum(of, open) <= 0n).length,
    fullFen: sum(lines, line => line.fullFen),
    collectedFen: sum(lines, line =>
      then(line).reduce((all, one) => all + (COLLECTED.includes(one.kind) ? one.fen : 0n), 0n),
    ),
  }
}

async function compareRates(
  world: ReportWorld,
  lines: readonly Line[],
  { from, to, asOf, item }: Asked,
): Promise<void> {
  const asked = lines.filter(
    line =>
      !line.gone &&
      line.issuedOn <= asOf &&
      line.month >= from &&
      line.month <= to &&
      (item === undefined || line.item === item),
  )
  const actor = await world.tenant.staff()
  const itemId = item === undefined ? {} : { itemId: item === 0 ? world.itemId : world.otherItemId }
  for (const by of ['month', 'building', 'item', 'community'] as const) {
    const report = await inTransaction(
      database.db,
      actor,
      tx => listHouseholdRates(tx, actor, { limit: 200, by, from, to, asOf, ...itemId }),
      { readOnly: true },
    )
    const expected = [...Map.groupBy(asked, GROUPS[by])].map(([name, of]) => ({ name, ...ratesOf(of, asOf) }))
    const found = report.items.map(({ name, householdsBilled, householdsClear, fullFen, collectedFen }) => ({
      ...{ name, householdsBilled, householdsClear, fullFen, collectedFen },
    }))
    const sorted = (rows: typeof found) => rows.toSorted((a, b) => (a.name < b.name ? -1 : 1))
    expect([by, from, to, asOf, item, sorted(found)]).toEqual([by, from, to, asOf, item, sorted(expected)])
    expect(report.sums).toMatchObject(ratesOf(asked, asOf))
  }
}

const kindOf = (line: Line, on: string) =>
  line.month > on.slice(0, 7) ? 'aheadFen' : line.month < on.slice(0, 7) ? 'oldFen' : 'currentFen'

async function compareCash(world: ReportWorld, lines: readonly Line[]): Promise<void> {
  const actor = await world.tenant.staff()
  const paid = lines.flatMap(line =>
    line.settled.flatMap(({ kind, on, fen }) => (kind === 'payment' ? [{ day: on, kind: kindOf(line, on), fen }] : [])),
  )
  const report = await inTransaction(
    database.db,
    actor,
    tx => listCash(tx, actor, { limit: 200, by: 'day', from: '2025-11', to: '2026-07' }),
    { readOnly: true },
  )
  for (const row of report.items) {
    const own = paid.filter(one => one.day === row.name)
    for (const kind of ['currentFen', 'oldFen', 'aheadFen'] as const)
      expect([row.name, kind, row[kind]]).toEqual([
        ...[row.name, kind, own.reduce((sum, one) => sum + (one.kind === kind ? one.fen : 0n), 0n)],
      ])
  }
  expect(report.sums.currentFen + report.sums.oldFen + report.sums.aheadFen).toBe(
    paid.reduce((sum, one) => sum + one.fen, 0n),
  )
}

test('after whatever happened, rates of households and money taken by day are those of the lines', async () => {
  setClock(new Date(`${TODAY}T12:00:00+08:00`))
  await fc.assert(
    fc.asyncProperty(steps, fc.nat(200), async (history, day) => {
      const world = await makeReportWorld(database)
      const lines: Line[] = []
      for (const step of history) await take(world, lines, step)
      for (const asOf of [TODAY, addDays('2025-12-01', day)])
        for (const [from, to] of [
          ['2025-11', '2026-05'],
          ['2026-01', '2026-03'],
        ] as const)
          for (const item of [undefined, 0])
            await compareRates(world, lines, { from, to, asOf, ...(item === 0 ? { item } : {}) })
      await compareCash(world, lines)
    }),
    { numRuns: 10 },
  )
  for (const differ of [CHARGE_SUMS_DIFFER, CHARGED_YEARS_DIFFER, CASH_SUMS_DIFFER])
    expect(await asOwner(database, differ)).toEqual([])
})

test('what is kept and was changed behind its back is found', async () => {
  setClock(new Date(`${TODAY}T12:00:00+08:00`))
  const world = await makeReportWorld(database)
  const line = await world.charge({ yuan: '80', startsOn: '2026-05-01' })
  await world.settle(line, '2026-05-09', '50')
  for (const [differ, change] of [
    [CHARGED_YEARS_DIFFER, 'update billing.charged_year set months = months | 1 where premises_id = $1'],
    [CASH_SUMS_DIFFER, 'update billing.cash_sum set amount_fen = amount_fen + 1 where $1::uuid is not null'],
    [
      CHARGE_SUMS_DIFFER,
      'update billing.charge_sum set full_fen = full_fen + 1 where line_count > 0 and $1::uuid is not null',
    ],
  ] as const) {
    expect(await asOwner(database, differ)).toEqual([])
    await asOwner(database, change, [line.premisesId])
    expect((await asOwner(database, differ)).length).toBeGreaterThan(0)
  }
})
