import { drawer } from '../platform/db.ts'

/** Identity's tables, within a transaction. */
export const identity = drawer('identity')
