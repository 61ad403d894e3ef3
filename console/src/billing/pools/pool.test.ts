import { describe, expect, it } from 'vitest'
import { billedIn, stateOf, sumOf, wholeWeight } from './pool.ts'

const share = (weight: string | null, isExempt = false) => ({
  ...{ premisesId: '', premisesLabel: '', amountFen: 0, weight, isExempt },
})

describe('a shared cost on the screen', () => {
  it('adds weights exactly, where floats would not', () => {
    expect(sumOf(['0.1', '0.2'])).toBe('0.3')
    expect(sumOf(['94.56', '105.44', '1'])).toBe('201')
    expect(sumOf(['99999999.9999', '0.0001'])).toBe('100000000')
    expect(sumOf([])).toBe('0')
  })

  it('counts exempt homes only where the company bears their part', () => {
    const shares = [share('1'), share('2', true)]
    expect(wholeWeight({ exempt: 'company-bears', shares, memberCount: 2 })).toBe('3')
    expect(wholeWeight({ exempt: 'redistribute', shares, memberCount: 2 })).toBe('1')
  })

  it('says no whole where a part is unknown', () => {
    expect(wholeWeight({ exempt: 'company-bears', shares: [share('1'), share(null)], memberCount: 2 })).toBeNull()
    expect(wholeWeight({ exempt: 'company-bears', shares: [share('1')], memberCount: 2 })).toBeNull()
  })

  it.each([
    ['2026-10-31', '2026-11'],
    ['2026-10-15', '2026-10'],
    ['2026-12-31', '2027-01'],
  ])('that ends on %s is billed in %s', (toOn, month) => expect(billedIn(toOn)).toBe(month))

  it('is void before it is billed, and billed with the first bill', () => {
    expect(stateOf({ voidedAt: null, billCount: 0 })).toBe('open')
    expect(stateOf({ voidedAt: null, billCount: 2 })).toBe('billed')
    expect(stateOf({ voidedAt: '2026-01-01T00:00:00Z', billCount: 0 })).toBe('void')
  })
})
