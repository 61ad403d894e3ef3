import { z } from 'zod'
import { refusals } from '../platform/errors.ts'

export const refuse = refusals('ledger', {
  entityNameTaken: { status: 409, params: z.object({ name: z.string() }) },
})
