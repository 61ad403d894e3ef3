import { z } from 'zod'
import { refusals } from '../platform/errors.ts'

export const refuse = refusals('analytics', {
  // A report covers so many months at most, from the first to the last.
  periodWrong: { status: 422, params: z.object({ maxMonths: z.int() }) },
})
