import { z } from 'zod'
import { defineEvent } from '../platform/events.ts'

/** Meters of a community came, went or changed. */
export const metersChanged = defineEvent(
  'metering.metersChanged',
  z.object({ communityId: z.uuid(), count: z.int() }),
  { staff: 'metering.meters.read', residents: false },
)

/** Readings of a community were entered, approved, rejected or corrected. */
export const readingsChanged = defineEvent(
  'metering.readingsChanged',
  z.object({ communityId: z.uuid(), count: z.int(), roundId: z.uuid().optional() }),
  { staff: 'metering.readings.read', residents: false },
)

/** Readings count from now on, or do not any more: consumption that bills are made of changed. */
export const consumptionChanged = defineEvent(
  'metering.consumptionChanged',
  z.object({ communityId: z.uuid(), premisesIds: z.array(z.uuid()) }),
  { staff: 'metering.readings.read', residents: false },
)

/** Rounds, routes, or who walks them, changed. */
export const roundsChanged = defineEvent('metering.roundsChanged', z.object({ communityId: z.uuid() }), {
  staff: 'metering.readings.read',
  residents: false,
})
