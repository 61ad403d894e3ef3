import { drawer } from '../platform/db.ts'

/** The tables of payments. */
export const payments = drawer('payments')
