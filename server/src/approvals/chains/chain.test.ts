import { expect, test } from 'vitest'
import { type ChainStep, chainProblem, stepsFor, stepsOf, storedSteps } from './chain.ts'

const step = (fromFen: bigint, more: Partial<ChainStep> = {}): ChainStep => ({
  fromFen,
  permission: 'approvals.requests.decide',
  roleId: null,
  ...more,
})

test('an amount needs the steps from which on it is, and always the first', () => {
  const chain = [step(0n), step(200_000n), step(1_000_000n)]
  expect(stepsFor(chain, 0n)).toHaveLength(1)
  expect(stepsFor(chain, 199_999n)).toHaveLength(1)
  expect(stepsFor(chain, 200_000n)).toHaveLength(2)
  expect(stepsFor(chain, 1_000_000n)).toHaveLength(3)
})

test('a chain begins with nothing, does not fall, and each step says who by one of two', () => {
  const roles = new Set(['r'])
  expect(chainProblem([step(0n), step(5n)], roles)).toBeNull()
  expect(chainProblem([step(0n), step(5n, { permission: null, roleId: 'r' })], roles)).toBeNull()
  expect(chainProblem([step(1n)], roles)).toEqual({ problem: 'first-from-nothing', step: 0 })
  expect(chainProblem([step(0n), step(5n), step(4n)], roles)).toEqual({ problem: 'amounts-fall', step: 2 })
  expect(chainProblem([step(0n, { permission: null })], roles)).toEqual({ problem: 'who-missing', step: 0 })
  expect(chainProblem([step(0n, { roleId: 'r' })], roles)).toEqual({ problem: 'who-missing', step: 0 })
  expect(chainProblem([step(0n, { permission: null, roleId: 'x' })], roles)).toEqual({
    problem: 'role-unknown',
    step: 0,
  })
})

test('what is stored comes back as it was', () => {
  const chain = [step(0n), step(9_007_199_254_740_993n)]
  expect(stepsOf(JSON.parse(storedSteps(chain)))).toEqual(chain)
})
