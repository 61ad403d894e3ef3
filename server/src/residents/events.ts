import { z } from 'zod'
import { defineEvent } from '../platform/events.ts'

const application = z.object({ communityId: z.uuid(), applicationId: z.uuid() })
const realtime = { staff: 'residents.applications.manage', residents: false } as const

/** Somebody applies to be recorded in a home. */
export const applicationMade = defineEvent('residents.applicationMade', application, realtime)

/** An application was approved, turned down or taken back. */
export const applicationDecided = defineEvent('residents.applicationDecided', application, realtime)

/** An invitation was made, accepted or taken back. */
export const invitationChanged = defineEvent(
  'residents.invitationChanged',
  z.object({ communityId: z.uuid(), premisesId: z.uuid(), invitationId: z.uuid() }),
  { staff: 'residents.applications.manage', residents: true },
)

/** Who lives in a home has changed; its own screens read it again. */
export const householdChanged = defineEvent(
  'residents.householdChanged',
  z.object({ communityId: z.uuid(), premisesId: z.uuid() }),
  { staff: 'residents.applications.manage', residents: true },
)

/** A request about personal data was made, moved on or decided: for who handles them, and for who asked. */
export const dataRequestChanged = defineEvent(
  'residents.dataRequestChanged',
  z.object({ requestId: z.uuid(), communityId: z.uuid().optional(), accountIds: z.array(z.uuid()).max(1) }),
  { staff: 'residents.privacy.manage', residents: false, accounts: true },
)

/** The file about a person is written, or could not be: for who asked. */
export const dataExportChanged = defineEvent(
  'residents.dataExportChanged',
  z.object({ exportId: z.uuid(), accountIds: z.array(z.uuid()).length(1) }),
  { staff: null, residents: false, accounts: true },
)
