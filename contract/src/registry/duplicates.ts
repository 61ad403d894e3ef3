import { z } from 'zod'
import { route } from '../route.ts'
import { Id, Instant, PageQuery, pageOf, Version } from '../values.ts'
import { PersonRow } from './people.ts'

export const DuplicateReason = z.enum(['same-id', 'same-phone', 'same-premises'])

const Twin = PersonRow.extend({ version: Version, createdAt: Instant })

export const DuplicateRow = z.object({
  id: Id,
  score: z.int().describe('0 … 100: how sure'),
  reasons: z.array(DuplicateReason),
  state: z.enum(['open', 'dismissed', 'merged']),
  decidedByName: z.string().nullable(),
  decidedAt: Instant.nullable(),
  one: Twin,
  other: Twin,
})

export const listDuplicates = route({
  method: 'GET',
  path: '/registry/duplicates',
  summary: 'Pairs of people who may be one, the surest first.',
  permission: 'registry.people.merge',
  query: PageQuery.extend({
    state: z.enum(['open', 'dismissed']).default('open'),
    reason: DuplicateReason.optional(),
  }),
  response: pageOf(DuplicateRow),
})

export const exportDuplicates = route({
  method: 'GET',
  path: '/registry/duplicates/export',
  summary: 'Pairs of people who may be one, with the same filters, as a workbook or csv.',
  permission: 'registry.people.merge',
  query: z.object({
    state: z.enum(['open', 'dismissed']).default('open'),
    reason: DuplicateReason.optional(),
    format: z.enum(['xlsx', 'csv']).default('xlsx'),
  }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const findDuplicates = route({
  method: 'POST',
  path: '/registry/duplicates/find',
  summary: 'Look for duplicates now; they are looked for each night besides.',
  permission: 'registry.people.merge',
  response: z.object({ open: z.int().describe('Pairs to decide about') }),
})

export const decideDuplicate = route({
  method: 'POST',
  path: '/registry/duplicates/:pairId/decide',
  summary: 'Two different people after all; or, taken back, perhaps one again.',
  permission: 'registry.people.merge',
  params: z.object({ pairId: Id }),
  body: z.object({ dismissed: z.boolean() }),
  response: 'none',
  errors: ['platform.not_found'],
})

/** Which of the two a value is taken from. */
const From = z.enum(['survivor', 'merged'])

export const MergeChoice = z.object({
  name: From,
  sex: From,
  birthday: From,
  document: From.describe('Kind and number together'),
  email: From,
  postalAddress: From,
  legalRepresentative: From,
  note: From,
  primaryPhone: From,
})

export const MergeRow = z.object({
  id: Id,
  personId: Id,
  personName: z.string(),
  mergedId: Id,
  mergedName: z.string(),
  mergedByName: z.string(),
  at: Instant,
  undoneAt: Instant.nullable(),
  undoneByName: z.string().nullable(),
})

export const mergePeople = route({
  method: 'POST',
  path: '/registry/people/:personId/merge',
  summary:
    'Two records were one person: values are chosen field by field, everything that named the other names this one.',
  permission: 'registry.people.merge',
  params: z.object({ personId: Id }),
  body: z.object({
    id: Id,
    version: Version,
    mergedId: Id,
    mergedVersion: Version,
    take: MergeChoice,
  }),
  response: MergeRow,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'registry.not_alike', 'registry.shares_exceed'],
})

export const listMerges = route({
  method: 'GET',
  path: '/registry/merges',
  summary: 'People who were merged, the latest first.',
  permission: 'registry.people.merge',
  query: PageQuery,
  response: pageOf(MergeRow),
})

export const exportMerges = route({
  method: 'GET',
  path: '/registry/merges/export',
  summary: 'The merges as a workbook or csv.',
  permission: 'registry.people.merge',
  query: z.object({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const undoMerge = route({
  method: 'POST',
  path: '/registry/merges/:mergeId/undo',
  summary: 'Take merged people apart again, exactly as they were; refused once either was changed since.',
  permission: 'registry.people.merge',
  params: z.object({ mergeId: Id }),
  response: MergeRow,
  errors: ['platform.not_found', 'registry.merge_undone', 'registry.changed_since_merge'],
})
