import { z } from 'zod'
import { defineEvent } from '../platform/events.ts'

/** A request was made, decided, commented on or taken back. */
export const requestChanged = defineEvent(
  'approvals.requestChanged',
  z.object({
    communityId: z.uuid(),
    premisesId: z.uuid().optional(),
    requestId: z.uuid(),
    state: z.enum(['waiting', 'approved', 'rejected', 'withdrawn']),
  }),
  { staff: 'approvals.requests.read', residents: false },
)
