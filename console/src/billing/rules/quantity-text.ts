import type { billing, WireResponseOf } from '@anju/contract'
import { roundDecimal } from '@anju/ui'
import type { Rule } from '../useRules.ts'
import type { useRuleTexts } from './texts.ts'

type Assignment = WireResponseOf<typeof billing.listAssignments>['items'][number]
type Quantities = Pick<Assignment, 'quantity' | 'quantities'>

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

/**
 * Whether a rule is charged by the quantity of an assignment: `always`, where it counts it or its formula names it; `perhaps`, where each shared cost
 * says by what it is shared.
 */
export function quantityUse({ kind, measure, versions }: Pick<Rule, 'kind' | 'measure' | 'versions'>) {
  if (measure === 'quantity') return 'always'
  if (kind === 'pool') return 'perhaps'
  return kind === 'formula' && versions.some(({ formula }) => /\bquantity\b|数量/.test(formula ?? ''))
    ? 'always'
    : 'never'
}

/**
 * What the server is told of an edited quantity: from a day on, or of all days; where it was not shown or not changed, it stays what it was
 * from the start.
 */
export function editedQuantity(
  assignment: Quantities,
  isShown: boolean,
  quantity?: string | null,
  from?: string | null,
) {
  if (isShown && from) return { quantity: quantity || null, quantityFrom: from }
  const untouched = !isShown || (assignment.quantities.length > 0 && quantity === quantityNow(assignment))
  return { quantity: untouched ? assignment.quantity : quantity || null, quantityFrom: null }
}
