import { expect, test } from 'vitest'
import { makePassword, SHORTEST } from './first-password.ts'

test('a made password is long enough, readable and never the same', () => {
  const made = Array.from({ length: 50 }, makePassword)
  for (const password of made) {
    expect(password.length).toBeGreaterThanOrEqual(SHORTEST)
    expect(password).toMatch(/^[A-HJ-NP-Za-km-z2-9]+$/)
  }
  expect(new Set(made).size).toBe(made.length)
})
