import { z } from 'zod'
import { route } from './route.ts'
import { CivilDate, Id, Instant, Line, PageQuery, pageOf } from './values.ts'

export const FileRef = z.object({
  id: Id,
  name: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  url: z.string().describe('Signed, short-lived address of the content'),
  thumbnailUrl: z.string().nullable().describe('A small picture, for images'),
})

export const uploadFile = route({
  method: 'PUT',
  path: '/files/:fileId',
  summary: 'Store a file under an id that the client made; the kind is read from the content.',
  permission: 'signed-in',
  params: z.object({ fileId: Id }),
  query: z.object({ name: Line, purpose: z.enum(['photo', 'workbook']) }),
  upload: { maxBytes: 20 * 1024 * 1024 },
  response: FileRef,
  errors: ['platform.file_too_large', 'platform.file_kind_refused', 'platform.file_id_taken'],
  transaction: 'manual',
  idempotent: false,
})

export const readFile = route({
  method: 'GET',
  path: '/files/:fileId/content',
  summary: 'The bytes of a file, for who holds a signed address.',
  permission: 'public',
  params: z.object({ fileId: Id }),
  query: z.object({
    tenant: Id,
    expires: z.coerce.number<number | string>().int(),
    signature: z.string().max(100),
    size: z.enum(['full', 'thumbnail']).default('full'),
  }),
  response: 'file',
  errors: ['platform.file_address_expired', 'platform.not_found'],
  transaction: 'manual',
})

export const AuditEntry = z.object({
  seq: z.int(),
  at: Instant,
  action: z.string(),
  actorName: z.string(),
  actorKind: z.enum(['staff', 'resident', 'system', 'anonymous']),
  object: z.string().nullable(),
  detail: z.unknown(),
  address: z.string().nullable(),
  requestId: z.string().nullable(),
  hash: z.string(),
})

export const listAudit = route({
  method: 'GET',
  path: '/audit',
  summary: 'The audit log, newest first.',
  permission: 'platform.audit.read',
  query: PageQuery.extend({
    action: z.string().max(100).optional(),
    from: CivilDate.optional(),
    to: CivilDate.optional(),
  }),
  response: pageOf(AuditEntry),
})

export const realtime = route({
  method: 'GET',
  path: '/realtime',
  summary: 'Server-sent events about things the caller may see: a name and ids, never contents.',
  permission: 'signed-in',
  query: z.object({ app: z.enum(['console', 'resident', 'field']).default('console') }),
  response: 'stream',
  transaction: 'manual',
})
