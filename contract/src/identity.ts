import { z } from 'zod'
import { PERMISSIONS } from './permissions.ts'
import { route } from './route.ts'
import { Id, Instant, Line, PageQuery, pageOf } from './values.ts'

export const AppName = z.enum(['console', 'resident', 'field'])

export const Me = z.object({
  kind: z.enum(['staff', 'resident']),
  accountId: Id,
  name: z.string(),
  company: z.object({ id: Id, name: z.string() }),
  permissions: z.array(z.enum(PERMISSIONS)),
  roles: z.array(z.string()).describe('Names of the roles held, for people to read'),
  communityIds: z.array(Id).nullable().describe('The data scope; null means every community'),
  modules: z
    .array(z.object({ module: z.string(), communityId: Id.nullable(), open: z.boolean() }))
    .describe(
      'What was decided about modules; one that is not named is open. A community counts more than the company',
    ),
})

export const signInOptions = route({
  method: 'GET',
  path: '/identity/sign-in-options',
  summary: 'What the sign-in pages need to know: whether this is a demo, and its accounts if so.',
  permission: 'public',
  response: z.object({
    demo: z.boolean(),
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
  summary: 'Staff sign in by user name and password; the session travels in an httpOnly cookie.',
  permission: 'public',
  body: z.object({ app: z.enum(['console', 'field']), account: Line, password: z.string().min(1).max(200) }),
  response: Me,
  errors: ['identity.wrong_credentials', 'identity.locked_out', 'platform.too_many_requests'],
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
    companyId: Id.optional().describe('When the phone is known to several companies'),
  }),
  response: z.union([
    z.object({ kind: z.literal('signed-in'), me: Me }),
    z.object({ kind: z.literal('choose-company'), companies: z.array(z.object({ id: Id, name: z.string() })) }),
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
  response: 'none',
  idempotent: false,
  transaction: 'manual',
})

export const whoAmI = route({
  method: 'GET',
  path: '/identity/me',
  summary: 'Who is signed in, with permissions and scope.',
  permission: 'signed-in',
  response: Me,
})

export const Session = z.object({
  id: Id,
  app: AppName,
  startedAt: Instant,
  lastSeenAt: Instant,
  address: z.string().nullable(),
  device: z.string().nullable(),
  current: z.boolean(),
})

export const listMySessions = route({
  method: 'GET',
  path: '/identity/sessions',
  summary: 'My open sessions.',
  permission: 'signed-in',
  response: z.object({ items: z.array(Session) }),
})

export const revokeSession = route({
  method: 'POST',
  path: '/identity/sessions/:sessionId/revoke',
  summary: 'End one of my sessions.',
  permission: 'signed-in',
  params: z.object({ sessionId: Id }),
  response: 'none',
  errors: ['platform.not_found'],
})

export const Staff = z.object({
  id: Id,
  userName: z.string(),
  name: z.string(),
  roles: z.array(z.object({ id: Id, name: z.string() })),
  communityIds: z.array(Id).nullable(),
  state: z.enum(['active', 'disabled']),
  lockedUntil: Instant.nullable(),
  lastSignInAt: Instant.nullable(),
})

export const listStaff = route({
  method: 'GET',
  path: '/identity/staff',
  summary: 'Staff accounts with their roles and data scope.',
  permission: 'identity.staff.read',
  query: PageQuery.extend({ text: z.string().max(50).optional(), roleId: Id.optional() }),
  response: pageOf(Staff),
})

export const createStaff = route({
  method: 'POST',
  path: '/identity/staff',
  summary: 'Open a staff account with a first password.',
  permission: 'identity.staff.manage',
  body: z.object({
    id: Id,
    userName: z.string().regex(/^[a-z][a-z0-9._-]{2,30}$/),
    name: Line,
    password: z.string().min(10).max(200),
    roleIds: z.array(Id).min(1).max(20),
    communityIds: z.array(Id).max(500).nullable(),
  }),
  response: Staff,
  errors: ['identity.user_name_taken', 'identity.role_not_found', 'identity.beyond_own_authority'],
  auditBody: false,
})

export const setStaffState = route({
  method: 'POST',
  path: '/identity/staff/:staffId/state',
  summary: 'Disable or enable a staff account; disabling ends its sessions.',
  permission: 'identity.staff.manage',
  params: z.object({ staffId: Id }),
  body: z.object({ state: z.enum(['active', 'disabled']), reason: Line }),
  response: Staff,
  errors: ['platform.not_found', 'identity.cannot_disable_self', 'identity.beyond_own_authority'],
})

export const Role = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  permissions: z.array(z.enum(PERMISSIONS)),
  staffCount: z.int(),
})

export const listRoles = route({
  method: 'GET',
  path: '/identity/roles',
  summary: 'Roles with their permissions.',
  permission: 'identity.staff.read',
  response: z.object({ items: z.array(Role) }),
})
