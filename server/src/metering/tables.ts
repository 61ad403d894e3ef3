import { drawer } from '../platform/db.ts'

/** The tables of metering. */
export const metering = drawer('metering')
