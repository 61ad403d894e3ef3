import { z } from 'zod'
import { PERMISSIONS } from '../permissions.ts'
import { route } from '../route.ts'
import { Id, Instant, Line, PageQuery, pageOf, Version } from '../values.ts'

const UserName = z.string().regex(/^[a-z][a-z0-9._-]{2,30}$/)
const Phone = z.string().regex(/^1[3-9]\d{9}$/)

const Scope = z.object({
  communityIds: z.array(Id).max(500).nullable().describe('null: every community'),
  buildingIds: z
    .array(Id)
    .min(1)
    .max(2000)
    .nullable()
    .default(null)
    .describe('Only these buildings; null: all of the communities'),
})

/** How somebody gets in: a password of their own, a one-time password, an invitation that waits, or not at all yet. */
export const StaffAccess = z.enum(['password', 'one-time', 'invited', 'none'])

export const Staff = z.object({
  id: Id,
  version: Version,
  userName: z.string(),
  name: z.string(),
  phoneMasked: z.string().nullable(),
  roles: z.array(z.object({ id: Id, name: z.string() })),
  pendingRoles: z.array(z.string()).describe('Asked for, awaiting a second administrator'),
  communityIds: z.array(Id).nullable(),
  buildingIds: z.array(Id).nullable(),
  state: z.enum(['active', 'disabled']),
  access: StaffAccess,
  totp: z.boolean(),
  lockedUntil: Instant.nullable(),
  lastSignInAt: Instant.nullable(),
})

const StaffFilters = z.object({
  text: z.string().max(50).optional().describe('Part of a name or user name, or a whole phone'),
  roleId: Id.optional(),
  permission: z.enum(PERMISSIONS).optional().describe('Who holds it, by any role'),
  communityId: Id.optional().describe('Who works there'),
  state: z.enum(['active', 'disabled', 'locked', 'not-in-yet']).optional(),
})

export const listStaff = route({
  method: 'GET',
  path: '/identity/staff',
  summary: 'Staff accounts with their roles and data scope.',
  permission: 'identity.staff.read',
  query: PageQuery.extend(StaffFilters.shape),
  response: pageOf(Staff),
})

export const exportStaff = route({
  method: 'GET',
  path: '/identity/staff/export',
  summary: 'The staff list with the same filters as a workbook or csv; phones are masked.',
  permission: 'identity.staff.read',
  query: StaffFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const readStaff = route({
  method: 'GET',
  path: '/identity/staff/:staffId',
  summary: 'One staff account.',
  permission: 'identity.staff.read',
  params: z.object({ staffId: Id }),
  response: Staff,
  errors: ['platform.not_found'],
})

const writeErrors = [
  'identity.user_name_taken',
  'identity.phone_taken',
  'identity.role_not_found',
  'identity.scope_wrong',
  'identity.beyond_own_authority',
] as const

export const createStaff = route({
  method: 'POST',
  path: '/identity/staff',
  summary:
    'Open a staff account. Without a first password it waits for an invitation or a one-time password; with one it must be changed.',
  permission: 'identity.staff.manage',
  body: Scope.extend({
    id: Id,
    userName: UserName,
    name: Line,
    phone: Phone.nullable().optional(),
    password: z.string().min(1).max(200).optional(),
    roleIds: z.array(Id).min(1).max(20),
  }),
  response: Staff,
  errors: [...writeErrors, 'identity.password_weak'],
  auditBody: false,
})

export const editStaff = route({
  method: 'PUT',
  path: '/identity/staff/:staffId',
  summary: 'Change name, user name, phone, roles and data scope; it counts at the next request.',
  permission: 'identity.staff.manage',
  params: z.object({ staffId: Id }),
  body: Scope.extend({
    version: Version,
    userName: UserName,
    name: Line,
    phone: Phone.nullable().optional().describe('Left out: stays; null: taken away'),
    roleIds: z.array(Id).min(1).max(20),
  }),
  response: Staff,
  errors: [...writeErrors, 'platform.not_found', 'platform.changed_meanwhile', 'identity.last_administrator'],
  auditBody: false,
})

export const setStaffState = route({
  method: 'POST',
  path: '/identity/staff/:staffId/state',
  summary: 'Disable or enable a staff account; disabling ends its sessions and hands its work over.',
  permission: 'identity.staff.manage',
  params: z.object({ staffId: Id }),
  body: z.object({ state: z.enum(['active', 'disabled']), reason: Line, version: Version }),
  response: Staff,
  errors: [
    'platform.not_found',
    'platform.changed_meanwhile',
    'identity.cannot_disable_self',
    'identity.beyond_own_authority',
    'identity.last_administrator',
  ],
})
