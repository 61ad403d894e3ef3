import { dec } from '../../platform/decimals.ts'

/** `65.98`: part ÷ whole in percent, two decimals, HALF_UP; null when the whole is 0 (domain.md §1.3, E67). */
export function percentOf(partFen: bigint, wholeFen: bigint): string | null {
  if (wholeFen === 0n) return null
  return dec(partFen).times(100).div(dec(wholeFen)).toFixed(2)
}
