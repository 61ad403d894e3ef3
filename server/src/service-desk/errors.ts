import { z } from 'zod'
import { refusals } from '../platform/errors.ts'

export const refuse = refusals('service-desk', {
  wrongState: { status: 409, params: z.object({ state: z.string() }) },
  placeMissing: { status: 422 },
  notARepairer: { status: 422 },
  idTaken: { status: 409 },
  tooManyRounds: { status: 409, params: z.object({ maxRounds: z.number() }) },
})
