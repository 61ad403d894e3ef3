import { expect, test } from 'vitest'
import { evenShares } from './even-shares.ts'

test.each([
  [1, ['1']],
  [2, ['0.5', '0.5']],
  [3, ['0.33333333', '0.33333333', '0.33333334']],
  [7, 7],
  [20, 20],
])('%i owners', (count, wanted) => {
  const shares = evenShares(count)
  if (Array.isArray(wanted)) expect(shares).toEqual(wanted)
  expect(
    shares.reduce((sum, share) => sum + BigInt(share.replace('0.', '').padEnd(8, '0').replace(/^1$/, '100000000')), 0n),
  ).toBe(count === 1 ? 10000000n : 100000000n)
})
