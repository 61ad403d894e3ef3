import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fenToYuan } from '../../platform/money.ts'
import { addDays } from '../../platform/period.ts'
import { ruleOf } from '../rules/flat.ts'
import { computeCase } from './charge-case.ts'
import { cyclesWithout } from './cycle.ts'

describe('which cycles a run takes', () => {
  const quarterly = (timing: 'advance' | 'arrears', period: [string, string], endsOn?: string) =>
    computeCase({
      startsOn: '2026-01-31',
      endsOn,
      rule: { timing, cycleMonths: 3, lineGrain: 'contract-month', dueDays: 10 },
      period,
    }).lines.map(line => `${line.cycleStart}…${line.cycleEnd} on ${line.billingOn}, due ${line.dueOn}`)

  test('advance: billed on the first day of the cycle, whole, however short the period', () => {
    const cycle = '2026-01-31…2026-04-29 on 2026-01-31, due 2026-02-10'
    expect(quarterly('advance', ['2026-01-31', '2026-01-31'])).toEqual([cycle, cycle, cycle])
    expect(quarterly('advance', ['2026-02-01', '2026-04-29'])).toEqual([])
    expect(quarterly('advance', ['2020-01-01', '2026-01-30'])).toEqual([])
  })

  test('arrears: billed on the day after the last', () => {
    const cycle = '2026-01-31…2026-04-29 on 2026-04-30, due 2026-05-10'
    expect(quarterly('arrears', ['2026-04-30', '2026-04-30'])).toEqual([cycle, cycle, cycle])
    expect(quarterly('arrears', ['2026-01-01', '2026-04-29'])).toEqual([])
  })

  test('a cycle that ends early is billed in arrears on the day after it ended', () => {
    expect(quarterly('arrears', ['2026-06-01', '2026-06-30'], '2026-06-10')).toEqual([
      '2026-04-30…2026-06-10 on 2026-06-11, due 2026-06-21',
      '2026-04-30…2026-06-10 on 2026-06-11, due 2026-06-21',
    ])
    expect(quarterly('arrears', ['2026-07-01', '2026-12-31'], '2026-06-10')).toEqual([])
  })

  test('runs next to each other take every cycle once, and together what one run takes', () => {
    const day = fc.integer({ min: 0, max: 1500 }).map(days => addDays('2026-01-01', days))
    const cycleMonths = fc.integer({ min: 1, max: 24 })
    const timing = fc.constantFrom('advance' as const, 'arrears' as const)
    const lineGrain = fc.constantFrom('contract-month' as const, 'natural-month' as const)
    fc.assert(
      fc.property(day, day, day, fc.record({ cycleMonths, timing, lineGrain }), (startsOn, endsOn, cut, rule) => {
        fc.pre(startsOn <= endsOn)
        const run = (from: string, to: string) => computeCase({ startsOn, endsOn, rule, period: [from, to] }).lines
        const once = run('2026-01-01', '2036-01-01')
        expect([...run('2026-01-01', cut), ...run(addDays(cut, 1), '2036-01-01')]).toEqual(once)
        expect(once[0]?.segmentStart).toBe(startsOn)
        expect(once.at(-1)?.segmentEnd).toBe(endsOn)
      }),
    )
  })

  test('calendar months: the first bill ends with its month, so no month is charged twice', () => {
    const { lines } = computeCase({
      startsOn: '2026-03-18',
      endsOn: '2026-09-20',
      rule: { cycleMonths: 3, proration: 'HALF_MONTH' },
      period: ['2026-01-01', '2026-12-31'],
    })
    expect(lines.map(l => `${l.cycleStart.slice(5)} ${l.segmentStart.slice(5)} ${fenToYuan(l.amountFen)}`)).toEqual([
      '03-18 03-18 127.35',
      '03-18 04-01 254.70',
      '03-18 05-01 254.70',
      '06-01 06-01 254.70',
      '06-01 07-01 254.70',
      '06-01 08-01 254.70',
      '09-01 09-01 254.70',
    ])
  })

  test('a rule that begins after the assignment charges from its own first day', () => {
    const { lines } = computeCase({
      startsOn: '2026-01-10',
      rule: { effectiveFrom: '2026-02-20', lineGrain: 'contract-month' },
      period: ['2026-01-01', '2026-03-31'],
    })
    expect(lines.map(l => [l.segmentStart, l.segmentEnd, l.billingOn, fenToYuan(l.amountFen)])).toEqual([
      ['2026-02-20', '2026-03-09', '2026-02-20', '163.74'],
      ['2026-03-10', '2026-04-09', '2026-03-10', '254.70'],
    ])
  })
})

describe('which cycles were not read', () => {
  const starts = (rule: object, period: [string, string], found: [string, string][]) => {
    const terms = { id: 'r', code: 'S', name: '水费', itemName: '水费', dueDays: 0, proration: 'ACTUAL' as const }
    const months = { cycleMonths: 1, timing: 'arrears' as const, lineGrain: 'natural-month' as const }
    const metered = ruleOf({
      ...{
        ...terms,
        ...months,
        kind: 'metered' as const,
        effectiveFrom: '2020-01-01',
        effectiveTo: null,
        versions: [],
      },
      ...rule,
    })
    const assignment = { id: 'a', ruleId: 'r', premisesId: 'U', startsOn: '2026-01-01', endsOn: null }
    const ranges = found.map(([from, to]) => ({ from, to }))
    return cyclesWithout(metered, assignment, { from: period[0], to: period[1] }, ranges).map(cycle => cycle.start)
  }
  const SPRING: [string, string] = ['2026-02-01', '2026-05-31']

  test('each month that a run bills by itself, whatever day of it was read', () => {
    expect(starts({}, SPRING, [])).toEqual(['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01'])
    const read: [string, string][] = [
      ['2026-01-01', '2026-01-31'],
      ['2026-02-01', '2026-03-02'],
      ['2026-04-20', '2026-05-19'],
    ]
    expect(starts({}, SPRING, read)).toEqual(['2026-03-01'])
    expect(starts({}, ['2026-04-01', '2026-04-30'], read)).toEqual(['2026-03-01'])
  })

  test('none of the days that a longer reading covers, alone or with those beside it', () => {
    expect(starts({}, SPRING, [['2026-01-01', '2026-04-30']])).toEqual([])
    const beside: [string, string][] = [
      ['2026-01-01', '2026-02-10'],
      ['2026-02-11', '2026-04-30'],
    ]
    expect(starts({}, SPRING, beside)).toEqual([])
  })

  test('a cycle of several months wants one reading in the months that it stands for', () => {
    const quarter: [string, string] = ['2026-04-01', '2026-07-31']
    const early: [string, string][] = [['2026-01-15', '2026-02-14']]
    expect(starts({ cycleMonths: 3 }, quarter, early)).toEqual(['2026-04-01'])
    expect(starts({ cycleMonths: 3 }, quarter, [['2025-12-15', '2026-01-14']])).toEqual(['2026-01-01', '2026-04-01'])
    const ahead = { cycleMonths: 3, timing: 'advance' }
    expect(starts(ahead, ['2026-01-01', '2026-06-30'], early)).toEqual(['2026-04-01'])
  })
})
