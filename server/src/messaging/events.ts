import { z } from 'zod'
import { defineEvent } from '../platform/events.ts'

/** At most so many accounts in one event: it must fit into a notification of the database. */
export const ACCOUNTS_PER_EVENT = 100

/** Something came into, or was read in, the inbox of these accounts; only their own screens hear of it. */
export const noticesChanged = defineEvent(
  'messaging.noticesChanged',
  z.object({ accountIds: z.array(z.uuid()).min(1).max(ACCOUNTS_PER_EVENT) }),
  { staff: null, residents: false, accounts: true },
)
