import { z } from 'zod'
import { defineEvent } from '../platform/events.ts'

/** Premises were added to a community. */
export const premisesAdded = defineEvent(
  'registry.premisesAdded',
  z.object({ communityId: z.uuid(), count: z.int() }),
  {
    staff: 'registry.premises.read',
    residents: false,
  },
)

/** Somebody moved in or out somewhere in a community. */
export const occupancyChanged = defineEvent(
  'registry.occupancyChanged',
  z.object({ communityId: z.uuid(), count: z.int() }),
  {
    staff: 'registry.premises.read',
    residents: false,
  },
)

/** What is known of a person changed, or somebody was registered. */
export const personChanged = defineEvent(
  'registry.personChanged',
  z.object({ communityId: z.uuid(), personId: z.uuid() }),
  { staff: 'registry.people.read', residents: false },
)
