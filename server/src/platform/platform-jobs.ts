import { deliverEvent } from './events.ts'
import { dropExport } from './exports/drop-export.ts'
import { writeExport } from './exports/write-export.ts'
import type { JobDefinition } from './jobs.ts'
import { removeFileBytes } from './tidy-up.ts'

/** The platform's own jobs, which every worker knows besides those of the modules. */
export const PLATFORM_JOBS: JobDefinition[] = [deliverEvent, writeExport, dropExport, removeFileBytes]
