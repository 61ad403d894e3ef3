import { drawer } from '../platform/db.ts'

/** The imports' own tables. */
export const imports = drawer('imports')
