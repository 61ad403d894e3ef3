import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../../testing/database.ts'
import { asOwner } from '../../../../testing/world.ts'
import { setClock } from '../../../platform/clock.ts'
import { inTransaction } from '../../../platform/db.ts'
import { ensurePremises, premisesKey } from '../../../registry/index.ts'
import { fen, makeReportWorld, type ReportWorld } from '../../testing/report-world.ts'
import { listHouseholdRates, readHouseholdRates } from './household-rates-view.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database?.drop())
afterEach(() => setClock(null))

test('E69: 412 of 520 households owe nothing, 330,000 of 600,000 came in: the report itself says 79.23 % and 55.00 %', async () => {
  setClock(new Date('2026-06-30T12:00:00+08:00'))
  const world = await makeReportWorld(database, '五百二十户')
  const homes = await moreHomes(world, 520 - world.rooms.length)
  await chargeAlike(world, [...world.rooms, ...homes], index => {
    if (index >= 412) return { yuan: 2500, paid: false }
    return { yuan: index === 0 ? 1200 : 800, paid: true }
  })
  const expected = {
    ...{ householdsBilled: 520, householdsClear: 412, householdRate: '79.23' },
    ...{ fullFen: fen('600000'), collectedFen: fen('330000'), saturationRate: '55.00' },
  }
  const span = { from: '2026-05', to: '2026-05' }
  const actor = await world.tenant.staff()
  await inTransaction(
    database.db,
    actor,
    async tx => {
      expect(await readHouseholdRates(tx, actor, span)).toMatchObject(expected)
      for (const by of ['community', 'month', 'item'] as const)
        expect((await listHouseholdRates(tx, actor, { limit: 50, by, ...span })).items).toMatchObject([expected])
    },
    { readOnly: true },
  )
})

/** As many homes more in the first building. */
async function moreHomes(world: ReportWorld, count: number): Promise<string[]> {
  const places = Array.from({ length: count }, (_, index) => ({
    ...{ buildingCode: '1', areaCode: null, unitCode: null, code: String(1000 + index), floor: null },
    ...{ layoutCode: null, areaM2: null, innerAreaM2: null, use: 'residential' as const, state: 'occupied' as const },
    areaFrom: '2020-01-01',
  }))
  const { idByKey } = await inTransaction(database.db, world.tenant.system, tx =>
    ensurePremises(tx, world.tenant.system, world.communityId, places),
  )
  return places.map(place => idByKey.get(premisesKey(place)) ?? '')
}

/** A bill of May of each home, of the full standard, paid whole or not at all: copies of one that was written by hand. */
async function chargeAlike(
  world: ReportWorld,
  homes: readonly string[],
  of: (index: number) => { yuan: number; paid: boolean },
): Promise<void> {
  const full = { percent: '100', monthFullExact: '1200', shareNumerator: 1, shareDenominator: 1 }
  const pattern = await world.charge({ yuan: '1200', startsOn: '2026-05-01', explanation: full })
  await world.settle(pattern, '2026-05-02', '1200')
  const rows = homes.slice(1).map((id, index) => ({ id, ...of(index + 1) }))
  await asOwner(
    database,
    `with home as materialized (
       select h.id, h.fen, h.paid, gen_random_uuid() as bill, gen_random_uuid() as line, gen_random_uuid() as charge
       from unnest($2::uuid[], $3::bigint[], $4::boolean[]) as h(id, fen, paid)),
     charged as (
       insert into billing.assignment (tenant_id, id, community_id, rule_id, premises_id, starts_on, ends_on, created_at)
       select a.tenant_id, h.charge, a.community_id, a.rule_id, h.id, a.starts_on, a.ends_on, a.created_at
       from home h, billing.assignment a join billing.bill b on b.assignment_id = a.id where b.id = $1),
     billed as (
       insert into billing.bill (tenant_id, id, community_id, bill_run_id, rule_id, item_id, assignment_id, premises_id, cycle_start,
         cycle_end, billing_on, due_on, amount_fen, settled_fen, state, issued_at)
       select b.tenant_id, h.bill, b.community_id, b.bill_run_id, b.rule_id, b.item_id, h.charge, h.id, b.cycle_start,
         b.cycle_end, b.billing_on, b.due_on, h.fen, case when h.paid then h.fen else 0 end, b.state, b.issued_at
       from home h, billing.bill b where b.id = $1),
     lined as (
       insert into billing.bill_line (tenant_id, id, bill_id, community_id, premises_id, assignment_id, segment_start, segment_end,
         rule_version_id, amount_fen, settled_fen, explanation)
       select l.tenant_id, h.line, h.bill, l.community_id, h.id, h.charge, l.segment_start, l.segment_end,
         l.rule_version_id, h.fen, case when h.paid then h.fen else 0 end,
         l.explanation || jsonb_build_object('monthFullExact', (h.fen / 100)::text)
       from home h, billing.bill_line l where l.bill_id = $1)
     insert into billing.settlement (tenant_id, id, community_id, premises_id, bill_id, bill_line_id, payment_id, amount_fen, settled_on,
       source_kind, source_id)
     select s.tenant_id, gen_random_uuid(), s.community_id, h.id, h.bill, h.line, s.payment_id, h.fen, s.settled_on, s.source_kind, s.source_id
     from home h, billing.settlement s where s.bill_id = $1 and h.paid`,
    [pattern.billId, rows.map(row => row.id), rows.map(row => row.yuan * 100), rows.map(row => row.paid)],
  )
}
