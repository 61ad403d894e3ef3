import { z } from 'zod'
import { Fen, Id, Month } from '../values.ts'

const Tally = z.object({ count: z.int(), fen: Fen })

/** What a run compared: what it adds, what it changes by, what goes, what stays, what corrections of issued bills come to. */
export const Tallies = z.object({ new: Tally, changed: Tally, gone: Tally, same: Tally, correction: Tally })

/** What a run, or a preview of one, is about. */
export const RunScope = {
  from: Month,
  to: Month,
  itemIds: z.array(Id).max(100).optional().describe('Only rules of these charge items'),
  ruleIds: z.array(Id).max(100).optional(),
  premisesId: Id.optional().describe('Only this household'),
  correctFrom: Month.optional().describe(
    'Also look at issued bills of earlier months, back to this one, and propose corrections',
  ),
}
