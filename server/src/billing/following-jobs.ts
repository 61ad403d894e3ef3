import { takeDebitResult } from './debits/import-result.ts'
import { settleDebits } from './debits/settle-debits.ts'
import { followApplication } from './discounts/follow-application.ts'
import { offsetBillRun } from './purses/offset-run.ts'
import { generateBills } from './runs/generate-bills.ts'
import { issueBills } from './runs/issue-bills.ts'

/** What follows what was done (jobs of runs and others, and the bank's answer), under one name for who works them by hand (the demo). */
export const followingJobs = {
  followApplication,
  generateBills,
  issueBills,
  offsetBillRun,
  settleDebits,
  takeDebitResult,
}
