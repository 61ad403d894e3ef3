import { drawer } from '../platform/db.ts'

/** The tables of approvals. */
export const approvals = drawer('approvals')
