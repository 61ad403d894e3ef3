import { z } from 'zod'
import { defineEvent } from '../events.ts'

/** The file of an export can be downloaded by who asked for it. Nobody else is told. */
export const exportReady = defineEvent(
  'platform.exportReady',
  z.object({ exportId: z.uuid(), accountIds: z.array(z.uuid()).length(1), name: z.string(), rows: z.int() }),
  { staff: null, residents: false, accounts: true },
)

/** The file of an export could not be written; the export says why. Only who asked is told. */
export const exportFailed = defineEvent(
  'platform.exportFailed',
  z.object({ exportId: z.uuid(), accountIds: z.array(z.uuid()).length(1), name: z.string() }),
  { staff: null, residents: false, accounts: true },
)
