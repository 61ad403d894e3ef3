import { z } from 'zod'
import { route } from './route.ts'
import { Id, Instant, PageQuery, pageOf } from './values.ts'

export const ExportState = z.enum(['waiting', 'writing', 'ready', 'failed', 'cancelled', 'expired'])

export const ListExport = z.object({
  id: Id,
  name: z.string().describe('Of the list'),
  fileName: z.string(),
  format: z.enum(['xlsx', 'csv']),
  state: ExportState,
  rowsWritten: z.int(),
  total: z.int().nullable().describe('null: not counted yet'),
  bytes: z.int().nullable(),
  failure: z.string().nullable(),
  askedAt: Instant,
  readyAt: Instant.nullable(),
  expiresAt: Instant.nullable().describe('The file is deleted then'),
})

const exportParams = z.object({ exportId: Id })

export const startExport = route({
  method: 'POST',
  path: '/exports',
  summary: 'Write a list, with its filters, into a file in the background; any number of rows.',
  permission: 'signed-in',
  body: z.object({
    id: Id,
    route: z.string().max(200).describe('Path of the route that exports the list, such as /registry/people/export'),
    query: z
      .record(z.string().max(60), z.unknown())
      .describe('The filters of that route, and `sort` as the list has it'),
    format: z.enum(['xlsx', 'csv']),
  }),
  response: ListExport,
  errors: ['platform.not_found', 'platform.too_many_exports'],
  auditBody: false,
})

export const listExports = route({
  method: 'GET',
  path: '/exports',
  summary: 'My exports, newest first.',
  permission: 'signed-in',
  query: PageQuery.extend({ state: ExportState.optional() }),
  response: pageOf(ListExport),
})

export const readExport = route({
  method: 'GET',
  path: '/exports/:exportId',
  summary: 'One export of mine: how far it is, and whether it can be downloaded.',
  permission: 'signed-in',
  params: exportParams,
  response: ListExport,
  errors: ['platform.not_found'],
})

export const cancelExport = route({
  method: 'POST',
  path: '/exports/:exportId/cancel',
  summary: 'Stop an export that is being written, or delete its file before its days are over.',
  permission: 'signed-in',
  params: exportParams,
  response: ListExport,
  errors: ['platform.not_found', 'platform.export_not_running'],
})

export const downloadExport = route({
  method: 'GET',
  path: '/exports/:exportId/content',
  summary: 'The file of an export of mine; each download is in the audit log.',
  permission: 'signed-in',
  params: exportParams,
  response: 'file',
  errors: ['platform.not_found', 'platform.export_not_ready'],
  transaction: 'manual',
})
