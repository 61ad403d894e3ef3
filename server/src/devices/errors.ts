import { z } from 'zod'
import { refusals } from '../platform/errors.ts'

export const refuse = refusals('devices', {
  /** No gateway that is open has this key. */
  keyUnknown: { status: 401 },
  nameTaken: { status: 409, params: z.object({ name: z.string() }) },
  gatewayClosed: { status: 409 },
})
