import { z } from 'zod'
import { refusals } from '../platform/errors.ts'

export const refuse = refusals('identity', {
  /** Unknown name, wrong password, disabled account, name of several companies: one answer for all. */
  wrongCredentials: { status: 401 },
  lockedOut: { status: 423, params: z.object({ until: z.iso.datetime() }) },
  codeTooSoon: { status: 429, params: z.object({ retryAfterSeconds: z.int() }) },
  wrongCode: { status: 401 },
  codeExpired: { status: 410 },
  noHousehold: { status: 403 },
  userNameTaken: { status: 409 },
  roleNotFound: { status: 422 },
  cannotDisableSelf: { status: 422 },
  /** Nobody gives, or takes from, somebody more than they hold themselves. */
  beyondOwnAuthority: { status: 403 },
})
