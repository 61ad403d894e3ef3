import { z } from 'zod'
import { route } from '../route.ts'
import { Id, Instant, PageQuery, pageOf } from '../values.ts'

/** Everything that is stored about a person, in one file. */
export const DataExport = z.object({
  id: Id,
  format: z.enum(['xlsx', 'json']),
  state: z.enum(['waiting', 'ready', 'taken', 'failed', 'expired']).describe('taken: fetched, which works once'),
  askedAt: Instant,
  readyAt: Instant.nullable(),
  expiresAt: Instant.nullable().describe('The file is deleted then'),
  bytes: z.int().nullable(),
})

const Asked = z.object({ id: Id, format: z.enum(['xlsx', 'json']) })
const exportParams = z.object({ exportId: Id })

export const startMyDataExport = route({
  method: 'POST',
  path: '/my/personal-data-exports',
  summary: 'Write everything that is stored about me into a file, in the background.',
  permission: 'my.profile',
  body: Asked,
  response: DataExport,
  errors: ['residents.export_running'],
})

export const listMyDataExports = route({
  method: 'GET',
  path: '/my/personal-data-exports',
  summary: 'The files about me that I asked for, newest first.',
  permission: 'my.profile',
  query: PageQuery,
  response: pageOf(DataExport),
})

export const fetchMyDataExport = route({
  method: 'GET',
  path: '/my/personal-data-exports/:exportId/content',
  summary: 'Fetch a file about me; it works once.',
  permission: 'my.profile',
  params: exportParams,
  response: 'file',
  errors: ['platform.not_found', 'residents.export_gone'],
  transaction: 'manual',
})

export const startDataExport = route({
  method: 'POST',
  path: '/residents/people/:personId/personal-data-exports',
  summary: 'Write everything that is stored about a person into a file, to hand over on request; in the audit log.',
  permission: 'residents.privacy.manage',
  params: z.object({ personId: Id }),
  body: Asked,
  response: DataExport,
  errors: ['platform.not_found', 'residents.export_running'],
})

export const listDataExports = route({
  method: 'GET',
  path: '/residents/personal-data-exports',
  summary: 'The files about people that I asked for, newest first.',
  permission: 'residents.privacy.manage',
  query: PageQuery.extend({ personId: Id.optional() }),
  response: pageOf(DataExport.extend({ personId: Id.nullable(), personName: z.string().nullable() })),
})

export const fetchDataExport = route({
  method: 'GET',
  path: '/residents/personal-data-exports/:exportId/content',
  summary: 'Fetch a file about a person that I asked for; it works once.',
  permission: 'residents.privacy.manage',
  params: exportParams,
  response: 'file',
  errors: ['platform.not_found', 'residents.export_gone'],
  transaction: 'manual',
})
