export { ACCOUNTS, type AccountCode } from './accounts/account.ts'
export { ensureChart } from './accounts/ensure-chart.ts'
export { readBalances } from './entries/balance-view.ts'
export { type EntryInput, type PostingInput, postEntries } from './entries/post-entries.ts'
