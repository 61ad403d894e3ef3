import { z } from 'zod'
import { route } from '../route.ts'
import { Id, Instant, Line } from '../values.ts'
import { Me } from './me.ts'
import { NewPassword, PasswordRules } from './password.ts'

/** Where a sign-in stands: done, or waiting for the code of the second factor, sent with the ticket. */
export const SignInStep = z.union([
  Me,
  z.object({ kind: z.literal('totp-needed'), ticket: z.string(), expiresInSeconds: z.int() }),
])

const StaffApp = z.enum(['console', 'field'])

export const signInByTotp = route({
  method: 'POST',
  path: '/identity/sign-in/totp',
  summary: 'The second step of a sign-in: the code of the authenticator app, or a recovery code.',
  permission: 'public',
  body: z.object({ ticket: z.string().max(200), code: z.string().trim().min(6).max(20) }),
  response: Me,
  errors: ['identity.wrong_totp', 'identity.ticket_expired', 'platform.too_many_requests'],
  idempotent: false,
  auditBody: false,
  transaction: 'manual',
})

const InvitationCode = z.string().trim().min(10).max(60)

export const readInvitation = route({
  method: 'POST',
  path: '/identity/invitations/read',
  summary: 'Whose account an invitation opens, and what its password must be like.',
  permission: 'public',
  body: z.object({ code: InvitationCode }),
  response: z.object({
    name: z.string(),
    userName: z.string(),
    account: z.string().describe('What to type when signing in: name@company'),
    company: z.string(),
    expiresAt: Instant,
    passwordRules: PasswordRules,
  }),
  errors: ['identity.invitation_gone', 'platform.too_many_requests'],
  transaction: 'manual',
  reads: true,
})

export const acceptInvitation = route({
  method: 'POST',
  path: '/identity/invitations/accept',
  summary: 'Accept an invitation by choosing a password; signs in. An invitation works once.',
  permission: 'public',
  body: z.object({ app: StaffApp, code: InvitationCode, password: NewPassword }),
  response: SignInStep,
  errors: ['identity.invitation_gone', 'identity.password_weak', 'platform.too_many_requests'],
  idempotent: false,
  auditBody: false,
  transaction: 'manual',
})

export const inviteStaff = route({
  method: 'POST',
  path: '/identity/staff/:staffId/invite',
  summary: 'Invite somebody to their account: the code is shown once, opens it once, for 72 hours.',
  permission: 'identity.staff.manage',
  params: z.object({ staffId: Id }),
  response: z.object({ code: z.string(), expiresAt: Instant }),
  errors: ['platform.not_found', 'identity.has_password', 'identity.account_disabled', 'identity.beyond_own_authority'],
  idempotent: false,
})

export const resetPassword = route({
  method: 'POST',
  path: '/identity/staff/:staffId/reset-password',
  summary: 'Give somebody a one-time password, shown once; it must be changed at the next sign-in, and sessions end.',
  permission: 'identity.staff.manage',
  params: z.object({ staffId: Id }),
  body: z.object({ reason: Line }),
  response: z.object({ password: z.string(), validUntil: Instant }),
  errors: ['platform.not_found', 'identity.not_for_self', 'identity.account_disabled', 'identity.beyond_own_authority'],
  idempotent: false,
})
