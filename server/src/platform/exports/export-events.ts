import { z } from 'zod'
import { defineEvent } from '../events.ts'

/** The file of an export can be downloaded by who asked for it. Nobody else is told. */
export const exportReady = defineEvent(
  'platform.exportReady',
  z.object({ exportId: z.uuid(), accountIds: z.array(z.uuid()).length(1), name: z.string(), rows: z.int() }),
  { staff: null, residents: false, accounts: true },
)
