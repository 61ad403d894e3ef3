import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../../testing/database.ts'
import { asOwner } from '../../../../testing/world.ts'
import { latePenalties } from '../../../billing/index.ts'
import { keepAccruing } from '../../../billing/penalties/keep-accruing.ts'
import { setClock } from '../../../platform/clock.ts'
import { inTransaction } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { addDays } from '../../../platform/period.ts'
import { type Charged, fen, makeReportWorld, type ReportWorld } from '../../testing/report-world.ts'
import { listReportLines } from '../lines/lines-view.ts'
import { readAccruing } from './accruing-view.ts'
import { listPenalties } from './penalties-view.ts'

/** 应计未收 is counted over sets; here it is compared, line by line, with what `readPenalties` works out one by one. */

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database?.drop())
afterEach(() => setClock(null))

const TODAY = '2026-06-30'

const rates = fc.oneof(
  fc.record({ by: fc.constant('day' as const), percent: fc.constantFrom('0.05', '0.3', '0.033333') }),
  fc.record({
    ...{
      by: fc.constant('lpr' as const),
      times: fc.constantFrom('1', '1.3', '4'),
      yearDays: fc.constantFrom(360, 365),
    },
    rates: fc.constantFrom(
      [{ effectiveFrom: '2020-01-01', percent: '3.85' }],
      [
        { effectiveFrom: '2020-01-01', percent: '3.45' },
        { effectiveFrom: '2026-03-20', percent: '3.1' },
        { effectiveFrom: '2026-05-20', percent: '3' },
      ],
    ),
  }),
)
const terms = fc.record({
  ...{ rate: rates, graceDays: fc.constantFrom(0, 10, 45), capPercent: fc.constantFrom(null, '100', '1.5') },
  countedFrom: fc.constantFrom('end-of-grace', 'due-date'),
})
const bills = fc.array(
  fc.record({
    ...{ room: fc.nat(3), dueIn: fc.integer({ min: -30, max: 200 }), yuan: fc.integer({ min: 1, max: 3000 }) },
    paid: fc.array(
      fc.record({
        after: fc.integer({ min: -20, max: 150 }),
        percent: fc.integer({ min: 1, max: 100 }),
        waived: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
    stored: fc.option(fc.integer({ min: 1, max: 30 }), { freq: 4 }),
    held: fc.option(fc.constant(true), { freq: 5 }),
  }),
  { minLength: 3, maxLength: 8 },
)

type History = typeof bills extends fc.Arbitrary<infer Value> ? Value : never

/** The bills as they were charged, paid, held, and with what was stored of their lateness. */
async function lay(world: ReportWorld, history: History): Promise<Charged[]> {
  const { tenantId } = world.tenant
  const charged: Charged[] = []
  for (const bill of history) {
    const dueOn = addDays('2025-12-15', bill.dueIn)
    const line = await world.charge({
      room: bill.room,
      yuan: String(bill.yuan),
      startsOn: '2025-12-01',
      issuedOn: '2025-12-01',
      dueOn,
    })
    charged.push(line)
    let open = fen(String(bill.yuan))
    for (const { after, percent, waived } of bill.paid) {
      const [part, on] = [(open * BigInt(percent)) / 100n, addDays(dueOn, after)]
      if (part === 0n || on > TODAY) continue
      const yuan = `${part / 100n}.${String(part % 100n).padStart(2, '0')}`
      await world.settle(line, on, yuan, waived ? 'waiver' : 'payment')
      open -= part
    }
    if (bill.held)
      await asOwner(
        database,
        `insert into billing.bill_hold (tenant_id, id, community_id, premises_id, bill_id, held_on) values ($1, $2, $3, $4, $5, '2026-02-01')`,
        [tenantId, newId(), world.communityId, line.premisesId, line.billId],
      )
    if (bill.stored !== null) {
      const stored = await world.charge({ room: bill.room, yuan: String(bill.stored), startsOn: '2026-01-01' })
      await asOwner(database, "update billing.bill set kind = 'penalty', of_bill_id = $2 where id = $1", [
        stored.billId,
        line.billId,
      ])
      await asOwner(database, 'update billing.bill_line set of_line_id = $2 where id = $1', [
        stored.lineId,
        line.lineId,
      ])
    }
  }
  return charged
}

test('what lateness costs is the same over sets as line by line, and opens the lines it is made of', async () => {
  setClock(new Date(`${TODAY}T12:00:00+08:00`))
  await fc.assert(
    fc.asyncProperty(terms, bills, async (penalty, history) => {
      const world = await makeReportWorld(database)
      const { tenantId } = world.tenant
      await asOwner(database, 'update billing.rule set terms = $1 where tenant_id = $2', [{ penalty }, tenantId])
      const charged = await lay(world, history)
      const actor = await world.tenant.staff()
      const { alone, report, lines } = await inTransaction(database.db, actor, async tx => ({
        alone: await latePenalties.ofBills(
          tx,
          actor,
          charged.map(line => line.billId),
          TODAY,
        ),
        report: await listPenalties(tx, actor, { limit: 50, by: 'month' }),
        lines: await listReportLines(tx, actor, { limit: 200, number: 'accruing' }),
      }))
      const owed = alone.map(due => [due.lineId, due.openFen] as const).sort()
      expect(lines.items.map(line => [line.id, line.numberFen] as const).sort()).toEqual(owed)
      const all = owed.reduce((sum, [, part]) => sum + part, 0n)
      expect(report.accruing).toEqual({
        fen: all,
        lineCount: owed.length,
        leftOutCount: 0,
        countedAt: null,
        asOf: TODAY,
      })
      expect(lines.sums.numberFen).toBe(all)
      // As it is kept at night, where bills are too many to be counted while somebody waits.
      const { system } = world.tenant
      const asked = { tenantId, communityId: world.communityId, buildingId: null, itemId: null }
      const kept = await inTransaction(database.db, system, async tx => {
        await keepAccruing(tx, system, 0)
        return readAccruing(tx, system, asked, 0)
      })
      const isLate = history.some(bill => bill.stored !== null || addDays('2025-12-15', bill.dueIn) < TODAY)
      expect([kept.fen, kept.lineCount, kept.asOf, kept.countedAt !== null]).toEqual([all, owed.length, TODAY, isLate])
    }),
    { numRuns: 25 },
  )
})
