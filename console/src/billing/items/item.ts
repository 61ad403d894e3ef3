import type { billing, WireResponseOf } from '@anju/contract'

export type Item = WireResponseOf<typeof billing.listItems>['items'][number]

export const CATEGORIES = [
  'property',
  'parking',
  'utility',
  'shared',
  'rent',
  'deposit',
  'decoration',
  'public',
  'penalty',
  'other',
] as const

export const TREATMENTS = [
  'revenue',
  'deposit',
  'agency',
  'public',
  'fund',
] as const satisfies readonly Item['treatment'][]

/** Without idle zeros: 6.000000 → 6. */
export function plain(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/0+$/, '').replace(/\.$/, '') : decimal
}
