import { describe, expect, it } from 'vitest'
import { lockAfter } from './lockout.ts'

const at = new Date('2026-03-01T00:00:00Z')
const minutes = (failures: number) => {
  const lock = lockAfter(failures, at)
  return lock ? (lock.getTime() - at.getTime()) / 60_000 : null
}

describe('lockAfter', () => {
  it.each([
    [0, null],
    [1, null],
    [4, null],
    [5, 15],
    [6, null],
    [10, 30],
    [15, 60],
    [30, 480],
    [35, 960],
    [40, 1440],
    [5000, 1440],
    [500_000, 1440],
  ])('%i failures in a row → %s minutes', (failures, wanted) => expect(minutes(failures)).toBe(wanted))
})
