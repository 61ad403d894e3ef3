import type { AccountCode } from '../../ledger/index.ts'

/** Where money lies, by the way it comes and goes (domain.md §1.3 "Accounting"). */
export const MONEY_ACCOUNTS = {
  cash: '1001',
  transfer: '1002',
  cheque: '1002',
  pos: '1012',
} as const satisfies Record<string, AccountCode>
