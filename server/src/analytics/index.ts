export { CHARGE_SUMS_DIFFER } from './reports/charge-sums.ts'
export { bothSums, CHECKS } from './reports/reconciliation/checks.ts'
export { DEFERRALS_DIFFER } from './reports/reconciliation/deferrals.ts'
export { MARGINS_DIFFER } from './reports/reconciliation/margins.ts'
