import { describe, expect, it } from 'vitest'
import { passwordFault } from './fault.ts'
import { makePassword } from './one-time-password.ts'

const rules = { minLength: 10, classes: 2, remembered: 5, maxAgeDays: 0 }

describe('passwordFault', () => {
  it.each([
    ['short1', 'short'],
    ['１２３ab', 'short'],
    ['onlysmallletters', 'classes'],
    ['cashier-2026', 'name'],
    ['CASHIER!2026', 'name'],
    ['aaaaaaaaa1', 'plain'],
    ['1212121212-', 'plain'],
    ['Password2026!', 'common'],
    ['P@ssw0rd2026', 'common'],
    ['20261129!!', 'common'],
    ['1234567890-', 'common'],
    ['qwertyuiop1', 'common'],
    ['woaini1314520', 'common'],
    ['Anju-20262026', 'common'],
    ['right-horse-battery', null],
    ['a-first-password', null],
    ['绿水青山 2026 就是', null],
  ])('%s → %s', (password, fault) => expect(passwordFault(password, rules, 'cashier')).toBe(fault))

  it('asks for as many kinds of signs as the company wants', () => {
    expect(passwordFault('right-horse-battery', { ...rules, classes: 3 }, 'x')).toBe('classes')
    expect(passwordFault('Right-horse-battery', { ...rules, classes: 3 }, 'x')).toBeNull()
  })

  it('finds nothing wrong with what it makes itself', () => {
    const made = Array.from({ length: 200 }, makePassword)
    expect(made.map(password => passwordFault(password, { ...rules, classes: 3 }, 'cashier'))).toEqual(
      made.map(() => null),
    )
    expect(new Set(made).size).toBe(200)
  })
})
