import type { billing, WireResponseOf } from '@anju/contract'
import { roundDecimal } from '@anju/ui'
import type { useRuleTexts } from './texts.ts'

type Quantities = Pick<WireResponseOf<typeof billing.listAssignments>['items'][number], 'quantity' | 'quantities'>

const PLACES = 4

/** What is charged last, in as few digits as it has. */
export function quantityNow({ quantity, quantities }: Quantities): string | null {
  const last = quantities.at(-1)?.quantity ?? quantity
  return last === null ? null : roundDecimal(last, PLACES)
}

/** `2`, `1（2026-06-11 起）`: what it was and became, oldest first. */
export function quantityTexts({ quantity, quantities }: Quantities, t: ReturnType<typeof useRuleTexts>): string[] {
  return [
    ...(quantity === null ? [] : [roundDecimal(quantity, PLACES)]),
    ...quantities.map(({ fromOn: on, quantity: count }) =>
      t('quantityFromDay', { count: roundDecimal(count, PLACES), on }),
    ),
  ]
}
