import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Id, Instant, PageQuery, pageOf } from '../values.ts'

/** Somebody saw the numbers of a person in full. */
export const Reveal = z.object({
  id: Id,
  at: Instant,
  actorId: Id,
  actorName: z.string(),
  subjectKind: z.enum(['person', 'employee']),
  subjectId: Id,
  subjectName: z.string(),
  reason: z.string(),
  address: z.string().nullable(),
})

const Filters = z.object({
  text: z.string().max(50).optional().describe('Who saw, whom, or a part of the reason'),
  subjectKind: z.enum(['person', 'employee']).optional(),
  subjectId: Id.optional(),
  actorId: Id.optional(),
  from: CivilDate.optional(),
  to: CivilDate.optional(),
})

export const listReveals = route({
  method: 'GET',
  path: '/residents/reveals',
  summary: 'Who saw whose phone or ID number in full, when and why; of people within my scope.',
  permission: 'residents.privacy.manage',
  query: PageQuery.extend(Filters.shape),
  response: pageOf(Reveal),
})

export const exportReveals = route({
  method: 'GET',
  path: '/residents/reveals/export',
  summary: 'The log of reveals with the same filters, as a workbook or csv.',
  permission: 'residents.privacy.manage',
  query: Filters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})
