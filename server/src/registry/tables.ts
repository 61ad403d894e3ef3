import { drawer } from '../platform/db.ts'

/** The registry's own tables. */
export const registry = drawer('registry')
