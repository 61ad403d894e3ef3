import { z } from 'zod'
import { route } from '../route.ts'
import { Instant } from '../values.ts'

export const NewPassword = z.string().min(1).max(200)

/** What a password must be like; the common ones and the user name are refused besides. */
export const PasswordRules = z.object({
  minLength: z.int(),
  classes: z.int().describe('How many of: small letters, capitals, digits, others'),
  remembered: z.int().describe('How many earlier passwords may not come back'),
  maxAgeDays: z.int().describe('0: for ever'),
})

/** Why a password is refused. */
export const PasswordFault = z.enum(['short', 'classes', 'common', 'plain', 'name', 'used'])

export const changeMyPassword = route({
  method: 'POST',
  path: '/identity/me/password',
  summary: 'Choose a new password; all other sessions of the account end.',
  permission: 'signed-in',
  beforeDuties: true,
  body: z.object({ currentPassword: z.string().min(1).max(200), newPassword: NewPassword }),
  response: 'none',
  errors: ['platform.not_found', 'identity.password_wrong', 'identity.password_weak', 'identity.locked_out'],
  idempotent: false,
  auditBody: false,
  transaction: 'manual',
})

export const mySecurity = route({
  method: 'GET',
  path: '/identity/me/security',
  summary: 'My account: password, second factor, recovery codes.',
  permission: 'signed-in',
  beforeDuties: true,
  response: z.object({
    userName: z.string(),
    account: z.string(),
    phoneMasked: z.string().nullable(),
    passwordChangedAt: Instant,
    passwordExpiresAt: Instant.nullable(),
    passwordRules: PasswordRules,
    totp: z.object({
      enrolledAt: Instant.nullable(),
      required: z.boolean(),
      recoveryCodesLeft: z.int(),
    }),
  }),
  errors: ['platform.not_found'],
})
