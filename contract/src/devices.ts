import { z } from 'zod'
import { HistoryEntry } from './platform.ts'
import { route } from './route.ts'
import { CivilDate, Id, Instant, Line, PageQuery, pageOf, Text, Version } from './values.ts'

/** What a machine may say. `meter.reading`: {meterCode, readOn, value, rolledOver?, bands?}. */
export const MESSAGE_KINDS = ['meter.reading'] as const
export const GatewayState = z.enum(['active', 'closed'])
/** 待处理 · 已处理 · 未采用 */
export const MessageState = z.enum(['waiting', 'taken', 'refused'])

export const GatewayRow = z.object({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  name: z.string(),
  notes: z.string(),
  keyHint: z.string().describe('The last four characters of its key'),
  state: GatewayState,
  lastHeardAt: Instant.nullable(),
  waiting: z.int().describe('Messages that wait; of more than 1,000 it says 1,000'),
  refused: z.int().describe('Messages that were refused; of more than 1,000 it says 1,000'),
  createdByName: z.string(),
  createdAt: Instant,
  version: Version,
})

const gatewayFilters = {
  communityId: Id.optional(),
  state: GatewayState.optional(),
  text: z.string().trim().max(100).optional().describe('Part of the name'),
}

export const listGateways = route({
  method: 'GET',
  path: '/devices/gateways',
  summary: 'Gateways through which machines send, with what waits and what was refused.',
  permission: 'devices.gateways.read',
  query: PageQuery.extend(gatewayFilters),
  response: pageOf(GatewayRow),
  errors: ['platform.beyond_scope'],
})

export const exportGateways = route({
  method: 'GET',
  path: '/devices/gateways/export',
  summary: 'The list of gateways with the same filters, as a workbook or csv.',
  permission: 'devices.gateways.read',
  query: z.object({ ...gatewayFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.beyond_scope', 'platform.export_too_large'],
})

export const readGateway = route({
  method: 'GET',
  path: '/devices/gateways/:gatewayId',
  summary: 'One gateway, with what waits and what was refused.',
  permission: 'devices.gateways.read',
  params: z.object({ gatewayId: Id }),
  response: GatewayRow,
  errors: ['platform.not_found', 'platform.beyond_scope'],
})

export const gatewayHistory = route({
  method: 'GET',
  path: '/devices/gateways/:gatewayId/history',
  summary: 'Who changed a gateway, when, why, and what.',
  permission: 'devices.gateways.read',
  params: z.object({ gatewayId: Id }),
  query: PageQuery.pick({ cursor: true, limit: true }),
  response: pageOf(HistoryEntry),
  errors: ['platform.not_found', 'platform.beyond_scope'],
})

const WithKey = z.object({ gateway: GatewayRow, key: z.string().describe('Shown this once') })
const gatewayParams = z.object({ gatewayId: Id })
const taken = ['devices.name_taken'] as const

export const addGateway = route({
  method: 'POST',
  path: '/devices/gateways',
  summary: 'Register a gateway; its key is answered this once.',
  permission: 'devices.gateways.manage',
  body: z.object({ id: Id, communityId: Id, name: Line, notes: Text.default('') }),
  response: WithKey,
  // An answer that holds a key is not kept to be given again.
  idempotent: false,
  errors: ['platform.not_found', 'platform.already_there', 'platform.beyond_scope', ...taken],
})

export const editGateway = route({
  method: 'PUT',
  path: '/devices/gateways/:gatewayId',
  summary: 'Change the name or the notes of a gateway.',
  permission: 'devices.gateways.manage',
  params: gatewayParams,
  body: z.object({ version: Version, name: Line, notes: Text }),
  response: GatewayRow,
  errors: [
    'platform.not_found',
    'platform.beyond_scope',
    'platform.changed_meanwhile',
    'devices.gateway_closed',
    ...taken,
  ],
})

export const renewGatewayKey = route({
  method: 'POST',
  path: '/devices/gateways/:gatewayId/key',
  summary: 'Give a gateway a new key; the one before opens nothing from now on.',
  permission: 'devices.gateways.manage',
  params: gatewayParams,
  body: z.object({ version: Version, reason: Line }),
  response: WithKey,
  idempotent: false,
  errors: ['platform.not_found', 'platform.beyond_scope', 'platform.changed_meanwhile', 'devices.gateway_closed'],
})

export const closeGateway = route({
  method: 'POST',
  path: '/devices/gateways/:gatewayId/close',
  summary: 'Close a gateway for good: its key opens nothing; its messages stay.',
  permission: 'devices.gateways.manage',
  params: gatewayParams,
  body: z.object({ version: Version, reason: Line }),
  response: GatewayRow,
  errors: ['platform.not_found', 'platform.beyond_scope', 'platform.changed_meanwhile', 'devices.gateway_closed'],
})

export const MessageRow = z.object({
  id: Id,
  gatewayId: Id,
  gatewayName: z.string(),
  communityName: z.string(),
  number: z.string(),
  kind: z.string(),
  saidAt: Instant,
  receivedAt: Instant,
  state: MessageState,
  reason: z.string().nullable().describe('The code of the refusal'),
  body: z.string().describe('As it came, JSON'),
})

const messageFilters = {
  communityId: Id.optional(),
  gatewayId: Id.optional(),
  kind: z.string().max(50).optional(),
  state: MessageState.optional(),
  text: z.string().trim().max(64).optional().describe('The beginning of its number, or the code of a meter in it'),
  from: CivilDate.optional().describe('Received on this day or later'),
  to: CivilDate.optional(),
}

export const listMessages = route({
  method: 'GET',
  path: '/devices/messages',
  summary: 'What machines have sent, newest first, and what became of it.',
  permission: 'devices.gateways.read',
  query: PageQuery.extend(messageFilters),
  response: pageOf(MessageRow),
})

export const exportMessages = route({
  method: 'GET',
  path: '/devices/messages/export',
  summary: 'The list of messages with the same filters, as a workbook or csv.',
  permission: 'devices.gateways.read',
  query: z.object({ ...messageFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const retakeMessages = route({
  method: 'POST',
  path: '/devices/gateways/:gatewayId/retake',
  summary: 'Look again at all that was refused of a gateway, once the reason is mended.',
  permission: 'devices.gateways.manage',
  params: gatewayParams,
  body: z.object({}),
  response: z.object({ count: z.int() }),
  errors: ['platform.not_found'],
})

export const Said = z.object({
  id: z.string().trim().min(1).max(64).describe("The gateway's own number: the same again is the same message"),
  kind: z.string().trim().min(1).max(50),
  at: Instant.describe('When it was measured'),
  body: z.record(z.string().max(50), z.unknown()),
})

/** Behind `Authorization: Bearer <key of the gateway>`. Answered once all of it is in the database. */
export const sendMessages = route({
  method: 'POST',
  path: '/devices/inbox',
  summary: 'What a gateway sends. The answer means that it is kept; sent again it is known, and kept once.',
  permission: 'public',
  role: 'ingest',
  transaction: 'manual',
  idempotent: false,
  auditBody: false,
  body: z.object({ messages: z.array(Said).min(1).max(500) }),
  response: z.object({ kept: z.int(), known: z.int() }),
  errors: ['devices.key_unknown', 'platform.module_off'],
})
