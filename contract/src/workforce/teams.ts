import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Id, Line, Version } from '../values.ts'

/** company 公司 → department 部门 or project team 项目部 → team 班组 */
export const TeamKind = z.enum(['company', 'department', 'project', 'team'])

export const Team = z.object({
  id: Id,
  parentId: Id.nullable(),
  kind: TeamKind,
  name: z.string(),
  communityId: Id.nullable().describe('Where it works; null for the head office'),
  headId: Id.nullable().describe('The employee who leads it'),
  headName: z.string().nullable(),
  position: z.int().describe('Order among its siblings'),
  closedOn: CivilDate.nullable(),
  employeeCount: z.int().describe('Employed today, those of teams below not counted'),
  version: Version,
})

const teamParams = z.object({ teamId: Id })
const teamFields = {
  parentId: Id.nullable(),
  kind: TeamKind,
  name: Line,
  communityId: Id.nullable(),
  headId: Id.nullable().default(null),
  position: z.int().min(0).max(9999).default(0),
}
const teamErrors = ['platform.not_found', 'workforce.team_loop', 'workforce.team_community_mixed'] as const

export const listTeams = route({
  method: 'GET',
  path: '/workforce/teams',
  summary: 'The organisation as a flat list; parentId makes the tree.',
  permission: 'workforce.staff.read',
  query: z.object({ communityId: Id.optional(), closed: z.enum(['yes', 'no']).default('no') }),
  response: z.object({ items: z.array(Team) }),
})

export const exportTeams = route({
  method: 'GET',
  path: '/workforce/teams/export',
  summary: 'The organisation, as a workbook or csv.',
  permission: 'workforce.staff.read',
  query: z.object({
    communityId: Id.optional(),
    closed: z.enum(['yes', 'no']).default('no'),
    format: z.enum(['xlsx', 'csv']).default('xlsx'),
  }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const createTeam = route({
  method: 'POST',
  path: '/workforce/teams',
  summary: 'Add a department, project team or team to the organisation.',
  permission: 'workforce.staff.manage',
  body: z.object({ id: Id, ...teamFields }),
  response: Team,
  errors: [...teamErrors, 'platform.already_there'],
})

export const editTeam = route({
  method: 'PUT',
  path: '/workforce/teams/:teamId',
  summary: 'Rename, move or give a team another head; its employees move to the community along with it.',
  permission: 'workforce.staff.manage',
  params: teamParams,
  body: z.object({ ...teamFields, version: Version }),
  response: Team,
  errors: [...teamErrors, 'platform.changed_meanwhile'],
})

export const closeTeam = route({
  method: 'POST',
  path: '/workforce/teams/:teamId/close',
  summary: 'Close a team that has nobody and no open team below it.',
  permission: 'workforce.staff.manage',
  params: teamParams,
  body: z.object({ version: Version }),
  response: Team,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'workforce.team_not_empty'],
})

export const startOrganisation = route({
  method: 'POST',
  path: '/workforce/organisation',
  summary:
    'Begin the organisation: the company at the root, and the posts that most companies have. Begun before, it answers the root.',
  permission: 'workforce.staff.manage',
  response: Team,
  errors: ['platform.beyond_scope'],
})

/** What a post asks for: without a valid certificate of this kind the rota warns. */
export const CertificateKind = z.enum([
  'electrician',
  'lift-safety',
  'fire-operator',
  'security-guard',
  'welder',
  'property-manager',
  'first-aid',
  'driver',
  'other',
])

export const Post = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  certificateKind: CertificateKind.nullable(),
  position: z.int(),
  active: z.boolean(),
  employeeCount: z.int(),
  version: Version,
})

const postFields = {
  name: Line,
  certificateKind: CertificateKind.nullable().default(null),
  position: z.int().min(0).max(9999).default(0),
}

export const listPosts = route({
  method: 'GET',
  path: '/workforce/posts',
  summary: 'The posts of the company.',
  permission: 'workforce.staff.read',
  response: z.object({ items: z.array(Post) }),
})

export const exportPosts = route({
  method: 'GET',
  path: '/workforce/posts/export',
  summary: 'The posts of the company, as a workbook or csv.',
  permission: 'workforce.staff.read',
  query: z.object({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const createPost = route({
  method: 'POST',
  path: '/workforce/posts',
  summary: 'Add a post.',
  permission: 'workforce.staff.manage',
  body: z.object({ id: Id, code: z.string().regex(/^[a-z0-9-]{2,30}$/), ...postFields }),
  response: Post,
  errors: ['workforce.post_code_taken', 'platform.beyond_scope'],
})

export const editPost = route({
  method: 'PUT',
  path: '/workforce/posts/:postId',
  summary: 'Rename a post, ask for a certificate, or take it out of use.',
  permission: 'workforce.staff.manage',
  params: z.object({ postId: Id }),
  body: z.object({ ...postFields, active: z.boolean(), version: Version }),
  response: Post,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'platform.beyond_scope'],
})
