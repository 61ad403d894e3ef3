import { sql } from 'kysely'
import { type NameSources, namedBy } from '../platform/record-names.ts'

/** What residents' requests are called in the audit log: by who asked, never by a phone. */
export const residentsNames: NameSources = {
  householdApplication: namedBy(
    'residents.application',
    'residents.applications.manage',
    sql`concat_ws(' · ', r.applicant_name, r.label)`,
  ),
  householdInvitation: namedBy('residents.invitation', 'residents.applications.manage', sql`r.invited_name`),
  dataRequest: namedBy('residents.dataRequest', 'residents.privacy.manage', sql`r.requester_name`),
  dataExport: namedBy('residents.dataExport', 'residents.privacy.manage', sql`r.asked_by_name`),
}
