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
  phoneTaken: { status: 409 },
  /** Buildings are named, but not the communities they lie in. */
  scopeWrong: { status: 422 },
  notForSelf: { status: 422 },
  accountDisabled: { status: 409 },
  /** Somebody must be left who can manage staff and roles of the whole company. */
  lastAdministrator: { status: 409 },
  roleNameTaken: { status: 409 },
  permissionNotForStaff: { status: 422 },
  roleHeld: { status: 409, params: z.object({ staffCount: z.int() }) },
  /** Rights over money or users go to people one by one, each agreed to by a second administrator. */
  needsSecondAdministrator: { status: 409 },
  grantDecided: { status: 409 },
  passwordWeak: {
    status: 422,
    params: z.object({ fault: z.string(), minLength: z.int(), classes: z.int(), remembered: z.int() }),
  },
  passwordWrong: { status: 422 },
  oneTimePasswordExpired: { status: 410 },
  hasPassword: { status: 409 },
  invitationGone: { status: 410 },
  wrongTotp: { status: 422 },
  totpNeeded: { status: 422 },
  ticketExpired: { status: 410 },
  totpThere: { status: 409 },
  totpNotStarted: { status: 409 },
  totpRequired: { status: 409 },
  /** The own account has no mobile phone that could prove anything. */
  noPhone: { status: 422 },
  /** Nobody with this phone works in another company. */
  noOtherAccount: { status: 404 },
  sameCompany: { status: 409 },
})
