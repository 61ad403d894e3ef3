import { sql } from 'kysely'
import { type NameSources, namedBy } from '../platform/record-names.ts'

/** What the identity's records are called in the audit log. */
export const identityNames: NameSources = {
  company: namedBy('identity.company', null, sql`r.name`, 'tenantId'),
  staff: namedBy('identity.staffAccount', 'identity.staff.read', sql`r.name`),
  role: namedBy('identity.role', 'identity.staff.read', sql`r.name`),
  roleGrant: namedBy('identity.roleGrant', 'identity.staff.read', sql`r.role_name`),
  residentAccount: namedBy('identity.residentAccount', 'registry.people.read', sql`r.name`),
}
