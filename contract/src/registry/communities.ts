import { z } from 'zod'
import { route } from '../route.ts'
import { Id, Line } from '../values.ts'

export const Community = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  address: z.string(),
  buildingCount: z.int(),
  premisesCount: z.int(),
})

export const listCommunities = route({
  method: 'GET',
  path: '/registry/communities',
  summary: 'Communities in my scope.',
  permission: 'registry.premises.read',
  response: z.object({ items: z.array(Community) }),
})

export const createCommunity = route({
  method: 'POST',
  path: '/registry/communities',
  summary: 'Open a community.',
  permission: 'registry.communities.manage',
  body: z.object({
    id: Id,
    code: z.string().regex(/^[A-Z0-9]{2,12}$/),
    name: Line,
    address: z.string().trim().max(200),
  }),
  response: Community,
  errors: ['registry.community_code_taken'],
})

export const Building = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  units: z.array(
    z.object({ id: Id, code: z.string(), floors: z.int().nullable(), hasLift: z.boolean(), premisesCount: z.int() }),
  ),
})

export const communityTree = route({
  method: 'GET',
  path: '/registry/communities/:communityId/tree',
  summary: 'Buildings and units of a community.',
  permission: 'registry.premises.read',
  params: z.object({ communityId: Id }),
  response: z.object({ buildings: z.array(Building) }),
  errors: ['platform.not_found'],
})
