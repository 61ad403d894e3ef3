import { z } from 'zod'
import { route } from '../route.ts'
import { Id } from '../values.ts'

export const SearchHit = z.object({
  kind: z.enum(['premises', 'person']),
  id: Id,
  title: z.string(),
  subtitle: z.string(),
  premisesId: Id.nullable().describe('Where the cashier would go'),
})

export const search = route({
  method: 'GET',
  path: '/registry/search',
  summary: 'Find a household by room (any usual spelling), name, pinyin, initials or phone tail.',
  permission: 'registry.premises.read',
  query: z.object({
    text: z.string().trim().min(1).max(50),
    communityId: Id.optional(),
    limit: z.coerce.number<number | string>().int().min(1).max(30).default(10),
  }),
  response: z.object({ hits: z.array(SearchHit) }),
})
