import { z } from 'zod'
import { defineEvent } from '../platform/events.ts'

const about = z.object({ communityId: z.uuid(), importId: z.uuid() })
const heard = { staff: 'imports.run', residents: false } as const

/** The workbook was read and a dry run made (or reading failed or was stopped: see the import's state). */
export const importPlanned = defineEvent('imports.importPlanned', about, heard)

/** What the dry run proposed is written (or writing failed or was stopped: see the import's state). */
export const importCommitted = defineEvent('imports.importCommitted', about, heard)

/** Everything the import had made is taken back. */
export const importReverted = defineEvent('imports.importReverted', about, heard)
