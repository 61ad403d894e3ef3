import { drawer } from '../platform/db.ts'

/** The tables of residents, within a transaction. */
export const residents = drawer('residents')
