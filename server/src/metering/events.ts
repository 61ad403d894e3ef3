import { z } from 'zod'
import { defineEvent } from '../platform/events.ts'

/** Meters of a community came, went or changed. */
export const metersChanged = defineEvent(
  'metering.metersChanged',
  z.object({ communityId: z.uuid(), count: z.int() }),
  { staff: 'metering.meters.read', residents: false },
)
