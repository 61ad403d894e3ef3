import { drawer } from '../platform/db.ts'

/** The portal owns no tables: what others publish, within the walls of the resident who asks. */
export const portal = drawer('portal')
