import { openDebts } from './open-debts.ts'
import { openDeposits } from './open-deposits.ts'
import { openPurses } from './open-purses.ts'
import { openingsInUse, takeBackOpenings } from './take-back-openings.ts'

/** Balances taken over from a former system, for the import that reads them. */
export const openings = { openDebts, openPurses, openDeposits, openingsInUse, takeBackOpenings }
