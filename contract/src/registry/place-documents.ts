import { z } from 'zod'
import { FileRef, HistoryEntry, HistoryQuery } from '../platform.ts'
import { route } from '../route.ts'
import { CivilDate, Id, Instant, Line, PageQuery, pageOf, Version } from '../values.ts'

/** 房产证, 交付验收单, 装修资料, 合同, 图纸, 承接查验, 照片, 其他. */
export const DocumentKind = z.enum([
  'title',
  'handover',
  'decoration',
  'contract',
  'drawing',
  'acceptance',
  'photo',
  'other',
])

export const PlaceDocument = z.object({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  premisesId: Id.nullable().describe('Null: of the community as a whole'),
  premisesLabel: z.string().nullable(),
  kind: DocumentKind,
  title: z.string(),
  number: z.string(),
  datedOn: CivilDate.nullable(),
  validUntil: CivilDate.nullable(),
  note: z.string(),
  file: FileRef.nullable().describe('Null when its bytes are gone'),
  carried: z.boolean().describe('Came along from the premises before, at a merge or split'),
  addedByName: z.string(),
  addedAt: Instant,
  removedAt: Instant.nullable(),
  removedByName: z.string().nullable(),
  removedReason: z.string().nullable(),
  version: Version,
})

const DocumentFilters = z.object({
  communityId: Id.optional(),
  premisesId: Id.optional(),
  of: z.enum(['premises', 'community']).optional().describe('Only those of premises, or of communities as a whole'),
  kind: DocumentKind.optional(),
  validity: z.enum(['due', 'over']).optional().describe('Ends within 60 days; has ended'),
  removed: z.enum(['no', 'yes']).optional().describe('Those taken away, instead of those that are there'),
  text: z.string().max(50).optional().describe('Part of the title, the number or the label of the premises'),
})

export const listPlaceDocuments = route({
  method: 'GET',
  path: '/registry/documents',
  summary: 'Papers of premises and communities, the latest first.',
  permission: 'registry.documents.read',
  query: PageQuery.extend(DocumentFilters.shape),
  response: pageOf(PlaceDocument),
})

export const exportPlaceDocuments = route({
  method: 'GET',
  path: '/registry/documents/export',
  summary: 'The list of papers with the same filters, as a workbook or csv.',
  permission: 'registry.documents.read',
  query: DocumentFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

const facts = {
  kind: DocumentKind,
  title: Line,
  number: z.string().trim().max(60),
  datedOn: CivilDate.nullable(),
  validUntil: CivilDate.nullable(),
  note: z.string().trim().max(500),
}

export const addPlaceDocument = route({
  method: 'POST',
  path: '/registry/documents',
  summary: 'Put a paper or a photograph to premises, or to a community as a whole.',
  permission: 'registry.documents.manage',
  body: z.object({
    ...facts,
    id: Id,
    communityId: Id,
    premisesId: Id.nullable(),
    fileId: Id,
    filePurpose: z.enum(['photo', 'document']).describe('As which it was uploaded: a picture or a PDF'),
  }),
  response: PlaceDocument,
  errors: [
    'platform.not_found',
    'platform.beyond_scope',
    'registry.document_dates_wrong',
    'registry.id_taken',
    'registry.premises_ended',
  ],
})

const params = z.object({ documentId: Id })

export const editPlaceDocument = route({
  method: 'PUT',
  path: '/registry/documents/:documentId',
  summary: 'Correct what is written down about a paper.',
  permission: 'registry.documents.manage',
  params,
  body: z.object({ ...facts, version: Version }),
  response: PlaceDocument,
  errors: [
    'platform.not_found',
    'platform.beyond_scope',
    'platform.changed_meanwhile',
    'registry.document_dates_wrong',
    'registry.document_removed',
  ],
})

export const removePlaceDocument = route({
  method: 'POST',
  path: '/registry/documents/:documentId/remove',
  summary: 'Take a paper away, with the reason; that it was there is kept.',
  permission: 'registry.documents.manage',
  params,
  body: z.object({ reason: Line, version: Version }),
  response: PlaceDocument,
  errors: ['platform.not_found', 'platform.beyond_scope', 'platform.changed_meanwhile', 'registry.document_removed'],
})

export const placeDocumentHistory = route({
  method: 'GET',
  path: '/registry/documents/:documentId/history',
  summary: 'Who put, changed or took away a paper, when, and what.',
  permission: 'registry.documents.read',
  params,
  query: HistoryQuery,
  response: pageOf(HistoryEntry),
  errors: ['platform.not_found'],
})
