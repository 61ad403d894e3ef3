import { refusals } from '../platform/errors.ts'

export const refuse = refusals('payments', {
  // The payment's id was used for other money.
  idTaken: { status: 409 },
})
