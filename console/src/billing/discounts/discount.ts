import type { billing, WireResponseOf } from '@anju/contract'

export type Discount = WireResponseOf<typeof billing.listDiscounts>['items'][number]

export const DISCOUNT_KINDS = ['vacant', 'hardship', 'prepay', 'other'] as const
