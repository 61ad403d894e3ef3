import { billing as contract, type WireRequestOf } from '@anju/contract'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { refuseInput } from '../../platform/errors.ts'
import { previewInline } from './preview-inline.ts'

type Wire = Extract<WireRequestOf<typeof contract.previewBills>['body'], { rule: unknown }>

const NOTHING = { effectiveFrom: '2020-01-01', unitPrice: '0', fixedAmount: '0' }
const JANUARY = { startsOn: '2026-01-01', from: '2026-01-01', to: '2026-01-31' }
const fixed = (fixedAmount: string, more: object = {}): Wire['rule'] => ({
  kind: 'fixed',
  lineGrain: 'natural-month',
  versions: [{ ...NOTHING, fixedAmount }],
  ...more,
})
function show(asked: Wire) {
  const body = contract.previewBills.body.parse(asked)
  if (!('rule' in body)) throw new Error('Inline data have a rule.')
  const answer = previewInline(body)
  expect(contract.previewBills.response.encode(answer)).toBeTruthy()
  return answer
}
function problems(asked: Wire): unknown {
  try {
    return show(asked)
  } catch (error) {
    return (error as { params: { problems: unknown } }).params.problems
  }
}
const lines = (asked: Wire) => show(asked).bills.flatMap(bill => bill.lines)

describe('a formula of inline data', () => {
  it('knows a field that is named in the measures, by its label', () => {
    const rule = (formula: string): Wire['rule'] => ({
      kind: 'formula',
      lineGrain: 'natural-month',
      versions: [{ ...NOTHING, fixedAmount: '10', formula }],
    })
    const measures = { f_阳台: [{ effectiveFrom: '2026-01-01', value: '6.5' }] }
    for (const formula of ['f_阳台 * 2 + fixed', '阳台 * 2 + fixed'])
      expect(show({ ...JANUARY, rule: rule(formula), measures }).totalFen).toBe(23_00n)
    expect(problems({ ...JANUARY, rule: rule('f_露台 * 2 + fixed'), measures })).toEqual([
      { field: 'versions.0.formula', code: 'formula-unknown-name', at: 'f_露台' },
    ])
  })
})

describe('keys that are not known', () => {
  const places = (asked: object) => {
    const parsed = contract.previewBills.body.safeParse(asked)
    return parsed.success ? null : refuseInput(parsed.error as z.ZodError).errors?.map(({ path }) => path)
  }
  it('are refused by their name, wherever they are', () => {
    const rule = fixed('100')
    expect(places({ ...JANUARY, rule })).toBeNull()
    expect(places({ ...JANUARY, rule, xx: 1 })).toEqual(['xx'])
    expect(places({ ...JANUARY, rule: { ...rule, lineGrian: 'natural-month' } })).toEqual(['rule.lineGrian'])
    const penalty = {
      rate: { by: 'lpr', times: '1.3', yeardays: 360, rates: [{ effectiveFrom: '2020-01-01', percent: '3' }] },
    }
    expect(places({ ...JANUARY, rule: { ...rule, penalty } })).toEqual(['rule.penalty.rate.yeardays'])
    expect(places({ ...JANUARY, rule: { ...rule, versions: [{ ...rule.versions[0], unitprice: '1' }] } })).toEqual([
      'rule.versions.0.unitprice',
    ])
    const pool = {
      ...{ from: '2026-01-01', to: '2026-01-31' },
      cost: { totalFen: 1, unit: 'kWh' },
      basis: 'area',
      members: [{ id: 'a', weight: '1' }],
    }
    expect(places({ ...JANUARY, rule: { ...rule, kind: 'pool' }, pools: [pool] })).toEqual(['pools.0.cost.unit'])
  })
})

describe('keys that are not known of what is saved', () => {
  const id = '01890a5d-ac96-774b-bcce-b302099a8057'
  const placesOf = (body: z.ZodType, asked: object) => {
    const parsed = body.safeParse(asked)
    return parsed.success ? null : refuseInput(parsed.error as z.ZodError).errors?.map(({ path }) => path)
  }
  it('are refused of months of a community, and of a saved rule on a home', () => {
    const { body } = contract.previewBills
    const months = { from: '2026-01', to: '2026-02' }
    expect(placesOf(body, { communityId: id, ...months })).toBeNull()
    expect(placesOf(body, { communityId: id, ...months, ruleids: [id] })).toEqual(['ruleids'])
    const tried = { ruleId: id, premisesId: id, ...months }
    expect(placesOf(body, tried)).toBeNull()
    expect(placesOf(body, { ...tried, startOn: '2026-01-01' })).toEqual(['startOn'])
  })

  it('are refused of parking, at every level', () => {
    const { body } = contract.previewParking
    const blocks = { by: 'blocks', first: { minutes: 60, fen: 500 }, each: { minutes: 60, fen: 200 } }
    const stay = { entry: '2026-03-01T10:00:00', exit: '2026-03-01T12:00:00' }
    const asked = { tariff: { charge: blocks }, ...stay }
    expect(placesOf(body, asked)).toBeNull()
    const period = { from: '07:00', to: '07:00', price: { per: 'period', fen: 500 } }
    const wrong: [object, string][] = [
      [{ ...asked, coupon: [] }, 'coupon'],
      [{ ...asked, tariff: { charge: blocks, freeMinute: 15 } }, 'tariff.freeMinute'],
      [{ ...asked, tariff: { charge: { ...blocks, next: 1 } } }, 'tariff.charge.next'],
      [
        { ...asked, tariff: { charge: { ...blocks, each: { minutes: 60, fen: 1, yuan: 1 } } } },
        'tariff.charge.each.yuan',
      ],
      [
        { ...asked, tariff: { charge: { by: 'periods', periods: [{ ...period, name: '夜' }] } } },
        'tariff.charge.periods.0.name',
      ],
      [
        {
          ...asked,
          tariff: { charge: { by: 'periods', periods: [{ ...period, price: { ...period.price, minutes: 1 } }] } },
        },
        'tariff.charge.periods.0.price.minutes',
      ],
      [{ ...asked, tariff: { charge: blocks, cap: { per: 'day', fen: 1, on: 1 } } }, 'tariff.cap.on'],
      [{ ...asked, cards: [{ from: '2026-03-01', until: '2026-03-31' }] }, 'cards.0.until'],
      [{ ...asked, coupons: [{ kind: 'money', fen: 100, minutes: 1 }] }, 'coupons.0.minutes'],
      [{ ...asked, payments: [{ at: stay.exit, fen: 1, by: 'cash' }] }, 'payments.0.by'],
    ]
    for (const [sent, place] of wrong) expect(placesOf(body, sent), place).toEqual([place])
  })
})

describe('what a pool leaves to the company', () => {
  it('E18: 100 of 300 for the exempt unit, or nothing where the others bear it', () => {
    const members = [
      { id: 'a', weight: '100' },
      { id: 'b', weight: '100' },
      { id: 'c', weight: '100', isExempt: true },
    ]
    const shared = (exempt: 'company-bears' | 'redistribute') =>
      show({
        ...JANUARY,
        rule: { kind: 'pool', versions: [NOTHING] },
        pools: [
          {
            name: '电梯',
            from: '2026-01-01',
            to: '2026-01-31',
            cost: { totalFen: 300_00 },
            basis: 'area',
            exempt,
            members,
          },
        ],
      })
    const parts = (answer: ReturnType<typeof show>) => [
      answer.bills.map(bill => bill.amountFen),
      answer.companyShares?.map(({ pool, amountFen }) => [pool, amountFen]),
    ]
    expect(parts(shared('company-bears'))).toEqual([[100_00n, 100_00n], [['电梯', 100_00n]]])
    expect(parts(shared('redistribute'))).toEqual([[150_00n, 150_00n], [['电梯', 0n]]])
  })
})

describe('tax inside inline lines', () => {
  const taxed = (amount: string, taxPercent: string) => {
    const [line] = lines({ ...JANUARY, rule: fixed(amount), taxPercent })
    return [line?.tax?.netFen, line?.tax?.taxFen]
  }
  it('E72: by each rate', () => {
    expect(taxed('254.70', '6')).toEqual([240_28n, 14_42n])
    expect(taxed('254.70', '1')).toEqual([252_18n, 2_52n])
    expect(taxed('254.70', '3')).toEqual([247_28n, 7_42n])
    expect(taxed('300', '9')).toEqual([275_23n, 24_77n])
    expect(taxed('300', '5')).toEqual([285_71n, 14_29n])
    expect(lines({ ...JANUARY, rule: fixed('300') })[0]?.tax).toBeUndefined()
  })
  it('E73: three lines of one invoice', () => {
    const all = [taxed('254.70', '6'), taxed('58.65', '3'), taxed('300', '9')]
    const sum = (index: number) => all.reduce((total, one) => total + (one[index] ?? 0n), 0n)
    expect([sum(0), sum(1)]).toEqual([572_45n, 40_90n])
  })
  it('E74: the tax of a bill is that of its whole amount; its last line takes what is left', () => {
    const year = lines({ ...JANUARY, to: '2026-12-31', rule: fixed('254.70', { cycleMonths: 12 }), taxPercent: '6' })
    expect(year.map(line => line.tax?.taxFen)).toEqual([...Array(11).fill(14_42n), 14_38n])
  })
})

describe('penalties of inline lines', () => {
  const DAILY = { rate: { by: 'day' as const, percent: '0.05' } }
  const once = (amount: string, dueOn: string, penalty: object): Wire => ({
    rule: { ...fixed(amount), kind: 'one-off', penalty } as Wire['rule'],
    ...{ startsOn: dueOn, endsOn: dueOn, from: dueOn, to: dueOn },
  })
  const late = (amount: string, dueOn: string, penalty: object, paid: [string, number][], asOf: string, more = {}) =>
    lines({
      ...once(amount, dueOn, penalty),
      payments: paid.map(([paidOn, fen]) => ({ paidOn, fen })),
      asOf,
      ...more,
    })[0]?.penalty
  it('E46–E48: by the day, after a grace, capped', () => {
    const e46 = late('254.70', '2026-01-31', DAILY, [['2026-04-10', 254_70]], '2026-04-10')
    expect(e46).toMatchObject({ fen: 8_79n, principalOpenFen: 0n, openFen: 8_79n, capped: false })
    expect(e46?.words?.['zh-CN']).toContain('254.70元 × 0.05% × 69天（2026-02-01 至 2026-04-10） = 8.79元')
    const grace = { ...DAILY, graceDays: 15 }
    expect(late('254.70', '2026-01-31', grace, [], '2026-04-10')?.fen).toBe(6_88n)
    expect(late('254.70', '2026-01-31', { ...grace, countedFrom: 'due-date' }, [], '2026-04-10')?.fen).toBe(8_79n)
    const dear = (capPercent: string) =>
      late('254.70', '2026-01-31', { rate: { by: 'day', percent: '0.3' }, capPercent }, [], '2027-03-07')
    expect([dear('100'), dear('30')].map(one => [one?.fen, one?.capped])).toEqual([
      [254_70n, true],
      [76_41n, true],
    ])
  })
  it('E49, E50, E52: in parts, by the LPR, over a leap day', () => {
    const parts: [string, number][] = [
      ['2026-04-20', 400_00],
      ['2026-05-30', 600_00],
    ]
    expect(late('1000', '2026-03-31', DAILY, parts, '2026-05-30')?.fen).toBe(22_00n)
    const lpr = { rate: { by: 'lpr', times: '1.3', rates: [{ effectiveFrom: '2020-01-01', percent: '3.0' }] } }
    expect(late('10000', '2026-01-31', lpr, [], '2026-04-10')?.fen).toBe(73_73n)
    expect(late('1000', '2028-02-10', DAILY, [], '2028-03-10')?.fen).toBe(14_50n)
  })
  it('E51: three bills, paid together', () => {
    // Contract months from the last of December, in arrears: due 01-31, 02-28 and 03-31.
    const bills = lines({
      rule: fixed('254.70', { lineGrain: 'contract-month', timing: 'arrears', penalty: DAILY }),
      ...{ startsOn: '2025-12-31', from: '2025-12-31', to: '2026-03-31' },
      ...{ payments: [{ paidOn: '2026-04-10', fen: 764_10 }], asOf: '2026-04-10' },
    })
    expect(bills.map(line => line.penalty?.fen)).toEqual([8_79n, 5_22n, 1_27n])
    expect(bills.map(line => line.penalty?.principalOpenFen)).toEqual([0n, 0n, 0n])
  })
  it('E53: 1005 of 1000 and a penalty of 10, by what is paid first', () => {
    const asked = (paidFirst: 'principal' | 'penalty') =>
      late('1000', '2026-03-31', DAILY, [['2026-04-20', 1005_00]], '2026-04-20', { paidFirst })
    expect(asked('principal')).toMatchObject({ fen: 10_00n, openFen: 5_00n, principalOpenFen: 0n })
    expect(asked('penalty')).toMatchObject({ fen: 10_00n, openFen: 0n, principalOpenFen: 5_00n })
  })
  it('is worked out or refused at the field, never passed over', () => {
    const asked = once('100', '2026-01-31', DAILY)
    expect(problems(asked)).toEqual([{ field: 'asOf', code: 'required' }])
    const { penalty: _, ...rule } = asked.rule
    const payments = [{ paidOn: '2026-02-10', fen: 1 }]
    expect(problems({ ...asked, rule, payments, asOf: '2026-02-10' })).toEqual([
      { field: 'asOf', code: 'must-be-empty' },
      { field: 'payments', code: 'must-be-empty' },
    ])
    const later = { rate: { by: 'lpr', times: '1.3', rates: [{ effectiveFrom: '2026-02-10', percent: '3.0' }] } }
    expect(problems({ ...once('100', '2026-01-31', later), asOf: '2026-03-01' })).toEqual([
      { field: 'penalty.rate.rates', code: 'out-of-range' },
    ])
  })
})

it('the example of the API page can be sent as it stands and gives the numbers it promises', () => {
  const answer = show(contract.previewBills.example as Wire)
  expect([answer.billCount, answer.bills[0]?.amountFen]).toEqual([12, 254_70n])
  expect(answer.bills[0]?.lines[0]).toMatchObject({
    tax: { taxFen: 14_42n },
    penalty: { fen: 8_79n, principalOpenFen: 0n },
  })
})
