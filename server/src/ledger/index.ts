export { ensureChart } from './accounts/ensure-chart.ts'
export { readBalances } from './entries/balance-view.ts'
export { type EntryInput, postEntries } from './entries/post-entries.ts'
