import { expect, test } from 'vitest'
import { decideOutcome, waitAfter } from './decide-outcome.ts'

test.each([
  [200, 'delete'],
  [201, 'delete'],
  [204, 'delete'],
  [409, 'late'],
  [400, 'park'],
  [403, 'park'],
  [404, 'park'],
  [413, 'park'],
  [415, 'park'],
  [422, 'park'],
  [0, 'retry'],
  [401, 'retry'],
  [408, 'retry'],
  [429, 'retry'],
  [500, 'retry'],
  [502, 'retry'],
  [503, 'retry'],
  [504, 'retry'],
] as const)('status %i: %s', (status, outcome) => {
  expect(decideOutcome({ status }, 0)).toBe(outcome)
})

test('a key that is being worked on is asked again, whatever its status says', () => {
  expect(decideOutcome({ status: 409, code: 'platform.busy' }, 0)).toBe('retry')
  expect(decideOutcome({ status: 409, code: 'service-desk.wrong_state' }, 0)).toBe('late')
})

test('an entry that breaks the server is parked at last; a server that is away never parks anything', () => {
  expect(decideOutcome({ status: 500 }, 6)).toBe('retry')
  expect(decideOutcome({ status: 500 }, 7)).toBe('park')
  expect(decideOutcome({ status: 503 }, 500)).toBe('retry')
  expect(decideOutcome({ status: 0 }, 500)).toBe('retry')
  expect(decideOutcome({ status: 401 }, 500)).toBe('retry')
})

test('waiting grows to a minute', () => {
  expect([1, 2, 3, 4, 5, 50].map(waitAfter)).toEqual([2_000, 5_000, 15_000, 30_000, 60_000, 60_000])
})
