import { describe, expect, test } from 'vitest'
import { mediumOf, meterCode, parentProblem, registerShows } from './meter.ts'

describe('meter', () => {
  test('a code has one spelling', () => {
    expect(['ｗ－１０１', ' w-101 ', 'W- 101'].map(meterCode)).toEqual(['W-101', 'W-101', 'W-101'])
  })

  test.each([
    ['99999', 5, 2, true],
    ['100000', 5, 2, false],
    ['12.34', 5, 2, true],
    ['12.345', 5, 2, false],
    ['0', 3, 0, true],
    ['12.30', 5, 1, true],
  ])('a register shows %s with %i digits and %i decimals: %s', (reading, digits, decimals, shown) => {
    expect(registerShows(reading, { digits, decimals })).toBe(shown)
  })

  test('what a meter may hang on', () => {
    const master = { kind: 'water-cold', level: 'master', state: 'active' } as const
    expect(parentProblem('water-hot', master)).toBeNull()
    expect(parentProblem('electricity', master)).toBe('other-kind')
    expect(parentProblem('water-cold', { ...master, level: 'household' })).toBe('household')
    expect(parentProblem('water-cold', { ...master, state: 'retired' })).toBe('retired')
    expect(mediumOf('gas')).toBe('gas')
  })
})
