import { z } from 'zod'
import { RECORD_KINDS } from './record-kinds.ts'
import { route } from './route.ts'
import { CivilDate, Id, Instant, Line, PageQuery, pageOf } from './values.ts'

export * from './exports.ts'
export * from './list-settings.ts'

export const FileRef = z.object({
  id: Id,
  name: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  url: z.string().describe('Signed, short-lived address of the content'),
  thumbnailUrl: z.string().nullable().describe('A small picture, for images'),
})

export const FilePurpose = z.enum(['photo', 'workbook', 'document'])

export const uploadFile = route({
  method: 'PUT',
  path: '/files/:fileId',
  summary: 'Store a file under an id that the client made; the kind is read from the content.',
  permission: 'signed-in',
  params: z.object({ fileId: Id }),
  query: z.object({ name: Line, purpose: FilePurpose }),
  upload: { maxBytes: 20 * 1024 * 1024 },
  response: FileRef,
  errors: [
    'platform.file_too_large',
    'platform.file_kind_refused',
    'platform.file_id_taken',
    'platform.file_quota_reached',
  ],
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

/** A line of a record's history, for the "history" tab of any module; see `historyOf` of the server's platform. */
export const HistoryEntry = z.object({
  id: z.string().describe('The line of the log, written like an id'),
  at: Instant,
  action: z.string().describe('The route, such as registry.changePerson'),
  actorKind: z.enum(['staff', 'resident', 'system', 'anonymous']),
  actorName: z.string(),
  reason: z.string().nullable(),
  changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
})

export type WireHistoryEntry = z.input<typeof HistoryEntry>

/** What a history route takes besides its record. */
export const HistoryQuery = PageQuery.omit({ sort: true })

export const AuditEntry = z.object({
  seq: z.int(),
  at: Instant,
  action: z.string(),
  actorId: Id.nullable(),
  actorName: z.string(),
  actorKind: z.enum(['staff', 'resident', 'system', 'anonymous']),
  object: z.string().nullable(),
  objectKind: z.enum(RECORD_KINDS).nullable().describe('What kind of record it is about; null where it is about none'),
  objectLabel: z.string().nullable().describe('How that record is called; null where the reader may not see it'),
  detail: z.unknown(),
  names: z
    .array(z.object({ id: Id, kind: z.enum(RECORD_KINDS), label: z.string() }))
    .describe('How the records are called whose ids stand in the detail, of those that the reader may see'),
  address: z.string().nullable(),
  requestId: z.string().nullable(),
  hash: z.string(),
})

const auditFilters = {
  action: z.string().max(100).optional().describe('An action, or the beginning of some: billing.'),
  actorId: Id.optional(),
  object: z.string().max(100).optional(),
  text: z.string().max(100).optional().describe('Part of the action, the actor’s name, the address or the request id'),
  from: CivilDate.optional(),
  to: CivilDate.optional(),
}

export const listAudit = route({
  method: 'GET',
  path: '/audit',
  summary: 'The audit log, newest first.',
  permission: 'platform.audit.read',
  query: PageQuery.extend(auditFilters),
  response: pageOf(AuditEntry),
})

export const exportAudit = route({
  method: 'GET',
  path: '/audit/export',
  summary: 'The audit log with the same filters, as a workbook or csv.',
  permission: 'platform.audit.read',
  query: z.object({ ...auditFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const checkAudit = route({
  method: 'GET',
  path: '/audit/check',
  summary: 'Recompute the chain of the audit log: whether every line is as it was written.',
  permission: 'platform.audit.read',
  response: z.object({
    ok: z.boolean(),
    lines: z.int(),
    brokenSeq: z.int().nullable().describe('The first line that does not follow from those before it'),
    cutOff: z.boolean().describe('Lines are missing at the end'),
  }),
})

const fileFilters = {
  purpose: FilePurpose.optional(),
  text: z.string().max(100).optional().describe('Part of the name, or of who uploaded it'),
  from: CivilDate.optional(),
  to: CivilDate.optional(),
}

export const FileRow = FileRef.extend({
  purpose: FilePurpose,
  uploadedBy: Id,
  uploadedByName: z.string(),
  at: Instant,
  taken: z.boolean().describe('Something uses it; what nothing uses within a day is removed'),
})

export const listFiles = route({
  method: 'GET',
  path: '/files',
  summary: 'The stored files of the company, newest first, with their size in sum.',
  permission: 'platform.files.read',
  query: PageQuery.extend(fileFilters),
  response: pageOf(FileRow).extend({ sums: z.object({ bytes: z.int() }) }),
})

export const exportFiles = route({
  method: 'GET',
  path: '/files/export',
  summary: 'The list of files with the same filters, as a workbook or csv.',
  permission: 'platform.files.read',
  query: z.object({ ...fileFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const readFileUsage = route({
  method: 'GET',
  path: '/files/usage',
  summary: 'How much of the company’s file space is used, and by what.',
  permission: 'platform.files.read',
  response: z.object({
    usedBytes: z.int(),
    quotaBytes: z.int(),
    byPurpose: z.array(z.object({ purpose: FilePurpose, files: z.int(), bytes: z.int() })),
  }),
})

const Words = z.object({ 'zh-CN': z.string(), en: z.string() })
const Choice = z.object({ value: z.string(), label: Words })

/** How a setting is drawn, by `kind`; what belongs to another kind is absent. */
const SettingControl = z.object({
  kind: z.enum(['boolean', 'number', 'text', 'choice', 'list']),
  integer: z.boolean().optional(),
  min: z.number().nullable().optional(),
  max: z.number().nullable().optional(),
  unit: Words.nullable().optional(),
  maxLength: z.int().nullable().optional(),
  maxItems: z.int().nullable().optional(),
  choices: z.array(Choice).nullable().optional(),
})

/** The value of a setting: what its control can hold. */
const SettingValue = z.unknown().describe('Boolean, number, text or list of texts, as the setting’s control says')

export const Setting = z.object({
  key: z.string(),
  module: z.string(),
  level: z.enum(['company', 'community']).describe('company: one value for all; community: a community may differ'),
  label: Words,
  help: Words.nullable(),
  control: SettingControl,
  value: SettingValue,
  source: z.enum(['community', 'company', 'fallback']).describe('Who decided the value'),
  inherited: SettingValue.describe('What would hold without a decision at this level'),
  fallback: SettingValue,
  version: z.int().min(0).describe('Of the decision at this level; 0 when there was none yet'),
  changedByName: z.string().nullable(),
  changedAt: Instant.nullable(),
})

const settingParams = z.object({ key: z.string().max(100) })
const settingLevel = z.object({ communityId: Id.optional().describe('Absent: the company') })

export const listSettings = route({
  method: 'GET',
  path: '/settings',
  summary: 'Every setting of the company, or of one community, with what holds now and where it comes from.',
  permission: 'platform.settings.read',
  query: settingLevel,
  response: z.object({ items: z.array(Setting) }),
  errors: ['platform.not_found'],
})

export const changeSetting = route({
  method: 'PUT',
  path: '/settings/:key',
  summary: 'Decide a setting for the company or one community; null gives it back to what is inherited.',
  permission: 'platform.settings.manage',
  params: settingParams,
  body: z.object({
    communityId: Id.nullable().optional(),
    value: z
      .unknown()
      .refine(value => value !== undefined)
      .describe('null: back to what is inherited'),
    version: z.int().min(0),
    reason: Line,
  }),
  response: Setting,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'platform.beyond_scope', 'platform.setting_of_company'],
})

export const SettingChange = z.object({
  id: Id,
  at: Instant,
  communityId: Id.nullable(),
  before: SettingValue,
  after: SettingValue,
  reason: z.string(),
  changedByName: z.string(),
})

export const settingHistory = route({
  method: 'GET',
  path: '/settings/:key/history',
  summary: 'Who changed a setting, when and why; newest first. null is what is inherited.',
  permission: 'platform.settings.read',
  params: settingParams,
  query: PageQuery.extend(settingLevel.shape),
  response: pageOf(SettingChange),
  errors: ['platform.not_found'],
})

export const Feature = z.object({
  module: z.string(),
  open: z.boolean(),
  source: z.enum(['community', 'company', 'fallback']),
  inherited: z.boolean().describe('What would hold without a decision at this level'),
  requires: z.array(z.string()).describe('Modules that must be open for this one'),
  neededBy: z.array(z.string()),
  version: z.int().min(0),
  changedByName: z.string().nullable(),
  changedAt: Instant.nullable(),
})

export const listFeatures = route({
  method: 'GET',
  path: '/features',
  summary: 'The modules that may be switched off, at the level of the company or of one community.',
  permission: 'platform.settings.read',
  query: settingLevel,
  response: z.object({ items: z.array(Feature) }),
  errors: ['platform.not_found'],
})

export const switchFeature = route({
  method: 'PUT',
  path: '/features/:module',
  summary:
    'Open or close a module for the company or one community; null gives the decision back. Nothing stored is lost.',
  permission: 'platform.settings.manage',
  params: z.object({ module: z.string().max(100) }),
  body: z.object({
    communityId: Id.nullable().optional(),
    open: z.boolean().nullable(),
    version: z.int().min(0),
    reason: Line,
  }),
  response: Feature,
  errors: [
    'platform.not_found',
    'platform.changed_meanwhile',
    'platform.beyond_scope',
    'platform.feature_needed',
    'platform.feature_needs',
  ],
})

export const SearchHit = z.object({
  kind: z.string().describe('premises, person, vehicle, space, bill, receipt, order: what the id is of'),
  id: Id,
  title: z.string(),
  subtitle: z.string(),
  premisesId: Id.nullable().describe('The household, where there is one: where the cashier would go'),
})

export const search = route({
  method: 'GET',
  path: '/search',
  summary:
    'Anything by what people type, parsed by shape: room, name, pinyin, phone tail, plate, space, bill, receipt or order number.',
  permission: 'signed-in',
  query: z.object({
    text: z.string().trim().min(1).max(50),
    communityId: Id.optional(),
    limit: z.coerce.number<number | string>().int().min(1).max(30).default(8).describe('Of each kind'),
  }),
  response: z.object({ hits: z.array(SearchHit) }),
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
