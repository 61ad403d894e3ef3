import { dec } from '../platform/decimals.ts'

/**
 * `part ÷ whole` in percent, two decimals, HALF_UP: 46 of 50 → `92.00` (domain.md K4). null when the whole is 0: nothing to
 * speak of is neither 0 nor 100 % (K7).
 */
export function percentOf(part: bigint, whole: bigint): string | null {
  return whole === 0n ? null : dec(part).times(100).div(dec(whole)).toFixed(2)
}
