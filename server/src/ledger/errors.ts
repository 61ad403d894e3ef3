import { z } from 'zod'
import { refusals } from '../platform/errors.ts'

const month = z.object({ month: z.string() })

export const refuse = refusals('ledger', {
  entityNameTaken: { status: 409, params: z.object({ name: z.string() }) },
  monthNotOver: { status: 409, params: month },
  monthClosed: { status: 409, params: month },
  monthNotClosed: { status: 409, params: month },
  laterMonthClosed: { status: 409, params: month },
  // Bills, purses or deposits do not agree with the ledger; each problem is a sentence.
  doesNotTie: { status: 409, params: z.object({ problems: z.array(z.string()) }) },
})
