import { describe, expect, test } from 'vitest'
import { percentOf } from '../../platform/decimals.ts'
import { gradeOf, type Measured, measuredScore, pointsOf, scoreOf, totalOf } from './score.ts'

const line = (more: Partial<Measured>): Measured => ({
  ...{ rule: 'linear', direction: 'higher', target: '95', threshold: '80', floor: '60', steps: [], cap: '100' },
  ...{ value: null, fed: true, givenScore: null, appealScore: null },
  ...more,
})
const score = (more: Partial<Measured>) => {
  const { score: points, path } = measuredScore(line(more))
  return [points, path]
}

describe('a straight line', () => {
  test('K1: 85 of 96 done is 88.54 %, and 88.54 between 80 and 95 is 82.77', () => {
    const value = percentOf(85n, 96n)
    expect(value).toBe('88.54')
    // 60 + 40 × (88.54 − 80) ÷ 15 = 82.7733…
    expect(score({ value })).toEqual(['82.77', 'upper'])
  })

  test('K2: 78 of 90 in time is 86.67 %; on the marks it is exactly 0, 60 and 100', () => {
    expect(percentOf(78n, 90n)).toBe('86.67')
    expect(score({ value: '86.67' })).toEqual(['77.79', 'upper'])
    expect(['60', '80', '95'].map(value => score({ value }))).toEqual([
      ['0.00', 'below'],
      ['60.00', 'upper'],
      ['100.00', 'upper'],
    ])
    expect(score({ value: '70' })).toEqual(['30.00', 'lower'])
    expect(score({ value: '12' })).toEqual(['0.00', 'below'])
  })

  test('K3: of rework less is better: 3.53 % between 2 and 5', () => {
    const rework = { direction: 'lower', target: '2', threshold: '5', floor: '10' } as const
    expect(percentOf(3n, 85n)).toBe('3.53')
    // 60 + 40 × (3.53 − 5) ÷ (2 − 5) = 79.6
    expect(score({ ...rework, value: '3.53' })).toEqual(['79.60', 'upper'])
    expect(score({ ...rework, value: '7.5' })).toEqual(['30.00', 'lower'])
    expect(score({ ...rework, value: '11' })).toEqual(['0.00', 'below'])
    expect(measuredScore(line({ ...rework, value: '0' }))).toEqual({ score: '100.00', path: 'above', capped: true })
  })

  test('K4: 92 % satisfied without a threshold is one line; the cap ends what goes beyond', () => {
    expect(score({ threshold: null, target: '100', floor: '50', value: '92.00' })).toEqual(['84.00', 'whole'])
    expect(measuredScore(line({ value: '98', cap: '120' }))).toEqual({ score: '108.00', path: 'above', capped: false })
    expect(measuredScore(line({ value: '110', cap: '120' }))).toEqual({ score: '120.00', path: 'above', capped: true })
  })

  test('rounds half up, once: 60 + 40 × 1 ÷ 6400 of a line is 60.01, of 66.665 is 66.67', () => {
    expect(score({ threshold: null, floor: '0', target: '200', value: '133.33' })).toEqual(['66.67', 'whole'])
    expect(score({ threshold: '0', floor: '-1', target: '8000', value: '1' })).toEqual(['60.01', 'upper'])
  })
})

describe('other rules', () => {
  test('K5: minutes until the first answer by a table, less is better', () => {
    const steps = ['10', '15', '30'].map((at, index) => ({ at, score: ['100', '80', '60'][index] ?? '' }))
    const minutes = { rule: 'steps', direction: 'lower', target: null, threshold: null, floor: null, steps } as const
    const at = (value: string) => score({ ...minutes, value })
    expect(['9.5', '10', '14.00', '30', '31'].map(at)).toEqual([
      ['100.00', 'step'],
      ['100.00', 'step'],
      ['80.00', 'step'],
      ['60.00', 'step'],
      ['0.00', 'no-step'],
    ])
  })

  test('pass or fail: no accident gives all, one gives nothing', () => {
    const accidents = { rule: 'pass', direction: 'lower', target: '0', threshold: null, floor: null } as const
    expect([score({ ...accidents, value: '0' }), score({ ...accidents, value: '1' })]).toEqual([
      ['100.00', 'passed'],
      ['0.00', 'failed'],
    ])
  })

  test('by hand, and an appeal has the last word', () => {
    const manual = { rule: 'manual', target: null, threshold: null, floor: null, fed: false } as const
    expect(score(manual)).toEqual([null, 'waiting'])
    expect(score({ ...manual, givenScore: '87.5' })).toEqual(['87.50', 'given'])
    expect(scoreOf(line({ value: '12', appealScore: '70' }))).toEqual({ score: '70.00', path: 'appeal', capped: false })
  })
})

describe('the total', () => {
  const weighted = (weight: string, value: string | null, path: 'upper' | 'waiting' | 'nothing' = 'upper') => ({
    ...{ weight, score: value, path },
  })

  test('is the sum of exact points', () => {
    expect(pointsOf({ weight: '33.33', score: '82.77' })).toBe('27.587241')
    const total = totalOf([weighted('33.33', '82.77'), weighted('33.33', '77.79'), weighted('33.34', '100.00')])
    expect(total).toEqual({ countedWeight: '100', countedPoints: '86.854648', missing: 0, total: '86.85' })
  })

  test('K7: nothing to measure is neither 0 nor 100: its weight goes to the others', () => {
    expect(score({ value: null })).toEqual([null, 'nothing'])
    const total = totalOf([weighted('60', '90.00'), weighted('20', '60.00'), weighted('20', null, 'nothing')])
    // (54 + 12) × 100 ÷ 80
    expect(total).toEqual({ countedWeight: '80', countedPoints: '66', missing: 0, total: '82.50' })
    expect(totalOf([weighted('100', null, 'nothing')]).total).toBeNull()
  })

  test('is not known while something is missing', () => {
    expect(totalOf([weighted('50', '90.00'), weighted('50', null, 'waiting')])).toMatchObject({
      missing: 1,
      total: null,
    })
  })

  test('falls into a band, its beginning included', () => {
    const bands = ['A90', 'B80', 'C60', 'D0'].map(text => ({ grade: text.slice(0, 1), from: text.slice(1) }))
    expect(['90.00', '89.99', '60', '59.99', '0'].map(total => gradeOf(total, bands)).join('')).toBe('ABCDD')
  })
})
