import { drawer } from '../platform/db.ts'

/** The tables of billing. */
export const billing = drawer('billing')
