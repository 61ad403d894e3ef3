import { accruingLines } from './accruing-lines.ts'
import { readPenalties } from './penalty-view.ts'

/** What lateness costs, for the reports: over sets, and bill by bill where there is more to know. */
export const latePenalties = { accruing: accruingLines, ofBills: readPenalties } as const
