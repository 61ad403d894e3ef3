import { z } from 'zod'
import { defineEvent } from '../platform/events.ts'

/** A gateway was registered, changed or closed, or messages of it came in or were decided. */
export const gatewayChanged = defineEvent(
  'devices.gatewayChanged',
  z.object({ communityId: z.uuid(), gatewayId: z.uuid() }),
  { staff: 'devices.gateways.read', residents: false },
)
