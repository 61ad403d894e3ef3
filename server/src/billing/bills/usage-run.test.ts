import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { replaceMeter } from '../../metering/meters/replace-meter.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { createDiscount } from '../discounts/edit-discounts.ts'
import { giveDiscount } from '../discounts/grant-discounts.ts'
import { setMeasures } from '../measures/premises-measures.ts'
import { addRuleVersion } from '../rules/add-rule-version.ts'
import { makeUsageWorld, type UsageWorld } from '../testing/usage-world.ts'
import { previewBills } from './preview-bills.ts'

/** The numbered examples E20–E29 again, now from readings that people entered and a run that bills them. */

let database: TestDatabase
let usage: UsageWorld

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  database = await cloneDatabase()
  usage = await makeUsageWorld(database)
})

afterAll(async () => {
  setClock(null)
  await database.drop()
})

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
    const [rule, home] = [await usage.makeRule({ kind: 'metered', unitPrice: '3.45' }), await usage.makeHome('E20')]
    await usage.assign(rule.id, home)
    await usage.read(await usage.makeMeter(home, { initialReading: '1234' }), [['2026-01-28', '1251']])
    expect(await usage.run(rule.id, '2026-01', '2026-01')).toMatchObject({
      amounts: ['58.65'],
      added: 1,
      exceptions: [],
    })
    expect(await usage.run(rule.id, '2026-01', '2026-01')).toMatchObject({ amounts: ['58.65'], added: 0 })
    expect(await usage.run(rule.id, '2026-02', '2026-02')).toMatchObject({ added: 0, exceptions: ['no-reading'] })
  })

  test('a month without a reading is an exception of a run over several months, and of one that looks for corrections', async () => {
    const [rule, home] = [await usage.makeRule({ kind: 'metered', unitPrice: '3.45' }), await usage.makeHome('Gap')]
    await usage.assign(rule.id, home)
    const meter = await usage.makeMeter(home)
    await usage.read(meter, [['2026-01-28', '17']])
    const missing = (from: string, to: string, correctFrom?: string) =>
      usage.world.as(async (tx, actor) => {
        const months = { from, to, ...(correctFrom ? { correctFrom } : {}) }
        const input = { communityId: usage.world.communityId, ruleIds: [rule.id], ...months }
        const { exceptions } = await previewBills(tx, actor, input)
        return exceptions.filter(({ code }) => code !== 'no-payer')
      })
    const preview = async (from: string, to: string, correctFrom?: string) =>
      (await missing(from, to, correctFrom)).map(one => one.code)
    expect(await preview('2026-01', '2026-01')).toEqual([])
    expect(await preview('2026-02', '2026-02')).toEqual(['no-reading'])
    expect(await preview('2026-01', '2026-02')).toEqual(['no-reading'])
    expect(await preview('2026-02', '2026-02', '2026-01')).toEqual(['no-reading'])
    expect(await usage.run(rule.id, '2026-01', '2026-02')).toMatchObject({ added: 1, exceptions: ['no-reading'] })
    // By the months of the cycles, each named.
    expect(await missing('2026-01', '2026-02')).toMatchObject([{ code: 'no-reading', at: '2026-01' }])
    expect(await missing('2026-02', '2026-03')).toMatchObject([{ code: 'no-reading', at: '2026-01, 2026-02' }])
    // Read for both months at once: no day is left out. Months that get no bills are not asked for anew.
    await usage.read(meter, [['2026-03-28', '50']])
    expect(await preview('2026-02', '2026-03')).toEqual([])
    expect(await preview('2026-03', '2026-04')).toEqual(['no-reading'])
    expect(await preview('2026-03', '2026-03', '2025-11')).toEqual([])
  })

  test('E21: transformer 40 → 2502.29; the rule names the kind of meter where a home has several', async () => {
    const price = { kind: 'metered' as const, unitPrice: '0.8215' }
    const [rule, vague] = [await usage.makeRule({ ...price, meterKind: 'electricity' }), await usage.makeRule(price)]
    // As rules of a former system come.
    await asOwner(database, `update billing.rule set terms = terms - 'meterKind' where id = $1`, [vague.id])
    const home = await usage.makeHome('E21')
    await usage.assign(rule.id, home)
    await usage.assign(vague.id, home)
    const power = { kind: 'electricity', initialReading: '1180.20', multiplier: '40' }
    await usage.read(await usage.makeMeter(home, power), [['2026-01-28', '1256.35']])
    await usage.read(await usage.makeMeter(home), [['2026-01-28', '7']])
    expect((await usage.run(rule.id)).amounts).toEqual(['2502.29'])
    expect(await usage.run(vague.id, '2026-01', '2026-01')).toMatchObject({
      amounts: [],
      exceptions: ['ambiguous-meter'],
    })
  })

  test('E22: yearly steps go on where the year stands: 131.10, 479.20', async () => {
    const rule = await usage.makeRule(YEARLY)
    const [small, large] = [await usage.makeHome('E22a'), await usage.makeHome('E22b')]
    for (const [home, value] of [
      [small, '200'],
      [large, '270'],
    ] as const) {
      await usage.assign(rule.id, home)
      await usage.read(await usage.makeMeter(home), [
        ['2026-05-28', '170'],
        ['2026-06-28', value],
      ])
    }
    const { byHome } = await usage.run(rule.id, '2026-06', '2026-06')
    expect([byHome.get(small), byHome.get(large)]).toEqual(['131.10', '479.20'])
  })

  test('E23: five persons: 226.32', async () => {
    const [rule, home] = [await usage.makeRule(YEARLY), await usage.makeHome('E23')]
    await usage.assign(rule.id, home)
    const days = { effectiveFrom: '2026-01-01', effectiveTo: null, values: [{ premisesId: home, value: '5' }] }
    await usage.world.as((tx, actor) =>
      setMeasures(tx, actor, { communityId: usage.world.communityId, name: 'persons', ...days }),
    )
    await usage.read(await usage.makeMeter(home), [
      ['2026-05-28', '170'],
      ['2026-06-28', '230'],
    ])
    expect((await usage.run(rule.id, '2026-06', '2026-06')).amounts).toEqual(['226.32'])
  })

  test('E24: monthly power steps: 265.60; two months in one reading have twice the room', async () => {
    const tiers = [
      { upTo: '230', unitPrice: '0.538' },
      { upTo: '400', unitPrice: '0.588' },
      { upTo: null, unitPrice: '0.838' },
    ]
    const rule = await usage.makeRule({
      ...{ kind: 'metered', meterKind: 'electricity', tiers, tierTerms: { span: 'month', persons: null } },
    })
    const home = await usage.makeHome('E24')
    await usage.assign(rule.id, home)
    await usage.read(await usage.makeMeter(home, { kind: 'electricity' }), [
      ['2026-01-31', '450'],
      ['2026-03-31', '900'],
    ])
    expect((await usage.run(rule.id)).amounts).toEqual(['265.60', '242.10'])
  })

  test('E25: a replaced meter is one bill: 583.05; until the new one is read nothing is billed', async () => {
    const [rule, home] = [await usage.makeRule({ kind: 'metered', unitPrice: '3.45' }), await usage.makeHome('E25')]
    await usage.assign(rule.id, home)
    const [meterId, id] = [await usage.makeMeter(home, { initialReading: '9871' }), newId()]
    const words = {
      ...{ id, meterId, version: 1, code: id.slice(-8), multiplier: '1', digits: 5, decimals: 2, initialReading: '3' },
      ...{ verifiedUntil: null, brand: '', model: '', deviceNo: '', readBy: 'person' as const },
      ...{ replacedOn: '2026-01-15', finalReading: '9998', reason: '到期轮换' },
    }
    await usage.world.as((tx, actor) => replaceMeter(tx, actor, words))
    expect((await usage.run(rule.id, '2026-01', '2026-01')).amounts).toEqual([])
    await usage.read(id, [['2026-01-28', '45']])
    expect((await usage.run(rule.id, '2026-01', '2026-01')).amounts).toEqual(['583.05'])
  })

  test('E26: over the rollover: 21.08; without the flag not approved, not billed', async () => {
    const [rule, home] = [
      await usage.makeRule({ kind: 'metered', meterKind: 'electricity', unitPrice: '0.62' }),
      await usage.makeHome('E26'),
    ]
    await usage.assign(rule.id, home)
    const meterId = await usage.makeMeter(home, { kind: 'electricity', initialReading: '99987' })
    expect(await usage.read(meterId, [['2026-01-28', '21']])).toEqual(['negative'])
    expect((await usage.run(rule.id)).amounts).toEqual([])
    await usage.read(meterId, [['2026-01-28', '21', { rolledOver: true }]])
    expect((await usage.run(rule.id)).amounts).toEqual(['21.08'])
  })

  test('E27: estimated 20 → 69.00, then 35 in truth → 51.75; more estimated than used is carried on', async () => {
    const [rule, home, other] = [
      await usage.makeRule({ kind: 'metered', unitPrice: '3.45' }),
      await usage.makeHome('E27a'),
      await usage.makeHome('E27b'),
    ]
    const estimate = { source: 'estimate' }
    await usage.assign(rule.id, home)
    await usage.read(await usage.makeMeter(home, { initialReading: '100' }), [
      ['2026-01-28', '120', estimate],
      ['2026-02-28', '135'],
    ])
    expect((await usage.run(rule.id)).amounts).toEqual(['69.00', '51.75'])
    const next = await usage.makeRule({ kind: 'metered', unitPrice: '3.45' })
    await usage.assign(next.id, other)
    // 15 in truth, 5 less than was billed: with the 30 after them 25 are left.
    await usage.read(await usage.makeMeter(other, { initialReading: '100' }), [
      ['2026-01-28', '120', estimate],
      ['2026-02-28', '115'],
      ['2026-03-28', '145'],
    ])
    expect((await usage.run(next.id)).amounts).toEqual(['69.00', '86.25'])
  })

  test('E28: over the year’s end: 122.13', async () => {
    const [rule, home] = [await usage.makeRule(YEARLY), await usage.makeHome('E28')]
    await usage.assign(rule.id, home)
    await usage.read(await usage.makeMeter(home, { installedOn: '2024-12-31' }), [
      ['2025-12-15', '175'],
      ['2026-01-15', '206'],
    ])
    expect((await usage.run(rule.id, '2026-01', '2026-01')).amounts).toEqual(['122.13'])
  })

  test('E29: a price change inside a reading: 33.18', async () => {
    const [rule, home] = [
      await usage.makeRule({ kind: 'metered', meterKind: 'electricity', unitPrice: '0.538' }),
      await usage.makeHome('E29'),
    ]
    const price = { unitPrice: '0.568', fixedAmount: '0', effectiveFrom: '2026-07-01' }
    const none = { formula: null, tiers: null, bands: null, turnoverPercent: null }
    await usage.world.as((tx, actor) => addRuleVersion(tx, actor, { id: newId(), ruleId: rule.id, ...price, ...none }))
    await usage.assign(rule.id, home)
    await usage.read(await usage.makeMeter(home, { kind: 'electricity' }), [
      ['2026-06-15', '100'],
      ['2026-07-15', '160'],
    ])
    expect((await usage.run(rule.id, '2026-07', '2026-07')).amounts).toEqual(['33.18'])
  })

  test('a basic fee, a minimum, and a discount that names the item; one of every item leaves what was used alone', async () => {
    const price = { kind: 'metered' as const, unitPrice: '3.45', fixedAmount: '5' }
    const [fee, least, home] = [
      await usage.makeRule({ ...price, itemName: '水费（有基本费）' }),
      await usage.makeRule({ ...price, minimum: '100' }),
      await usage.makeHome('Fee'),
    ]
    await usage.assign(fee.id, home)
    await usage.assign(least.id, home)
    await usage.read(await usage.makeMeter(home, { initialReading: '1234' }), [['2026-01-30', '1251']])
    const discount = (itemIds: string[] | null, percent: string) =>
      usage.world.as(async (tx, actor) => {
        const [discountId, { communityId }] = [newId(), usage.world]
        const versions = [{ effectiveFrom: '2020-01-01', percent, capYuan: null }]
        const facts = { name: newId(), kind: 'hardship' as const, maxMonths: null, minMonths: null, untilOn: null }
        await createDiscount(tx, actor, {
          ...{ ...facts, id: discountId, communityId, itemIds, versions, needsEvidence: false },
        })
        const days = { fromOn: '2026-01-16', toOn: '2026-01-30' }
        await giveDiscount(tx, actor, { id: newId(), discountId, premisesId: home, ...days, reason: '低保' })
      })
    await discount(null, '10')
    expect((await usage.run(fee.id, '2026-01', '2026-01')).amounts).toEqual(['63.65'])
    expect((await usage.run(least.id, '2026-01', '2026-01')).amounts).toEqual(['100.00'])
    await discount([fee.itemId], '50')
    // 15 of 30 days in full, 15 by half: 31.83 + 15.91.
    expect((await usage.run(fee.id, '2026-01', '2026-01')).amounts).toEqual(['47.74'])
  })

  test('time of use under a price change inside the reading is billed by its days', async () => {
    const bands = (peak: string, valley: string) => [
      { name: '峰', unitPrice: peak },
      { name: '谷', unitPrice: valley },
    ]
    const rule = await usage.makeRule({ kind: 'metered', bands: bands('1', '0.3'), meterKind: 'electricity' })
    const price = { unitPrice: '0', fixedAmount: '0', effectiveFrom: '2026-01-16', bands: bands('2', '0.4') }
    const none = { formula: null, tiers: null, turnoverPercent: null }
    await usage.world.as((tx, actor) => addRuleVersion(tx, actor, { id: newId(), ruleId: rule.id, ...price, ...none }))
    const home = await usage.makeHome('TOU2')
    await usage.assign(rule.id, home)
    const meter = { kind: 'electricity', bands: ['峰', '谷'], installedOn: '2026-01-05' }
    await usage.read(await usage.makeMeter(home, meter), [['2026-01-25', '100', { bands: { 峰: '60', 谷: '40' } }]])
    // 10 of 20 days each: 30 + 6, 60 + 8.
    expect(await usage.run(rule.id, '2026-01', '2026-01')).toMatchObject({ amounts: ['104.00'], exceptions: [] })
  })

  test('time of use, and two meters of a home that are read together are one bill', async () => {
    const bands = [
      { name: '峰', unitPrice: '1.05' },
      { name: '谷', unitPrice: '0.33' },
    ]
    const [byTime, plain] = [
      await usage.makeRule({ kind: 'metered', bands, meterKind: 'electricity' }),
      await usage.makeRule({ kind: 'metered', unitPrice: '2', meterKind: 'water-cold' }),
    ]
    const home = await usage.makeHome('TOU')
    await usage.assign(byTime.id, home)
    await usage.assign(plain.id, home)
    const power = await usage.makeMeter(home, { kind: 'electricity', bands: ['峰', '谷'] })
    await usage.read(power, [['2026-01-28', '100', { bands: { 峰: '60', 谷: '40' } }]])
    await usage.read(await usage.makeMeter(home), [['2026-01-28', '10']])
    await usage.read(await usage.makeMeter(home), [['2026-01-28', '5']])
    expect((await usage.run(byTime.id)).amounts).toEqual(['76.20'])
    expect((await usage.run(plain.id)).amounts).toEqual(['30.00'])
  })
})
