import { drawer } from '../platform/db.ts'

/** The tables of devices. */
export const devices = drawer('devices')
