import { drawer } from '../platform/db.ts'

/** Messaging's tables, within a transaction. */
export const messaging = drawer('messaging')
