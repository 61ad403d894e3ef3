import { accruingLines, overdueOnce } from './accruing-lines.ts'
import { MOST_LIVE } from './keep-accruing.ts'
import { readPenalties } from './penalty-view.ts'

/** What lateness costs, for the reports: over sets, and bill by bill where there is more to know; of more bills than `MOST_LIVE` as of last night. */
export const latePenalties = { accruing: accruingLines, ofBills: readPenalties, overdueOnce, MOST_LIVE } as const
