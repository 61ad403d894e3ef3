import { drawer } from '../platform/db.ts'

/** Analytics owns no tables: what others publish, within the walls of who asks. */
export const analytics = drawer('analytics')
