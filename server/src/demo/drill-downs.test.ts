import { analytics as contract, type RequestOf, type ResponseOf, type RouteSpec } from '@anju/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../testing/database.ts'
import { asOwner } from '../../testing/world.ts'
import analytics from '../analytics/module.ts'
import { type Actor, systemActor } from '../platform/actor.ts'
import { setClock } from '../platform/clock.ts'
import { inTransaction } from '../platform/db.ts'
import { useSecrets } from '../platform/seal.ts'
import { seedDemo } from '../seed-demo.ts'

/** Over the whole demo: each number of these reports, however grouped, is the sum or the count of the rows that it opens. */

const PATIENCE_MS = 480_000
const SPAN = { from: '2025-06', to: '2026-03' }
const page = { limit: 200 }

let database: TestDatabase
let actor: Actor
beforeAll(async () => {
  database = await cloneDatabase()
  setClock(new Date('2026-03-18T15:20:00+08:00'))
  useSecrets(database.secrets)
  await seedDemo({ ...database, config: database.config })
  const [company] = await asOwner<{ tenantId: string }>(
    database,
    `select c.tenant_id as "tenantId" from identity.company c order by (select count(*) from billing.bill b where b.tenant_id = c.tenant_id) desc limit 1`,
  )
  actor = systemActor(company?.tenantId ?? '')
}, PATIENCE_MS)
afterAll(async () => {
  setClock(null)
  await database.drop()
})

async function ask<S extends RouteSpec>(route: S, input: RequestOf<S>): Promise<ResponseOf<S>> {
  const handler = analytics.routes.find(({ spec }) => spec === (route as RouteSpec))
  return inTransaction(database.db, actor, async tx => handler?.verb(tx as never, actor, input as never), {
    readOnly: true,
  }) as Promise<ResponseOf<S>>
}

interface Row {
  id: string
  groupId: string | null
  month: string | null
}

/** The filters of a row, as its link has them. */
function within({ id, groupId, month }: Row, by: string) {
  if (by === 'month') return { from: month ?? '', to: month ?? '' }
  if (by === 'community') return { ...SPAN, communityId: groupId ?? '' }
  if (by === 'item') return { ...SPAN, ...(groupId ? { itemId: groupId } : {}) }
  return { ...SPAN, ...(groupId ? { buildingId: groupId } : { buildingId: 'none', communityId: id }) }
}

const seen = new Map<string, number>()
const see = (what: string, isSomething: boolean) => seen.set(what, (seen.get(what) ?? 0) + (isSomething ? 1 : 0))

it(
  '户数与饱和: counts are as many homes, amounts those of the homes',
  async () => {
    for (const asOf of [undefined, '2026-01-15'])
      for (const by of ['community', 'building', 'month', 'item'] as const) {
        const report = await ask(contract.listHouseholdRates, { ...page, ...SPAN, by, ...(asOf ? { asOf } : {}) })
        for (const row of report.items) {
          const asked = { limit: 1, ...within(row, by), asOf: report.asOf }
          const homes = async (number: 'billed' | 'clear' | 'owing' | 'full' | 'unbilled' | 'unpriced') =>
            ask(contract.listRatedHomes, { ...asked, number })
          const found = {
            billed: (await homes('billed')).total,
            clear: (await homes('clear')).total,
            owing: (await homes('owing')).total,
            full: (await homes('full')).sums.amountFen ?? 0n,
            unbilled: (await homes('unbilled')).sums.amountFen ?? 0n,
            ...(row.unpricedCount === null ? {} : { unpriced: (await homes('unpriced')).total }),
          }
          const said = {
            ...{
              billed: row.householdsBilled,
              clear: row.householdsClear,
              owing: row.householdsBilled - row.householdsClear,
            },
            ...{ full: row.fullFen, unbilled: row.unbilledFullFen },
            ...(row.unpricedCount === null ? {} : { unpriced: row.unpricedCount }),
          }
          expect([by, row.name, asOf, found]).toEqual([by, row.name, asOf, said])
          for (const [number, amount] of Object.entries(said)) see(`homes ${number}`, Number(amount) !== 0)
        }
      }
  },
  PATIENCE_MS,
)

it('员工: visits, the households asked, and what was recovered', async () => {
  const report = await ask(contract.listStaffResults, { ...page, ...SPAN })
  for (const row of report.items) {
    const visits = await ask(contract.listStaffVisits, { ...page, ...SPAN, staffId: row.id, each: 'visit' })
    const homes = await ask(contract.listStaffVisits, { ...page, ...SPAN, staffId: row.id, each: 'home' })
    const recovered = await ask(contract.listMovementRows, { ...page, ...SPAN, of: 'recovered', collectorId: row.id })
    expect([
      visits.total,
      visits.sums.visitCount,
      homes.sums.visitCount,
      homes.total,
      recovered.sums.amountFen,
    ]).toEqual([...[row.visitCount, row.visitCount, row.visitCount, row.visitedCount, row.recoveredFen]])
    see('visits', row.visitCount > row.visitedCount)
    see('recovered', row.recoveredFen > 0n)
  }
  const all = await ask(contract.listStaffVisits, { ...page, ...SPAN, each: 'home' })
  expect([all.sums.visitCount, all.total]).toEqual([report.sums.visitCount, report.sums.visitedCount])
})

it('用量与损耗: readings add up to each number, by month, community and parent', async () => {
  const KEYS = {
    ...({ household: 'householdUsed', shared: 'sharedUsed', master: 'masterUsed', parent: 'parentUsed' } as const),
    ...({ below: 'belowUsed', loss: 'loss' } as const),
  } as const
  for (const kind of ['water-cold', 'electricity'] as const)
    for (const by of ['month', 'community', 'parent'] as const) {
      const report = await ask(contract.listConsumption, { ...page, ...SPAN, by, kind })
      for (const row of report.items) {
        const own = by === 'parent' ? { ...SPAN, meterId: row.meterId ?? '' } : within(row, by)
        for (const [number, key] of Object.entries(KEYS) as [keyof typeof KEYS, (typeof KEYS)['loss']][]) {
          const readings = await ask(contract.listUsedReadings, { limit: 1, ...own, kind, number })
          expect([by, row.name, number, Number(readings.sums.quantity)]).toEqual([
            by,
            row.name,
            number,
            Number(row[key]),
          ])
          see(`used ${number}`, Number(row[key]) !== 0)
        }
      }
    }
})

it(
  '预存 and 押金: balances and movements; 减免 and 收款: each column',
  async () => {
    const sumOf = async (asked: object, of: 'prepayment' | 'deposit' | 'waiver' | 'cash', more: object) =>
      (await ask(contract.listMovementRows, { limit: 1, ...asked, of, ...more } as never)).sums.amountFen
    for (const by of ['month', 'community', 'building', 'item'] as const) {
      for (const row of (await ask(contract.listPrepayments, { ...page, ...SPAN, by })).items) {
        const asked = by === 'item' ? { ...SPAN, purposeId: row.id } : within(row, by)
        const found = {
          openingFen: await sumOf(asked, 'prepayment', { balance: 'opening' }),
          closingFen: await sumOf(asked, 'prepayment', { balance: 'closing' }),
          creditFen: await sumOf(asked, 'prepayment', { kind: 'credits' }),
          otherFen: await sumOf(asked, 'prepayment', { kind: 'others' }),
          topUpFen: await sumOf(asked, 'prepayment', { kind: 'top-up' }),
        }
        const { openingFen, closingFen, creditFen, otherFen, topUpFen } = row
        expect([by, row.name, found]).toEqual([by, row.name, { openingFen, closingFen, creditFen, otherFen, topUpFen }])
        see('prepaid opening', openingFen !== 0n)
        see('prepaid credit', creditFen !== 0n)
      }
      for (const row of (await ask(contract.listDepositMovements, { ...page, ...SPAN, by })).items) {
        const asked = within(row, by)
        const found = {
          openingFen: await sumOf(asked, 'deposit', { balance: 'opening' }),
          closingFen: await sumOf(asked, 'deposit', { balance: 'closing' }),
          receivedFen: await sumOf(asked, 'deposit', { kind: 'receipts' }),
        }
        const { openingFen, closingFen, receivedFen } = row
        expect([by, row.name, found]).toEqual([by, row.name, { openingFen, closingFen, receivedFen }])
        see('deposits closing', closingFen !== 0n)
      }
      for (const row of (await ask(contract.listWaivers, { ...page, ...SPAN, by })).items) {
        const found = [
          await sumOf(within(row, by), 'waiver', { kind: 'waivers' }),
          await sumOf(within(row, by), 'waiver', {}),
        ]
        expect([by, row.name, found]).toEqual([by, row.name, [row.waivedFen, row.totalFen]])
        see('waived', row.waivedFen !== 0n)
      }
    }
    const cash = await ask(contract.listCash, { ...page, ...SPAN, by: 'month' })
    for (const by of ['day', 'community', 'building', 'item', 'method', 'channel', 'cashier'] as const) {
      const report = await ask(contract.listCash, { ...page, ...SPAN, by })
      expect([by, report.sums]).toEqual([by, cash.sums])
      for (const row of report.items) {
        const own = {
          ...{ day: { day: row.name }, method: { ...SPAN, method: row.name } },
          channel: { ...SPAN, ...(row.groupId ? { channelId: row.groupId } : { method: row.name, channelId: 'none' }) },
          cashier: { ...SPAN, cashierId: row.groupId ?? 'none' },
        }
        if (by === 'item' && row.groupId === null) continue
        const asked = by in own ? own[by as keyof typeof own] : within(row, by)
        expect([by, row.name, await sumOf(asked, 'cash', {})]).toEqual([by, row.name, row.totalFen])
        see(`cash by ${by}`, row.totalFen !== 0n)
      }
    }
  },
  PATIENCE_MS,
)

it('compared nothing that was 0 everywhere', () => {
  expect([...seen].filter(([, count]) => count === 0)).toEqual([])
})
