import { drawer } from '../platform/db.ts'

/** The service desk's own tables. */
export const serviceDesk = drawer('serviceDesk')
