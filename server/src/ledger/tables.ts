import { drawer } from '../platform/db.ts'

/** The ledger's own tables. */
export const ledger = drawer('ledger')
