import { z } from 'zod'
import { route } from '../route.ts'
import { Id, Instant, PageQuery, pageOf, Text } from '../values.ts'

export const RoleGrant = z.object({
  id: Id,
  state: z.enum(['asked', 'approved', 'refused', 'withdrawn']),
  staff: z.object({ id: Id, name: z.string(), userName: z.string() }),
  roleId: Id,
  roleName: z.string(),
  askedBy: z.string(),
  askedById: Id,
  askedAt: Instant,
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  note: z.string().nullable(),
})

const GrantFilters = z.object({ state: RoleGrant.shape.state.optional() })

export const listRoleGrants = route({
  method: 'GET',
  path: '/identity/role-grants',
  summary: 'Roles asked for somebody that touch money or users, where a second administrator has to agree.',
  permission: 'identity.staff.manage',
  query: PageQuery.extend(GrantFilters.shape),
  response: pageOf(RoleGrant),
})

export const exportRoleGrants = route({
  method: 'GET',
  path: '/identity/role-grants/export',
  summary: 'The roles asked for with the same filters, as a workbook or csv.',
  permission: 'identity.staff.manage',
  query: GrantFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const decideRoleGrant = route({
  method: 'POST',
  path: '/identity/role-grants/:grantId/decide',
  summary: 'Agree or refuse; who asked may only take it back.',
  permission: 'identity.staff.manage',
  params: z.object({ grantId: Id }),
  body: z.object({ decision: z.enum(['approved', 'refused', 'withdrawn']), note: Text.optional() }),
  response: RoleGrant,
  errors: [
    'platform.not_found',
    'platform.own_request',
    'identity.grant_decided',
    'identity.role_not_found',
    'identity.beyond_own_authority',
  ],
})
