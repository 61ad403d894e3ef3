import { z } from 'zod'
import { PERMISSIONS } from '../permissions.ts'
import { route } from '../route.ts'
import { Id, Line, SeenVersion, Version } from '../values.ts'

const Permissions = z.array(z.enum(PERMISSIONS)).max(500)

export const Role = z.object({
  id: Id,
  version: Version,
  code: z.string().describe('Of a preset its own; of a role made by the company a made one'),
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

export const exportRoles = route({
  method: 'GET',
  path: '/identity/roles/export',
  summary: 'Roles with their permissions, as a workbook or csv.',
  permission: 'identity.staff.read',
  query: z.object({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

const roleErrors = [
  'identity.role_name_taken',
  'identity.permission_not_for_staff',
  'identity.beyond_own_authority',
  'platform.beyond_scope',
] as const

export const createRole = route({
  method: 'POST',
  path: '/identity/roles',
  summary: 'Make a role out of permissions that the caller holds.',
  permission: 'identity.roles.manage',
  body: z.object({ id: Id, name: Line, permissions: Permissions }),
  response: Role,
  errors: [...roleErrors],
})

export const editRole = route({
  method: 'PUT',
  path: '/identity/roles/:roleId',
  summary: 'Rename a role or change its permissions; it counts at the next request of everybody who holds it.',
  permission: 'identity.roles.manage',
  params: z.object({ roleId: Id }),
  body: z.object({ version: Version, name: Line, permissions: Permissions }),
  response: Role,
  errors: [
    ...roleErrors,
    'platform.not_found',
    'platform.changed_meanwhile',
    'identity.last_administrator',
    'identity.needs_second_administrator',
  ],
})

export const deleteRole = route({
  method: 'DELETE',
  path: '/identity/roles/:roleId',
  summary: 'Delete a role that nobody holds.',
  permission: 'identity.roles.manage',
  params: z.object({ roleId: Id }),
  query: SeenVersion,
  response: 'none',
  errors: [
    'platform.not_found',
    'platform.changed_meanwhile',
    'platform.beyond_scope',
    'identity.role_held',
    'identity.beyond_own_authority',
  ],
})

export const roleRules = route({
  method: 'GET',
  path: '/identity/role-rules',
  summary:
    'What the role editor must know: ready-made roles, permissions that touch money or users, duties in conflict.',
  permission: 'identity.staff.read',
  response: z.object({
    presets: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        permissions: z.array(z.enum(PERMISSIONS)),
        roleId: Id.nullable().describe('The role of this company that came from it'),
      }),
    ),
    sensitive: z.array(z.enum(PERMISSIONS)).describe('Those that touch money or users'),
    conflicts: z.array(
      z.object({
        code: z.enum(['bill-and-issue', 'price-and-issue', 'bill-and-collect', 'users-and-money', 'ask-and-approve']),
        one: z.enum(PERMISSIONS),
        other: z.enum(PERMISSIONS),
      }),
    ),
  }),
})

export const addRolePreset = route({
  method: 'POST',
  path: '/identity/role-presets/:code',
  summary: 'Add a ready-made role to the company; one that is there already is answered.',
  permission: 'identity.roles.manage',
  params: z.object({ code: z.string().max(40) }),
  body: z.object({ id: Id }),
  response: Role,
  errors: [...roleErrors, 'platform.not_found'],
})
