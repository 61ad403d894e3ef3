import type { TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { addMeter } from '../../metering/meters/add-meter.ts'
import { approveReadings } from '../../metering/readings/approve-readings.ts'
import { enterReadings } from '../../metering/readings/enter-readings.ts'
import { newId } from '../../platform/ids.ts'
import { fenToYuan } from '../../platform/money.ts'
import { ensurePremises, premisesKey } from '../../registry/index.ts'
import { assignRule } from '../assignments/assign-rule.ts'
import { createRule } from '../index.ts'
import type { RuleInput } from '../rules/ensure-rules.ts'
import { startBillRun } from '../runs/start-bill-run.ts'
import { type JourneyWorld, makeJourneyWorld } from './journey-world.ts'

const TERMS = {
  ...{ itemName: '水电费', cycleMonths: 1, timing: 'arrears', lineGrain: 'natural-month', proration: 'ACTUAL' },
  ...{ dueDays: 0, effectiveFrom: '2020-01-01', effectiveTo: null, unitPrice: '0', fixedAmount: '0' },
} as const

type NewRule = Partial<RuleInput> & Pick<RuleInput, 'kind'>

/** Cold water is read where a test does not say what. */
function draftOf(rule: NewRule) {
  const read = rule.kind === 'metered' ? { meterKind: 'water-cold' } : {}
  return { ...TERMS, name: '用量', ...read, ...rule, id: newId(), code: newId() }
}

/** For tests: homes and meters that are made as they are needed, read and approved, and runs that bill them. */
export async function makeUsageWorld(database: TestDatabase) {
  const world = await makeJourneyWorld(database)
  const chief = await world.tenant.staff({ name: '主管' })
  const makeRule = (rule: NewRule) =>
    world.as((tx, actor) => createRule(tx, actor, { ...draftOf(rule), communityId: world.communityId } as never))

  async function makeHome(code: string, areaM2 = '100.00', floor = 1): Promise<string> {
    const place = { buildingCode: '1', unitCode: '1', areaCode: null, code }
    const facts = { floor, use: 'residential', state: 'occupied', layoutCode: null, innerAreaM2: null } as const
    const { idByKey } = await world.as((tx, actor) =>
      ensurePremises(tx, actor, world.communityId, [{ ...place, ...facts, areaM2, areaFrom: '2020-01-01' }]),
    )
    return idByKey.get(premisesKey(place)) ?? ''
  }

  async function makeMeter(premisesId: string, more: object = {}) {
    const id = newId()
    const words = {
      ...{ id, communityId: world.communityId, code: id.slice(-8), name: '', kind: 'water-cold' as const },
      ...{
        level: 'household' as const,
        parentId: null,
        premisesId,
        place: '',
        multiplier: '1',
        digits: 5,
        decimals: 2,
      },
      ...{ initialReading: '0', installedOn: '2025-12-31', verifiedUntil: null, brand: '', model: '', deviceNo: '' },
      ...{ collector: '', readBy: 'person' as const, bands: [] as string[], notes: '', ...more },
    }
    await world.as((tx, actor) => addMeter(tx, actor, words))
    return id
  }

  /** Enters readings and approves them: day, value, and more. */
  async function read(meterId: string, readings: [readOn: string, value: string, more?: object][]) {
    const { communityId } = world
    const plain = {
      meterId,
      rolledOver: false,
      bands: {},
      photoId: null,
      note: '',
      roundId: null,
      source: 'paper' as const,
    }
    for (const [readOn, value, more] of readings) {
      const one = { ...plain, id: newId(), readOn, value, ...more }
      await world.as((tx, actor) => enterReadings(tx, actor, { communityId, readings: [one] }))
      const approval = { communityId, readingIds: [one.id], roundId: null }
      const { left } = await world.as((tx, actor) => approveReadings(tx, actor, approval), chief)
      if (left.length > 0) return left.map(each => each.why)
    }
    return []
  }

  const assign = (ruleId: string, premisesId: string, more: object = {}) =>
    world.as((tx, actor) =>
      assignRule(tx, actor, { id: newId(), ruleId, premisesId, startsOn: '2020-01-01', endsOn: null, ...more }),
    )
  const run = (ruleId: string, from = '2026-01', to = '2026-08') => runMonths(database, world, { ruleId, from, to })

  return { world, chief, makeRule, makeHome, makeMeter, read, assign, run }
}

export type UsageWorld = Awaited<ReturnType<typeof makeUsageWorld>>

/** The bills that a run of the months makes by a rule, oldest first: their amounts, in yuan, and the words of their lines. */
async function runMonths(
  database: TestDatabase,
  world: JourneyWorld,
  { ruleId, from, to }: { ruleId: string; from: string; to: string },
) {
  const id = newId()
  const input = { id, communityId: world.communityId, from, to, ruleIds: [ruleId] }
  await world.as((tx, actor) => startBillRun(tx, actor, input))
  await world.settle()
  const bills = await asOwner<{ amount: string; home: string }>(
    database,
    `select amount_fen as amount, premises_id as home from billing.bill where rule_id = $1 and state <> 'void' order by cycle_start, premises_id`,
    [ruleId],
  )
  const [row] = await asOwner<{ exceptions: { code: string }[]; count: number }>(
    database,
    'select exceptions, bill_count as count from billing.bill_run where id = $1',
    [id],
  )
  return {
    amounts: bills.map(bill => fenToYuan(BigInt(bill.amount))),
    byHome: new Map(bills.map(bill => [bill.home, fenToYuan(BigInt(bill.amount))])),
    added: row?.count,
    // These homes have no owner; what is asked here is the amount.
    exceptions: row?.exceptions.map(one => one.code).filter(code => code !== 'no-payer'),
  }
}
