import { CASH_SUMS_DIFFER, CHARGE_SUMS_DIFFER, CHARGED_YEARS_DIFFER } from './analytics/index.ts'
import type { Invariant } from './verify-funds.ts'

/** The sums that the database keeps for the reports, against what they are sums of. */
export const SUM_INVARIANTS: Invariant[] = [
  {
    name: 'the sums that reports read = the lines and settlements they stand for',
    sql: CHARGE_SUMS_DIFFER,
    words: 'community {community_id}, month {month}: the facts have more of {off}',
  },
  {
    name: 'the months that homes were charged for = those of their lines',
    sql: CHARGED_YEARS_DIFFER,
    words: 'premises {premises_id}, {year}: lines say {said}, kept is {kept} (December first)',
  },
  {
    name: 'the sums of money taken = what it settled',
    sql: CASH_SUMS_DIFFER,
    words: 'community {community_id}, {day}, {kind}: settled {facts}, kept {kept}',
  },
]
