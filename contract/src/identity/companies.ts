import { z } from 'zod'
import { route } from '../route.ts'
import { Id, Line } from '../values.ts'
import { SignInStep } from './sign-in.ts'

export const listMyCompanies = route({
  method: 'GET',
  path: '/identity/me/companies',
  summary: 'The companies in which I have an account that is linked with this one.',
  permission: 'signed-in',
  response: z.object({
    items: z.array(
      z.object({
        companyId: Id,
        company: z.string(),
        accountName: z.string(),
        current: z.boolean(),
        open: z.boolean(),
      }),
    ),
  }),
})

export const linkAccount = route({
  method: 'POST',
  path: '/identity/me/companies',
  summary: 'Link my account in another company with this one, by proving its password (and second factor).',
  permission: 'signed-in',
  body: z.object({
    account: Line,
    password: z.string().min(1).max(200),
    code: z.string().trim().min(6).max(20).optional(),
  }),
  response: 'none',
  errors: [
    'platform.not_found',
    'identity.password_wrong',
    'identity.locked_out',
    'identity.totp_needed',
    'identity.wrong_totp',
    'identity.same_company',
  ],
  idempotent: false,
  auditBody: false,
  transaction: 'manual',
})

export const sendLinkCode = route({
  method: 'POST',
  path: '/identity/me/companies/code',
  summary: 'Send a code to the phone of my account, to link my accounts in other companies that have the same phone.',
  permission: 'signed-in',
  response: z.object({
    phoneMasked: z.string(),
    resendAfterSeconds: z.int(),
    expiresInSeconds: z.int(),
  }),
  errors: ['platform.not_found', 'platform.too_many_requests', 'identity.code_too_soon', 'identity.no_phone'],
  idempotent: false,
})

export const linkByPhone = route({
  method: 'POST',
  path: '/identity/me/companies/by-phone',
  summary:
    'Link my accounts in other companies that have the phone of this one, proved by the code that was sent to it.',
  permission: 'signed-in',
  body: z.object({
    code: z
      .string()
      .trim()
      .regex(/^\d{6}$/),
  }),
  response: z.object({ linked: z.array(z.string()).describe('Names of the companies, now linked') }),
  errors: [
    'platform.not_found',
    'identity.no_phone',
    'identity.wrong_code',
    'identity.code_expired',
    'identity.no_other_account',
  ],
  idempotent: false,
  auditBody: false,
  transaction: 'manual',
})

export const unlinkAccount = route({
  method: 'POST',
  path: '/identity/me/companies/unlink',
  summary: 'Take this account out of the linked ones.',
  permission: 'signed-in',
  response: 'none',
})

export const switchCompany = route({
  method: 'POST',
  path: '/identity/me/companies/:companyId/switch',
  summary: 'Go on in another company with the linked account; its second factor is asked where it has one.',
  permission: 'signed-in',
  params: z.object({ companyId: Id }),
  body: z.object({ app: z.enum(['console', 'field']) }),
  response: SignInStep,
  errors: ['platform.not_found', 'identity.account_disabled'],
  idempotent: false,
  transaction: 'manual',
})
