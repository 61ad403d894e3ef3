import { drawer } from '../platform/db.ts'

/** The workforce's own tables. */
export const workforce = drawer('workforce')
