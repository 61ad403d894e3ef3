export { bothSums, CHECKS } from './reports/reconciliation/checks.ts'
