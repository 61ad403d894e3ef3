import { z } from 'zod'
import { Me } from './identity/me.ts'
import { AppName } from './identity/sessions.ts'
import { SignInStep } from './identity/sign-in.ts'
import { route } from './route.ts'
import { Id, Line } from './values.ts'

export * from './identity/companies.ts'
export * from './identity/grants.ts'
export * from './identity/me.ts'
export * from './identity/password.ts'
export * from './identity/roles.ts'
export * from './identity/sessions.ts'
export * from './identity/sign-in.ts'
export * from './identity/staff.ts'
export * from './identity/totp.ts'

export const signInOptions = route({
  method: 'GET',
  path: '/identity/sign-in-options',
  summary: 'What the sign-in pages need to know: whether this is a demo, and its accounts if so.',
  permission: 'public',
  response: z.object({
    demo: z.boolean(),
    growing: z.boolean().describe('The demo is still being made: reading goes on, writing waits'),
    accounts: z.array(
      z.object({
        app: AppName,
        label: z.string(),
        company: z.string(),
        account: z.string(),
        password: z.string().nullable(),
        phone: z.string().nullable(),
      }),
    ),
  }),
  transaction: 'manual',
})

export const signIn = route({
  method: 'POST',
  path: '/identity/sign-in',
  summary: 'Staff sign in by user name or phone and password; the session travels in an httpOnly cookie.',
  permission: 'public',
  body: z.object({ app: z.enum(['console', 'field']), account: Line, password: z.string().min(1).max(200) }),
  response: SignInStep,
  errors: [
    'identity.wrong_credentials',
    'identity.locked_out',
    'identity.one_time_password_expired',
    'platform.too_many_requests',
  ],
  idempotent: false,
  auditBody: false,
  transaction: 'manual',
})

export const requestSignInCode = route({
  method: 'POST',
  path: '/identity/sign-in-codes',
  summary: 'Send a 6-digit code to a phone. The answer is the same whether the phone is known or not.',
  permission: 'public',
  body: z.object({ phone: z.string().regex(/^1[3-9]\d{9}$/) }),
  response: z.object({ resendAfterSeconds: z.int(), expiresInSeconds: z.int() }),
  errors: ['identity.code_too_soon', 'platform.too_many_requests'],
  idempotent: false,
  auditBody: false,
  transaction: 'manual',
})

export const signInByCode = route({
  method: 'POST',
  path: '/identity/sign-in-by-code',
  summary: 'Residents sign in by phone and code.',
  permission: 'public',
  body: z.object({
    phone: z.string().regex(/^1[3-9]\d{9}$/),
    code: z.string().regex(/^\d{6}$/),
    companyId: Id.optional().describe('When the phone is known to several companies, or to none'),
  }),
  response: z.union([
    z.object({ kind: z.literal('signed-in'), me: Me }),
    z.object({ kind: z.literal('choose-company'), companies: z.array(z.object({ id: Id, name: z.string() })) }),
    // The code is right, and no company knows the phone: ask again with the company where the home is.
    z.object({ kind: z.literal('unknown-phone') }),
  ]),
  errors: ['identity.wrong_code', 'identity.code_expired', 'identity.no_household', 'platform.too_many_requests'],
  idempotent: false,
  auditBody: false,
  transaction: 'manual',
})

export const signOut = route({
  method: 'POST',
  path: '/identity/sign-out',
  summary: 'End this session.',
  permission: 'signed-in',
  beforeDuties: true,
  response: 'none',
  idempotent: false,
  transaction: 'manual',
})

export const whoAmI = route({
  method: 'GET',
  path: '/identity/me',
  summary: 'Who is signed in, with permissions and scope.',
  permission: 'signed-in',
  beforeDuties: true,
  response: Me,
})
