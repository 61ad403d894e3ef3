import { describe, expect, test } from 'vitest'
import { bandsFit, endOf, type Indicator, indicatorFault, tidied, weightsOf } from './scheme.ts'

const indicator = (more: Partial<Indicator>): Indicator => ({
  ...{ id: '', name: '及时率', source: 'orders-on-time', rule: 'linear', direction: 'higher', weight: '100' },
  ...{ target: '95', threshold: '80', floor: '60', steps: [], cap: '100' },
  ...more,
})

describe('a scheme', () => {
  test('adds its weights exactly', () => {
    expect(weightsOf(['33.33', '33.33', '33.34'].map(weight => ({ weight })))).toBe('100')
    expect(weightsOf(['0.1', '0.2'].map(weight => ({ weight })))).toBe('0.3')
  })

  test('has grades that fall to 0', () => {
    const bands = (...texts: string[]) =>
      bandsFit(texts.map(text => ({ grade: text.slice(0, 1), from: text.slice(1) })))
    expect([bands('A90', 'B60', 'C0'), bands('A0')]).toEqual([true, true])
    expect([bands('A90', 'B60'), bands('A60', 'B90', 'C0'), bands('A90', 'A60', 'C0')]).toEqual([false, false, false])
  })

  test('says what an indicator lacks', () => {
    const faults: [Partial<Indicator>, string | null][] = [
      [{}, null],
      [{ source: 'manual' }, 'rule'],
      [{ target: null }, 'target'],
      [{ floor: '95' }, 'floor'],
      [{ direction: 'lower' }, 'floor'],
      [{ direction: 'lower', target: '2', threshold: '5', floor: '10' }, null],
      [{ threshold: '95' }, 'threshold'],
      [{ threshold: null }, null],
      [{ rule: 'steps' }, 'steps'],
      [
        {
          rule: 'steps',
          steps: [
            { at: '1', score: '1' },
            { at: '1.0', score: '2' },
          ],
        },
        'steps',
      ],
      [{ rule: 'pass', target: null }, 'target'],
    ]
    expect(faults.map(([more]) => indicatorFault(indicator(more)))).toEqual(faults.map(([, fault]) => fault))
    expect(tidied(indicator({ rule: 'pass' }))).toMatchObject({ target: '95', threshold: null, floor: null })
  })

  test('is for whole months, quarters and years', () => {
    expect(endOf('month', '2028-02-01')).toBe('2028-02-29')
    expect(endOf('quarter', '2026-10-01')).toBe('2026-12-31')
    expect(endOf('year', '2026-01-01')).toBe('2026-12-31')
    expect([endOf('quarter', '2026-11-01'), endOf('year', '2026-04-01'), endOf('month', '2026-11-02')]).toEqual([
      ...[null, null, null],
    ])
  })
})
