import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { createKpiScheme } from '../../workforce/performance/edit-scheme.ts'
import { openKpiPeriod } from '../../workforce/performance/open-period.ts'
import { listScorecards, readScorecard } from '../../workforce/performance/scorecard-view.ts'
import { makeWorkforceWorld, type WorkforceWorld } from '../../workforce/testing/workforce-world.ts'
import { feedKpiValues } from './feed-kpi-values.ts'

const SOURCES = [
  'orders-completed',
  'orders-on-time',
  'orders-rework',
  'orders-satisfaction',
  'orders-response',
] as const
let world: WorkforceWorld

beforeAll(async () => {
  setClock(new Date('2026-11-10T10:00:00+08:00'))
  world = await makeWorkforceWorld()
})
afterAll(async () => {
  setClock(null)
  await world.database.drop()
})

test('K1–K5 of a repairer are counted from the orders of the period, K7 without any is nothing', async () => {
  const { run, admin, tenant } = world
  const repairer = await tenant.staff({ permissions: ['service-desk.orders.work'], communityIds: [world.here] })
  const idle = await tenant.staff({ permissions: ['service-desk.orders.work'], communityIds: [world.here] })
  const [employeeId, idleId] = [
    await world.employ('R1', { accountId: repairer.id }),
    await world.employ('R2', { accountId: idle.id }),
  ]
  // 100 orders: 4 void, 85 done (78 in time, 3 reworked, 50 rated, 46 well), 5 overdue, 6 not due yet; answered after 5, 12 and 25 minutes.
  await asOwner(
    world.database,
    `insert into service_desk.work_order (tenant_id, id, number, community_id, place, category, urgency, description, state, round, reporter_kind,
       reporter_id, reporter_name, assignee_id, assignee_name, reported_at, respond_by, finish_by, responded_at, done_at)
     select $1, gen_random_uuid(), 'WX' || n, $2, '大堂', 'other', 'normal', '灯不亮', case when n > 96 then 'void' when n <= 85 then 'closed' else 'working' end,
       case when n <= 3 then 2 else 1 end, 'staff', $3, '前台', $3, '李工', at, at, case when n > 90 then timestamptz '2026-12-01' else at + interval '1 day' end,
       case n when 1 then at + interval '5 min' when 2 then at + interval '12 min' when 3 then at + interval '25 min' end,
       case when n <= 78 then at + interval '2 hours' when n <= 85 then at + interval '2 days' end
     from generate_series(1, 100) n, (values (timestamptz '2026-10-05T09:00:00+08:00')) t(at)`,
    [tenant.tenantId, world.here, repairer.id],
  )
  await asOwner(
    world.database,
    `insert into service_desk.rating (tenant_id, order_id, community_id, score, rated_by, at)
     select tenant_id, id, community_id, case when substr(number, 3)::int <= 46 then 5 else 2 end, $2, done_at from service_desk.work_order
     where tenant_id = $1 and substr(number, 3)::int <= 50`,
    [tenant.tenantId, repairer.id],
  )
  const periodId = newId()
  await run(admin, async tx => {
    const marks = { rule: 'pass' as const, direction: 'higher' as const, target: '1', threshold: null, floor: null }
    const indicators = SOURCES.map(source => ({
      id: newId(),
      name: source,
      source,
      ...marks,
      steps: [],
      weight: '20',
      cap: '100',
    }))
    const scope = { postIds: [], teamIds: [], effectiveFrom: '2026-01-01', effectiveTo: null }
    const scheme = { id: newId(), name: '维修', grain: 'month' as const, ...scope, bands: [{ grade: 'A', from: '0' }] }
    await createKpiScheme(tx, admin, { ...scheme, indicators })
    const period = { id: periodId, grain: 'month', fromOn: '2026-10-01', communityId: world.here, note: '' } as const
    await openKpiPeriod(tx, admin, period)
  })
  const wanted = { periodId, fromOn: '2026-10-01', toOn: '2026-10-31', sources: [...SOURCES] }
  for (const _ of [1, 2]) await run(tenant.system, tx => feedKpiValues(tx, tenant.system, wanted))
  const cardOf = async (who: string) => {
    const { items } = await run(admin, tx => listScorecards(tx, admin, { periodId, employeeId: who, limit: 1 }))
    return run(admin, tx => readScorecard(tx, admin, { scorecardId: items[0]?.id ?? '' }))
  }
  const { lines } = await cardOf(employeeId)
  expect(lines.map(line => [line.value, line.basis])).toEqual([
    ['88.54', '85 ÷ 96'],
    ['86.67', '78 ÷ 90'],
    ['3.53', '3 ÷ 85'],
    ['92', '46 ÷ 50'],
    ['14', 'n = 3'],
  ])
  expect((await cardOf(idleId)).lines.every(line => line.path === 'nothing')).toBe(true)
})
