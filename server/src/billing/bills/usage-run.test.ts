import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { addMeter } from '../../metering/meters/add-meter.ts'
import { replaceMeter } from '../../metering/meters/replace-meter.ts'
import { approveReadings } from '../../metering/readings/approve-readings.ts'
import { enterReadings } from '../../metering/readings/enter-readings.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { fenToYuan } from '../../platform/money.ts'
import { ensurePremises, premisesKey } from '../../registry/index.ts'
import { assignRule } from '../assignments/assign-rule.ts'
import { createRule } from '../index.ts'
import { setMeasures } from '../measures/premises-measures.ts'
import { addPool } from '../pools/add-pool.ts'
import { readPool } from '../pools/pool-view.ts'
import { voidPool } from '../pools/void-pool.ts'
import { addRuleVersion } from '../rules/add-rule-version.ts'
import type { RuleInput } from '../rules/ensure-rules.ts'
import { startBillRun } from '../runs/start-bill-run.ts'
import { type JourneyWorld, makeJourneyWorld } from '../testing/journey-world.ts'

/** The numbered examples E16–E29 again, now from readings that people entered and a run that bills them. */

let database: TestDatabase
let world: JourneyWorld
let chief: Actor

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  database = await cloneDatabase()
  world = await makeJourneyWorld(database)
  chief = await world.tenant.staff({ name: '主管' })
})

afterAll(async () => {
  setClock(null)
  await database.drop()
})

const TERMS = {
  ...{ itemName: '水电费', cycleMonths: 1, timing: 'arrears', lineGrain: 'natural-month', proration: 'ACTUAL' },
  ...{ dueDays: 0, effectiveFrom: '2020-01-01', effectiveTo: null, unitPrice: '0', fixedAmount: '0' },
} as const

function makeRule(rule: Partial<RuleInput> & Pick<RuleInput, 'kind'>) {
  const draft = { ...TERMS, name: '用量', ...rule, id: newId(), code: newId(), communityId: world.communityId }
  return world.as((tx, actor) => createRule(tx, actor, draft as never))
}

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
    ...{ level: 'household' as const, parentId: null, premisesId, place: '', multiplier: '1', digits: 5, decimals: 2 },
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

/** The bills that a run of the months makes by a rule, oldest first: their amounts, in yuan, and the words of their lines. */
async function run(ruleId: string, from = '2026-01', to = '2026-08') {
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

const YEARLY = {
  kind: 'metered' as const,
  tiers: [
    { upTo: '180', unitPrice: '3.45' },
    { upTo: '260', unitPrice: '4.83' },
    { upTo: null, unitPrice: '5.83' },
  ],
  tierTerms: { span: 'year' as const, persons: { above: 4, each: '36' } },
}

describe('readings become bills', () => {
  test('E20: (1251 − 1234) × 3.45 = 58.65; a second run adds nothing; a month without is an exception', async () => {
    const [rule, home] = [await makeRule({ kind: 'metered', unitPrice: '3.45' }), await makeHome('E20')]
    await assign(rule.id, home)
    await read(await makeMeter(home, { initialReading: '1234' }), [['2026-01-28', '1251']])
    expect(await run(rule.id, '2026-01', '2026-01')).toMatchObject({ amounts: ['58.65'], added: 1, exceptions: [] })
    expect(await run(rule.id, '2026-01', '2026-01')).toMatchObject({ amounts: ['58.65'], added: 0 })
    expect(await run(rule.id, '2026-02', '2026-02')).toMatchObject({ added: 0, exceptions: ['no-reading'] })
  })

  test('E21: transformer 40 → 2502.29; the rule names the kind of meter where a home has several', async () => {
    const price = { kind: 'metered' as const, unitPrice: '0.8215' }
    const [rule, vague] = [await makeRule({ ...price, meterKind: 'electricity' }), await makeRule(price)]
    const home = await makeHome('E21')
    await assign(rule.id, home)
    await assign(vague.id, home)
    const power = { kind: 'electricity', initialReading: '1180.20', multiplier: '40' }
    await read(await makeMeter(home, power), [['2026-01-28', '1256.35']])
    await read(await makeMeter(home), [['2026-01-28', '7']])
    expect((await run(rule.id)).amounts).toEqual(['2502.29'])
    expect(await run(vague.id, '2026-01', '2026-01')).toMatchObject({ amounts: [], exceptions: ['no-reading'] })
  })

  test('E22: yearly steps go on where the year stands: 131.10, 479.20', async () => {
    const rule = await makeRule(YEARLY)
    const [small, large] = [await makeHome('E22a'), await makeHome('E22b')]
    for (const [home, value] of [
      [small, '200'],
      [large, '270'],
    ] as const) {
      await assign(rule.id, home)
      await read(await makeMeter(home), [
        ['2026-05-28', '170'],
        ['2026-06-28', value],
      ])
    }
    const { byHome } = await run(rule.id, '2026-06', '2026-06')
    expect([byHome.get(small), byHome.get(large)]).toEqual(['131.10', '479.20'])
  })

  test('E23: five persons: 226.32', async () => {
    const [rule, home] = [await makeRule(YEARLY), await makeHome('E23')]
    await assign(rule.id, home)
    const days = { effectiveFrom: '2026-01-01', effectiveTo: null, values: [{ premisesId: home, value: '5' }] }
    await world.as((tx, actor) => setMeasures(tx, actor, { communityId: world.communityId, name: 'persons', ...days }))
    await read(await makeMeter(home), [
      ['2026-05-28', '170'],
      ['2026-06-28', '230'],
    ])
    expect((await run(rule.id, '2026-06', '2026-06')).amounts).toEqual(['226.32'])
  })

  test('E24: monthly power steps: 265.60; two months in one reading have twice the room', async () => {
    const tiers = [
      { upTo: '230', unitPrice: '0.538' },
      { upTo: '400', unitPrice: '0.588' },
      { upTo: null, unitPrice: '0.838' },
    ]
    const rule = await makeRule({ kind: 'metered', tiers, tierTerms: { span: 'month', persons: null } })
    const home = await makeHome('E24')
    await assign(rule.id, home)
    await read(await makeMeter(home, { kind: 'electricity' }), [
      ['2026-01-31', '450'],
      ['2026-03-31', '900'],
    ])
    expect((await run(rule.id)).amounts).toEqual(['265.60', '242.10'])
  })

  test('E25: a replaced meter is one bill: 583.05; until the new one is read nothing is billed', async () => {
    const [rule, home] = [await makeRule({ kind: 'metered', unitPrice: '3.45' }), await makeHome('E25')]
    await assign(rule.id, home)
    const [meterId, id] = [await makeMeter(home, { initialReading: '9871' }), newId()]
    const words = {
      ...{ id, meterId, version: 1, code: id.slice(-8), multiplier: '1', digits: 5, decimals: 2, initialReading: '3' },
      ...{ verifiedUntil: null, brand: '', model: '', deviceNo: '', readBy: 'person' as const },
      ...{ replacedOn: '2026-01-15', finalReading: '9998', reason: '到期轮换' },
    }
    await world.as((tx, actor) => replaceMeter(tx, actor, words))
    expect((await run(rule.id, '2026-01', '2026-01')).amounts).toEqual([])
    await read(id, [['2026-01-28', '45']])
    expect((await run(rule.id, '2026-01', '2026-01')).amounts).toEqual(['583.05'])
  })

  test('E26: over the rollover: 21.08; without the flag not approved, not billed', async () => {
    const [rule, home] = [await makeRule({ kind: 'metered', unitPrice: '0.62' }), await makeHome('E26')]
    await assign(rule.id, home)
    const meterId = await makeMeter(home, { kind: 'electricity', initialReading: '99987' })
    expect(await read(meterId, [['2026-01-28', '21']])).toEqual(['negative'])
    expect((await run(rule.id)).amounts).toEqual([])
    await read(meterId, [['2026-01-28', '21', { rolledOver: true }]])
    expect((await run(rule.id)).amounts).toEqual(['21.08'])
  })

  test('E27: estimated 20 → 69.00, then 35 in truth → 51.75; more estimated than used is carried on', async () => {
    const [rule, home, other] = [
      await makeRule({ kind: 'metered', unitPrice: '3.45' }),
      await makeHome('E27a'),
      await makeHome('E27b'),
    ]
    const estimate = { source: 'estimate' }
    await assign(rule.id, home)
    await read(await makeMeter(home, { initialReading: '100' }), [
      ['2026-01-28', '120', estimate],
      ['2026-02-28', '135'],
    ])
    expect((await run(rule.id)).amounts).toEqual(['69.00', '51.75'])
    const next = await makeRule({ kind: 'metered', unitPrice: '3.45' })
    await assign(next.id, other)
    // 15 in truth, 5 less than was billed: with the 30 after them 25 are left.
    await read(await makeMeter(other, { initialReading: '100' }), [
      ['2026-01-28', '120', estimate],
      ['2026-02-28', '115'],
      ['2026-03-28', '145'],
    ])
    expect((await run(next.id)).amounts).toEqual(['69.00', '86.25'])
  })

  test('E28: over the year’s end: 122.13', async () => {
    const [rule, home] = [await makeRule(YEARLY), await makeHome('E28')]
    await assign(rule.id, home)
    await read(await makeMeter(home, { installedOn: '2024-12-31' }), [
      ['2025-12-15', '175'],
      ['2026-01-15', '206'],
    ])
    expect((await run(rule.id, '2026-01', '2026-01')).amounts).toEqual(['122.13'])
  })

  test('E29: a price change inside a reading: 33.18', async () => {
    const [rule, home] = [await makeRule({ kind: 'metered', unitPrice: '0.538' }), await makeHome('E29')]
    const price = { unitPrice: '0.568', fixedAmount: '0', effectiveFrom: '2026-07-01' }
    const none = { formula: null, tiers: null, bands: null, turnoverPercent: null }
    await world.as((tx, actor) => addRuleVersion(tx, actor, { id: newId(), ruleId: rule.id, ...price, ...none }))
    await assign(rule.id, home)
    await read(await makeMeter(home, { kind: 'electricity' }), [
      ['2026-06-15', '100'],
      ['2026-07-15', '160'],
    ])
    expect((await run(rule.id, '2026-07', '2026-07')).amounts).toEqual(['33.18'])
  })

  test('time of use, and two meters of a home that are read together are one bill', async () => {
    const bands = [
      { name: '峰', unitPrice: '1.05' },
      { name: '谷', unitPrice: '0.33' },
    ]
    const [byTime, plain] = [
      await makeRule({ kind: 'metered', bands, meterKind: 'electricity' }),
      await makeRule({ kind: 'metered', unitPrice: '2', meterKind: 'water-cold' }),
    ]
    const home = await makeHome('TOU')
    await assign(byTime.id, home)
    await assign(plain.id, home)
    const power = await makeMeter(home, { kind: 'electricity', bands: ['峰', '谷'] })
    await read(power, [['2026-01-28', '100', { bands: { 峰: '60', 谷: '40' } }]])
    await read(await makeMeter(home), [['2026-01-28', '10']])
    await read(await makeMeter(home), [['2026-01-28', '5']])
    expect((await run(byTime.id)).amounts).toEqual(['76.20'])
    expect((await run(plain.id)).amounts).toEqual(['30.00'])
  })
})

describe('shared costs become bills', () => {
  const DAYS = { fromOn: '2026-06-01', toOn: '2026-06-30' }
  const pool = (ruleId: string, more: object) => {
    const usual = { ...DAYS, name: '公共照明', basis: 'area' as const, meterKind: null, factors: [], note: '' }
    const exempt = { exempt: 'company-bears' as const, exemptPremisesIds: [] as string[] }
    const cost = { by: 'amount' as const, totalFen: 100_00n }
    const input = { id: newId(), communityId: world.communityId, ruleId, ...usual, ...exempt, cost, ...more }
    return world.as((tx, actor) => addPool(tx, actor, input))
  }
  const shared = async (homes: [code: string, areaM2: string, floor?: number][]) => {
    const rule = await makeRule({ kind: 'pool' })
    const ids: string[] = []
    for (const [code, areaM2, floor] of homes) {
      const id = await makeHome(code, areaM2, floor)
      await assign(rule.id, id)
      ids.push(id)
    }
    return { ruleId: rule.id, ids }
  }
  const billed = async (ruleId: string, ids: string[]) => {
    const { byHome, exceptions } = await run(ruleId, '2026-07', '2026-07')
    expect(exceptions).toEqual([])
    return ids.map(id => byHome.get(id))
  }

  test('E16: what the shared meter counted × the price, by area: 23.62', async () => {
    const { ruleId, ids } = await shared([
      ['E16a', '89.37'],
      ['E16b', '12256.30'],
    ])
    const meter = { kind: 'electricity', level: 'shared', place: '配电房', multiplier: '40', initialReading: '100' }
    const meterId = await makeMeter('', { ...meter, premisesId: null })
    await read(meterId, [
      ['2026-05-31', '200'],
      ['2026-06-30', '330.92'],
    ])
    const cost = { by: 'meters' as const, meterIds: [meterId], unit: '度', unitPrice: '0.6230' }
    expect(await pool(ruleId, { cost })).toMatchObject({ quantity: '5236.8', totalFen: 326253n, memberCount: 2 })
    expect((await billed(ruleId, ids))[0]).toBe('23.62')
  })

  test('E17: the parts add up: 33.34/33.33/33.33; 24.60/24.60/33.17/17.64', async () => {
    const equal = await shared([
      ['E17a', '50'],
      ['E17b', '60'],
      ['E17c', '70'],
    ])
    await pool(equal.ruleId, { basis: 'household' })
    expect((await billed(equal.ruleId, equal.ids)).sort()).toEqual(['33.33', '33.33', '33.34'])
    const byArea = await shared([
      ['E17d', '89.37'],
      ['E17e', '89.37'],
      ['E17f', '120.50'],
      ['E17g', '64.11'],
    ])
    await pool(byArea.ruleId, { cost: { by: 'amount', totalFen: 100_01n } })
    expect(await billed(byArea.ruleId, byArea.ids)).toEqual(['24.60', '24.60', '33.17', '17.64'])
  })

  test('E18: one of three is exempt: the company bears 100.00, or the others pay 150.00', async () => {
    const three = async (name: string, exempt: 'company-bears' | 'redistribute') => {
      const { ruleId, ids } = await shared([
        [`${name}1`, '100'],
        [`${name}2`, '100'],
        [`${name}3`, '100'],
      ])
      const cost = { by: 'amount', totalFen: 300_00n }
      const { companyFen } = await pool(ruleId, { cost, exempt, exemptPremisesIds: [ids[2]] })
      return { companyFen, billed: await billed(ruleId, ids) }
    }
    expect(await three('E18a', 'company-bears')).toEqual({
      companyFen: 100_00n,
      billed: ['100.00', '100.00', undefined],
    })
    expect(await three('E18b', 'redistribute')).toEqual({ companyFen: 0n, billed: ['150.00', '150.00', undefined] })
  })

  test('E19: lift energy by the factor of the floor: 112.50/225.00/225.00/337.50', async () => {
    const { ruleId, ids } = await shared([
      ['E19a', '100', 1],
      ['E19b', '100', 2],
      ['E19c', '100', 3],
      ['E19d', '100', 4],
    ])
    const factors = [
      { upTo: 1, factor: '0.5' },
      { upTo: 3, factor: '1' },
      { upTo: null, factor: '1.5' },
    ]
    await pool(ruleId, { basis: 'factor', factors, cost: { by: 'amount', totalFen: 900_00n } })
    expect(await billed(ruleId, ids)).toEqual(['112.50', '225.00', '225.00', '337.50'])
  })

  test('by what homes used, and by a weight; days are shared once; what is billed is not taken back', async () => {
    const { ruleId, ids } = await shared([
      ['UseA', '100'],
      ['UseB', '100'],
    ])
    for (const [index, value] of ['30', '10'].entries())
      await read(await makeMeter(ids[index] ?? ''), [
        ['2026-05-31', '1'],
        ['2026-06-28', String(Number(value) + 1)],
      ])
    const byUse = { basis: 'usage', meterKind: 'water-cold' }
    const made = await pool(ruleId, byUse)
    expect(made.shares.map(share => share.weight)).toEqual(['30', '10'])
    await expect(pool(ruleId, byUse)).rejects.toMatchObject({ code: 'billing.pool_days_taken' })
    const voided = (version: number) =>
      world.as((tx, actor) => voidPool(tx, actor, { poolId: made.id, reason: '录错', version }))
    await voided(1)
    const again = await pool(ruleId, byUse)
    expect(await billed(ruleId, ids)).toEqual(['75.00', '25.00'])
    await expect(
      world.as((tx, actor) => voidPool(tx, actor, { poolId: again.id, reason: '录错', version: 1 })),
    ).rejects.toMatchObject({ code: 'billing.pool_billed', params: { billCount: 2 } })
    const weighed = await makeRule({ kind: 'pool' })
    await assign(weighed.id, ids[0] ?? '', { quantity: '3' })
    await assign(weighed.id, ids[1] ?? '')
    const unknown = await pool(weighed.id, { basis: 'custom' })
    expect(unknown).toMatchObject({ problem: { code: 'no-measure' } })
    expect((await run(weighed.id, '2026-07', '2026-07')).exceptions).toEqual(['no-measure', 'no-measure'])
    await expect(pool((await makeRule({ kind: 'fixed', fixedAmount: '1' })).id, {})).rejects.toMatchObject({
      code: 'billing.pool_rule_wrong',
    })
    expect(await world.as((tx, actor) => readPool(tx, actor, { poolId: unknown.id }))).toMatchObject({ memberCount: 2 })
  })
})
