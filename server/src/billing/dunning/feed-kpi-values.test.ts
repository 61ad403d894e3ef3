import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { createEmployee } from '../../workforce/employees/edit-employee.ts'
import { createKpiScheme } from '../../workforce/performance/edit-scheme.ts'
import { openKpiPeriod } from '../../workforce/performance/open-period.ts'
import { listScorecards, readScorecard } from '../../workforce/performance/scorecard-view.ts'
import { listPosts } from '../../workforce/posts/post-view.ts'
import { createTeam } from '../../workforce/teams/edit-team.ts'
import { startOrganisation } from '../../workforce/teams/start-organisation.ts'
import { collect } from '../index.ts'
import { type JourneyWorld, makeJourneyWorld, type Room } from '../testing/journey-world.ts'
import { assignDebtors } from './assign-debtors.ts'
import { feedKpiValues } from './feed-kpi-values.ts'

let database: TestDatabase
let world: JourneyWorld
beforeAll(async () => {
  database = await cloneDatabase()
  setClock(new Date('2020-06-20T12:00:00+08:00'))
  world = await makeJourneyWorld(database)
  await world.bill('2020-06', '2020-06')
})
afterAll(async () => {
  setClock(null)
  await database?.drop()
})

/** Two employees with accounts in a team of the community. */
async function employ(accountIds: readonly string[]): Promise<string[]> {
  const employeeIds = accountIds.map(() => newId())
  await world.as(async (tx, admin) => {
    const { id: rootId } = await startOrganisation(tx, admin)
    const teamId = newId()
    const team = { id: teamId, name: '花园项目部', communityId: world.communityId, parentId: rootId, headId: null }
    await createTeam(tx, admin, { ...team, kind: 'project', position: 0 })
    const postId = (await listPosts(tx, admin)).items[0]?.id ?? ''
    for (const [index, accountId] of accountIds.entries())
      await createEmployee(tx, admin, {
        ...{ id: employeeIds[index] ?? '', number: `C${index}`, name: `催缴${index}`, accountId, teamId, postId },
        ...{ sex: null, emergencyName: null, note: '', photoId: null, phone: null, idNumber: null },
        ...{ emergencyPhone: null, employedFrom: '2020-01-01' },
      })
  })
  return employeeIds
}

/** Pays a part of what a room owes, on a day. */
async function pay(room: Room, percent: bigint, on: string): Promise<bigint> {
  setClock(new Date(`${on}T12:00:00+08:00`))
  const premisesId = world.rooms[room]
  const bills = await asOwner<{ id: string; fen: bigint }>(
    database,
    'select id, amount_fen - settled_fen as fen from billing.bill where premises_id = $1 and amount_fen > settled_fen',
    [premisesId],
  )
  const amountFen = (bills.reduce((sum, bill) => sum + bill.fen, 0n) * percent) / 100n
  const billIds = bills.map(bill => bill.id)
  const payment = { id: newId(), premisesId, billIds, amountFen, method: 'transfer' as const }
  await world.as((tx, actor) => collect(tx, actor, { ...payment, overpayment: 'prepay' }))
  return amountFen
}

async function openPeriod(fromOn: string): Promise<string> {
  const periodId = newId()
  const period = { id: periodId, grain: 'month', fromOn, communityId: world.communityId, note: '' } as const
  await world.as((tx, admin) => openKpiPeriod(tx, admin, period))
  return periodId
}

/** The value and its basis, fed twice. */
async function fed(periodId: string, employeeId: string, fromOn: string, toOn: string) {
  const wanted = { periodId, fromOn, toOn, sources: ['collection-rate'] }
  const { system } = world.tenant
  for (const _ of [1, 2]) await world.as((tx, actor) => feedKpiValues(tx, actor, wanted), system)
  const [card] = (await world.as((tx, me) => listScorecards(tx, me, { periodId, employeeId, limit: 1 }))).items
  const { lines } = await world.as((tx, me) => readScorecard(tx, me, { scorecardId: card?.id ?? '' }))
  return lines[0]
}

test('the rate of a collector: collected in the days of what the homes given to him owed then; without any there is nothing to measure', async () => {
  const [collector, idle] = [await world.tenant.staff({ name: '甲' }), await world.tenant.staff({ name: '乙' })]
  const [employeeId = '', idleId = ''] = await employ([collector.id ?? '', idle.id ?? ''])
  await world.as((tx, me) =>
    assignDebtors(tx, me, {
      households: [world.rooms['1013'], world.rooms['1021']].map(premisesId => ({ premisesId, was: null })),
      collectorId: collector.id,
    } as Parameters<typeof assignDebtors>[2]),
  )
  const indicator = {
    id: newId(),
    name: '收缴率',
    source: 'collection-rate',
    rule: 'pass',
    direction: 'higher',
  } as const
  await world.as((tx, me) =>
    createKpiScheme(tx, me, {
      ...{ id: newId(), name: '收费', grain: 'month', postIds: [], teamIds: [], effectiveFrom: '2020-01-01' },
      ...{ effectiveTo: null, bands: [{ grade: 'A', from: '0' }] },
      indicators: [{ ...indicator, target: '90', threshold: null, floor: null, steps: [], weight: '100', cap: '100' }],
    }),
  )
  const june = await openPeriod('2020-06-01')
  const paidInJune = await pay('1013', 50n, '2020-06-25')
  // Of a home that nobody was given, and after the days: neither counts in June.
  await pay('1012', 100n, '2020-06-25')
  const paidInJuly = await pay('1021', 100n, '2020-07-03')
  // Both homes owe the same: 50 % of one is a quarter of both.
  expect(paidInJune * 2n).toBe(paidInJuly)
  expect(await fed(june, employeeId, '2020-06-01', '2020-06-30')).toMatchObject({ value: '25' })
  expect(await fed(june, idleId, '2020-06-01', '2020-06-30')).toMatchObject({ value: null, path: 'nothing' })
  // July: owed is what June left, 1.5 homes; one of it came.
  const july = await openPeriod('2020-07-01')
  const inYuan = (fen: bigint) => (Number(fen) / 100).toLocaleString('en', { minimumFractionDigits: 2 })
  expect(await fed(july, employeeId, '2020-07-01', '2020-07-31')).toMatchObject({
    ...{ value: '66.67', basis: `${inYuan(paidInJuly)} ÷ ${inYuan((paidInJuly * 3n) / 2n)}` },
  })
})
