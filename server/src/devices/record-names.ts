import { sql } from 'kysely'
import { type NameSources, namedBy } from '../platform/record-names.ts'

/** What the devices' records are called in the audit log. */
export const deviceNames: NameSources = {
  gateway: namedBy('devices.gateway', 'devices.gateways.read', sql`r.name`),
}
