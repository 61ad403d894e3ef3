import { z } from 'zod'
import { refusals } from '../platform/errors.ts'

export const refuse = refusals('imports', {
  notAWorkbook: { status: 422 },
  alreadyCommitted: { status: 409 },
  notPlanned: { status: 409 },
  mappingWrong: { status: 422 },
  templateNameTaken: { status: 409 },
  nothingToCancel: { status: 409 },
  notCommitted: { status: 409 },
  nothingToRevert: { status: 409 },
  adjustmentUnknown: { status: 422 },
  controlNotNeeded: { status: 409 },
  controlLineTwice: { status: 422 },
  controlDateFuture: { status: 422 },
  controlMissing: { status: 409 },
  controlUnsigned: { status: 409 },
  /** So many lines of the control sheet do not agree. */
  controlDiffers: { status: 409, params: z.object({ count: z.number() }) },
  /** So many lines of the former system’s own list of debtors do not agree. */
  debtorsDiffer: { status: 409, params: z.object({ count: z.number() }) },
  /** So many bills of the comparison are not what was seen. */
  billsChanged: { status: 409, params: z.object({ count: z.number() }) },
  /** So many lines of homes are not what the file said. */
  roomsDiffer: { status: 409, params: z.object({ count: z.number() }) },
  /** Something hangs on what the import made: how many records of which kind. */
  revertBlocked: {
    status: 409,
    params: z.object({
      blockers: z.array(z.object({ relation: z.string(), reason: z.string(), count: z.number() })),
    }),
  },
})
