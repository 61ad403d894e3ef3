import { billing as contract, type WireRequestOf } from '@anju/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { newId } from '../../platform/ids.ts'
import { type JourneyWorld, makeJourneyWorld } from '../testing/journey-world.ts'
import { previewBills } from './preview-bills.ts'
import { previewInline } from './preview-inline.ts'

describe('a preview of a community', () => {
  let database: TestDatabase
  let world: JourneyWorld
  beforeAll(async () => {
    database = await cloneDatabase()
    world = await makeJourneyWorld(database)
  })
  afterAll(() => database.drop())

  const preview = (change: object = {}, actor = world.staff) =>
    world.as(
      (tx, me) => previewBills(tx, me, { communityId: world.communityId, from: '2020-06', to: '2020-12', ...change }),
      actor,
    )

  it('shows every bill with its arithmetic and saves nothing; after a run nothing of it is new', async () => {
    const total = 6n * 857_58n + 10n * 343_68n
    const before = await preview()
    expect(before).toMatchObject({
      billCount: 16,
      lineCount: 66,
      totalFen: total,
      newBillCount: 16,
      newTotalFen: total,
    })
    expect(before.exceptions).toEqual([])
    const [bill] = before.bills.filter(({ premisesId }) => premisesId === world.rooms['1012'])
    expect(bill).toMatchObject({
      premisesLabel: '1栋1单元1012室',
      payerName: '业主1012',
      ruleName: '物业费一',
      cycleStart: '2020-06-10',
      cycleEnd: '2020-12-09',
      dueOn: '2020-06-10',
      amountFen: 857_58n,
      exists: false,
    })
    expect(bill?.lines.map(line => line.amountFen)).toEqual(Array(6).fill(142_93n))
    expect(bill?.lines[0]?.words.en).toContain('142.928')
    expect(await asOwner(database, 'select 1 from billing.bill')).toEqual([])

    await world.bill('2020-06', '2020-09')
    const after = await preview()
    // Seven bills have a billing date up to September: those that begin on 06-10 and 07-10, and 09-10 of rule 2.
    expect(after).toMatchObject({ billCount: 16, totalFen: total, newBillCount: 7 })
    expect(after.newTotalFen).toBe(3n * 857_58n + 4n * 343_68n)
    expect(after.bills.filter(shown => shown.exists)).toHaveLength(9)
  })

  it('narrows to a room and to rules', async () => {
    expect(await preview({ premisesId: world.rooms['1011'] })).toMatchObject({ billCount: 4 })
    expect(await preview({ ruleIds: [world.rule1] })).toMatchObject({ billCount: 6 })
    expect(await preview({ premisesId: newId() })).toMatchObject({ billCount: 0 })
    expect(await preview({ ruleIds: [] })).toMatchObject({ billCount: 0 })
    await expect(preview({ ruleIds: [newId()] })).rejects.toMatchObject({ status: 404 })
    await expect(preview({ to: '2020-05' })).rejects.toMatchObject({ code: 'billing.period_wrong' })
  })

  it('stops at the walls', async () => {
    const stranger = await makeJourneyWorld(database)
    const scoped = await world.tenant.staff({ communityIds: [newId()] })
    for (const actor of [stranger.staff, scoped])
      await expect(preview({}, actor)).rejects.toMatchObject({ status: 404 })
  })
})

describe('a preview of inline data', () => {
  type Wire = Extract<WireRequestOf<typeof contract.previewBills>['body'], { rule: unknown }>
  type Input = Omit<Wire, 'rule'> & { rule: Wire['rule'] & { versions: Wire['rule']['versions'] } }
  const RULE: Input['rule'] = {
    kind: 'area-price',
    cycleMonths: 1,
    timing: 'advance',
    lineGrain: 'natural-month',
    proration: 'ACTUAL',
    dueDays: 0,
    effectiveTo: null,
    versions: [{ effectiveFrom: '2026-01-01', unitPrice: '2.85', fixedAmount: '0' }],
  }
  const NOTHING = { effectiveFrom: '2020-01-01', unitPrice: '0', fixedAmount: '0' }
  const show = (change: Partial<Input> = {}) => {
    const body = contract.previewBills.body.parse({
      rule: RULE,
      areas: [{ effectiveFrom: '2026-01-01', areaM2: '89.37' }],
      startsOn: '2026-01-01',
      endsOn: null,
      from: '2026-01-01',
      to: '2026-12-31',
      ...change,
    })
    if (!('rule' in body)) throw new Error('Inline data have a rule.')
    return previewInline(body)
  }

  it('E01, E03, E04: a year of months, and a month that begins on the 18th', () => {
    const year = show()
    expect([year.billCount, year.lineCount, year.totalFen]).toEqual([12, 12, 3056_40n])
    expect(show({ startsOn: '2026-03-18', to: '2026-03-31' }).totalFen).toBe(115_03n)
  })

  it('E07: a price change in the month is two lines', () => {
    const versions = [...RULE.versions, { effectiveFrom: '2026-07-16', unitPrice: '3.10', fixedAmount: '0' }]
    const july = show({ rule: { ...RULE, versions }, from: '2026-07-01', to: '2026-07-31' })
    expect(july.bills[0]?.lines.map(line => line.amountFen)).toEqual([123_24n, 142_99n])
    expect(july.totalFen).toBe(266_23n)
  })

  it('takes percentages off what is charged by the month or read, and of a deposit or a shared cost says that there are none', () => {
    const percents = [{ from: '2026-01-01', to: null, percent: '50' }]
    const at = { effectiveFrom: '2026-01-01', unitPrice: '0', fixedAmount: '2000' }
    const once = { startsOn: '2026-01-01', to: '2026-01-31' }
    expect(show({ ...once, percents }).totalFen).toBe(127_35n)
    const deposit = { ...RULE, kind: 'deposit' as const, versions: [at] }
    expect(show({ ...once, rule: deposit }).totalFen).toBe(2000_00n)
    const wrong = { code: 'billing.rule_wrong', params: { problems: [{ field: 'percents', code: 'must-be-empty' }] } }
    const refusal = (rule: Input['rule']) => {
      try {
        return show({ ...once, rule, percents })
      } catch (error) {
        return error
      }
    }
    expect(refusal(deposit)).toMatchObject(wrong)
    expect(refusal({ ...RULE, kind: 'pool', versions: [{ ...at, fixedAmount: '0' }] })).toMatchObject(wrong)
    const metered = {
      ...RULE,
      kind: 'metered' as const,
      minimum: '100',
      versions: [{ ...at, unitPrice: '3.45', fixedAmount: '5' }],
    }
    const readings = [{ from: '2026-01-01', to: '2026-01-31', registers: [{ previous: '1234', current: '1251' }] }]
    expect(show({ ...once, rule: metered, readings }).totalFen).toBe(100_00n)
    expect(show({ ...once, rule: { ...metered, minimum: null }, readings, percents }).totalFen).toBe(31_83n)
  })

  it('E15, E17, E22: several payers, a pool and steps, all inline', () => {
    const split = show({
      to: '2026-01-31',
      payers: [
        { kind: 'owner', percent: '60' },
        { kind: 'developer', name: '开发商', percent: '40' },
      ],
    })
    expect(split.bills[0]?.lines[0]?.payers?.map(payer => payer.amountFen)).toEqual([152_82n, 101_88n])
    const price = { effectiveFrom: '2026-01-01', unitPrice: '0', fixedAmount: '0' }
    const days = { from: '2026-01-01', to: '2026-01-31' }
    const pool = show({
      rule: { kind: 'pool', versions: [price] },
      pools: [
        {
          ...days,
          cost: { totalFen: 10000 },
          basis: 'household',
          members: ['a', 'b', 'c'].map(id => ({ id, weight: '1' })),
        },
      ],
    })
    expect(pool.bills.map(bill => [bill.member, bill.amountFen])).toEqual([
      ['a', 33_34n],
      ['b', 33_33n],
      ['c', 33_33n],
    ])
    const tiers = [
      { upTo: '180', unitPrice: '3.45' },
      { upTo: '260', unitPrice: '4.83' },
      { upTo: null, unitPrice: '5.83' },
    ]
    const steps = show({
      rule: { kind: 'metered', tierTerms: { span: 'year' }, versions: [{ ...price, tiers }] },
      readings: [{ ...days, registers: [{ previous: '0', current: '100' }], usedInYear: { 2026: '170' } }],
    })
    expect(steps.totalFen).toBe(479_20n)
    expect(steps.bills[0]?.lines[0]?.words['zh-CN']).toBe(
      '(100 − 0) = 100；本年已用 170；10 × 3.45元 + 80 × 4.83元 + 10 × 5.83元 = 479.20元（2026-01-01 至 2026-01-31，共31天）',
    )
    expect(show({ rule: { kind: 'metered', versions: [{ ...price, unitPrice: '1' }] } }).exceptions).toEqual([
      { code: 'no-reading' },
    ])
  })

  it('E63: somebody else pays from the 18th of June: months, readings and shares of costs are cut there, all inline', () => {
    const payer = (name: string) => [{ kind: 'owner' as const, name, percent: '100' }]
    const sold = [
      { from: '2020-01-01', to: '2026-06-17', payers: payer('卖方') },
      { from: '2026-06-18', payers: payer('买方') },
    ]
    const june = { from: '2026-06-01', to: '2026-06-30' }
    const paid = ({ bills }: ReturnType<typeof show>) =>
      bills.flatMap(bill => bill.lines.flatMap(line => line.payers?.map(one => `${one.name} ${one.amountFen}`) ?? []))
    // 17 and 13 of 30 days of 254.7045.
    expect(paid(show({ ...june, payerSpans: sold }))).toEqual(['卖方 14433', '买方 11037'])
    const water = { kind: 'metered' as const, versions: [{ ...NOTHING, unitPrice: '3.45' }] }
    const reading = (from: string, to: string, previous: string, current: string) => ({
      ...{ from, to },
      registers: [{ previous, current }],
    })
    const whole = show({ rule: water, readings: [reading(june.from, june.to, '100', '130')], payerSpans: sold })
    expect(paid(whole)).toEqual(['卖方 5865', '买方 4485'])
    expect(whole.exceptions).toEqual([{ code: 'payer-cut', at: '2026-06-18' }])
    const onTheDay = [reading(june.from, '2026-06-18', '100', '104'), reading('2026-06-19', june.to, '104', '130')]
    const read = show({ rule: water, readings: onTheDay, payerSpans: sold })
    expect([read.exceptions, read.bills.map(bill => Number(bill.amountFen))]).toEqual([[], [13_80, 89_70]])
    const fee = { ...water, versions: [{ ...NOTHING, unitPrice: '1', fixedAmount: '30' }] }
    expect(paid(show({ rule: fee, readings: [reading(june.from, june.to, '0', '30')], payerSpans: sold }))).toEqual([
      ...['卖方 3400', '买方 2600'],
    ])
    const members = ['a', 'b', 'c'].map(id => ({ id, weight: '1' }))
    const pool = { ...june, cost: { totalFen: 10000 }, basis: 'household' as const, members }
    const shares = show({ rule: { kind: 'pool', versions: [NOTHING] }, pools: [pool], payerSpans: sold })
    expect(paid(shares).slice(0, 2)).toEqual(['卖方 1889', '买方 1445'])
    // In parts from a day on; days that no span holds are as `payers` says.
    const parts = [
      { kind: 'owner' as const, name: '业主', percent: '60' },
      { kind: 'developer' as const, name: '开发商', percent: '40' },
    ]
    const some = show({ ...june, payers: payer('业主'), payerSpans: [{ from: '2026-06-16', payers: parts }] })
    expect(paid(some)).toEqual(['业主 12735', '业主 7641', '开发商 5094'])
  })

  it('refuses payers over time that are not one after the other or not the whole', () => {
    const all = [{ kind: 'owner' as const, percent: '100' }]
    const problems = (payerSpans: Input['payerSpans']) => {
      try {
        return show({ payerSpans })
      } catch (error) {
        return (error as { params: { problems: unknown } }).params.problems
      }
    }
    const [first, second] = [
      { from: '2026-01-01', payers: all },
      { from: '2026-06-01', payers: all },
    ]
    expect(problems([first, second])).toEqual([{ field: 'payerSpans.1.from', code: 'not-ascending' }])
    expect(problems([{ ...second, to: '2026-05-31' }])).toEqual([
      { field: 'payerSpans.0.to', code: 'ends-before-start' },
    ])
    expect(problems([{ ...first, payers: [{ kind: 'owner', percent: '90' }] }])).toEqual([
      { field: 'payerSpans.0.payers', code: 'out-of-range' },
    ])
  })

  it('tells what is missing', () => {
    expect(show({ areas: [] })).toMatchObject({ billCount: 0, exceptions: [{ code: 'no-area' }] })
    expect(show({ startsOn: '2025-11-01', from: '2025-11-01' }).exceptions).toEqual([{ code: 'price-gap' }])
  })

  it('refuses what makes no sense', () => {
    const code = (change: Partial<Input>) => {
      try {
        show(change)
      } catch (error) {
        return (error as { code: string }).code
      }
      return null
    }
    expect(code({ from: '2027-01-01' })).toBe('billing.period_wrong')
    expect(code({ to: '2099-12-31' })).toBe('billing.period_wrong')
    expect(code({ startsOn: '0000-01-01' })).toBe('billing.period_wrong')
    const price = (unitPrice: string) => ({
      rule: { ...RULE, versions: [{ effectiveFrom: '2026-01-01', unitPrice, fixedAmount: '0' }] },
    })
    expect(code(price('0'))).toBe('billing.rule_wrong')
    expect(code({ areas: [{ effectiveFrom: '2026-01-01', areaM2: '1.234' }] })).toBe('billing.rule_wrong')
    expect(code({ ...price('99999999'), areas: [{ effectiveFrom: '2026-01-01', areaM2: '99999999' }] })).toBe(
      'billing.rule_wrong',
    )
  })
})
