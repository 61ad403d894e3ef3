import { z } from 'zod'
import { route } from './route.ts'
import { Id, Instant, Line, PageQuery, pageOf, SeenVersion, Version } from './values.ts'

export * from './imports/adjustments.ts'
export * from './imports/control.ts'
export * from './imports/former-bills.ts'
export * from './imports/former-debtors.ts'
export * from './imports/headings.ts'
export * from './imports/room-checks.ts'

export const IMPORT_KINDS = [
  'buildings-units',
  'owners',
  'charge-rules',
  'premises',
  'spaces',
  'people',
  'vehicles',
  'homes',
  'meters',
  'readings',
  'staff',
  'leases',
  'opening-debts',
  'opening-purses',
  'opening-deposits',
  'opening-readings',
  'past-payments',
  'former-bills',
] as const
export const ImportKind = z.enum(IMPORT_KINDS)
export const IMPORT_STATES = [
  'reading',
  'planned',
  'failed',
  'cancelled',
  'committing',
  'committed',
  'reverting',
  'reverted',
] as const
export const ImportState = z.enum(IMPORT_STATES)

export const SheetMapping = z.object({
  sheet: z.string().max(100),
  kind: ImportKind.nullable().describe('null: leave this sheet out'),
  headerRow: z.int().min(1).max(1000),
  columns: z
    .array(z.object({ column: z.string().regex(/^[A-Z]{1,3}$/), heading: z.string(), field: z.string().nullable() }))
    .max(100),
})

export const ImportProblem = z.object({
  severity: z.enum(['error', 'warning']),
  sheet: z.string(),
  row: z.int(),
  column: z.string().nullable(),
  code: z.string(),
  message: z.object({ 'zh-CN': z.string(), en: z.string() }),
})

/** What the dry run says of a rule, over all rows: domain.md §8, checklist 6. */
export const ImportRule = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  count: z.int().describe('Places'),
  rows: z.int().describe('Rows; those of an error are rejected'),
  example: z.object({ 'zh-CN': z.string(), en: z.string() }).describe('What it says of the first of them'),
})

export const ImportCount = z.object({
  kind: z.enum([
    'buildings',
    'units',
    'owners',
    'people',
    'chargeRules',
    'premises',
    'occupancies',
    'assignments',
    'spaces',
    'vehicles',
    'meters',
    'readings',
    'employees',
    'certificates',
    'leases',
    'debts',
    'purses',
    'deposits',
    'openingReadings',
    'pastPayments',
    'formerBills',
  ]),
  total: z.int().describe('Found in the file'),
  rejected: z.int().describe('Rows with an error; they are left out'),
  create: z.int().describe('Would be, or were, written'),
  change: z.int().describe('There, but said otherwise by the file; taken over only where confirmed'),
  unchanged: z.int().describe('Already there'),
})

export const ImportChangeKind = z.enum(['owners', 'people', 'premises'])

export const ImportChange = z.object({
  kind: ImportChangeKind,
  sheet: z.string(),
  row: z.int(),
  label: z.string().describe('Who or what'),
  field: z.enum(['phone', 'areaM2', 'state']),
  before: z.string().nullable().describe('Masked, of a person; a state as its code'),
  after: z.string(),
})

export const ImportProgress = z.object({
  phase: z.enum(['waiting', 'reading', 'planning', 'checking', 'writing', 'reverting']),
  done: z.int().describe('Of this phase'),
  total: z.int().describe('0: not known yet'),
  rowsRead: z.int(),
  rowsPlanned: z.int(),
  rowsWritten: z.int(),
  cancelAsked: z.boolean(),
  at: Instant.describe('The last sign of life'),
})

export const Import = z.object({
  id: Id,
  version: Version.describe('Counts its runs: another mapping, reading or writing makes another'),
  communityId: Id,
  communityName: z.string(),
  fileId: Id,
  fileName: z.string(),
  state: ImportState,
  startedAt: Instant,
  startedBy: z.string(),
  committedAt: Instant.nullable(),
  committedBy: z.string().nullable(),
  revertedAt: Instant.nullable(),
  revertedBy: z.string().nullable(),
  revertReason: z.string().nullable(),
  failure: z.string().nullable().describe('Refusal code when the file could not be read or the run broke off'),
  progress: ImportProgress.nullable().describe('While the server is at work on it'),
  sameFile: z
    .object({ id: Id, committedAt: Instant, committedBy: z.string().nullable() })
    .nullable()
    .describe('The last import of this community that wrote the very same file'),
  sheets: z.array(SheetMapping.extend({ rows: z.int(), ignoredColumns: z.array(z.string()) })),
  fields: z.array(
    z.object({
      kind: ImportKind,
      fields: z.array(
        z.object({
          field: z.string(),
          required: z.boolean(),
          headings: z.array(z.string()).describe('Other headings under which the column is found, the surest first'),
          label: z.object({ 'zh-CN': z.string(), en: z.string() }),
        }),
      ),
    }),
  ),
  counts: z.array(ImportCount),
  changes: z.array(ImportChange).describe('At most the first 500'),
  appliedChanges: z.array(ImportChangeKind).describe('The kinds whose changes were confirmed and taken over'),
  errorCount: z.int(),
  warningCount: z.int(),
  rules: z.array(ImportRule).describe('Of all problems, by rule; errors first, the most frequent first'),
  problems: z.array(ImportProblem).describe('At most the first 500; the error workbook has all'),
})

export const startImport = route({
  method: 'POST',
  path: '/imports',
  summary:
    'Read an uploaded workbook: sheets and headings are recognised, a mapping is suggested, a dry run is planned.',
  permission: 'imports.run',
  body: z.object({ id: Id, communityId: Id, fileId: Id }),
  response: Import,
  errors: ['platform.not_found', 'platform.beyond_scope', 'imports.not_a_workbook'],
})

const importFilters = {
  communityId: Id.optional(),
  state: ImportState.optional(),
  text: z.string().max(50).optional().describe('A part of the name of the file, or of who uploaded it'),
}

export const listImports = route({
  method: 'GET',
  path: '/imports',
  summary: 'Imports, newest first.',
  permission: 'imports.run',
  query: PageQuery.extend(importFilters),
  response: pageOf(
    Import.omit({
      sheets: true,
      fields: true,
      rules: true,
      problems: true,
      sameFile: true,
      changes: true,
      appliedChanges: true,
    }),
  ),
})

export const exportImports = route({
  method: 'GET',
  path: '/imports/export',
  summary: 'The list of imports with the same filters, as a workbook or csv.',
  permission: 'imports.run',
  query: z.object({ ...importFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const readImport = route({
  method: 'GET',
  path: '/imports/:importId',
  summary: 'One import: mapping, dry-run counts and problems, state.',
  permission: 'imports.run',
  params: z.object({ importId: Id }),
  response: Import,
  errors: ['platform.not_found'],
})

export const mapImport = route({
  method: 'PUT',
  path: '/imports/:importId/mapping',
  summary: 'Correct the mapping; the dry run is planned anew.',
  permission: 'imports.run',
  params: z.object({ importId: Id }),
  body: z.object({ version: Version, sheets: z.array(SheetMapping).min(1).max(30), saveAsTemplate: Line.optional() }),
  response: Import,
  errors: [
    'platform.not_found',
    'platform.beyond_scope',
    'platform.changed_meanwhile',
    'imports.already_committed',
    'imports.mapping_wrong',
  ],
})

export const commitImport = route({
  method: 'POST',
  path: '/imports/:importId/commit',
  summary: 'Write what the dry run proposed, in one transaction; rows with errors stay out.',
  permission: 'imports.run',
  params: z.object({ importId: Id }),
  body: z.object({
    version: Version.optional().describe('Of the dry run that was seen; left out: whatever stands'),
    changes: z
      .array(ImportChangeKind)
      .max(3)
      .default([])
      .describe('The kinds whose changes are taken over; what is not named stays as it is stored'),
  }),
  response: Import,
  errors: [
    'platform.not_found',
    'platform.changed_meanwhile',
    'platform.not_allowed',
    'platform.beyond_scope',
    'imports.already_committed',
    'imports.not_planned',
    'imports.control_missing',
    'imports.control_unsigned',
    'imports.control_differs',
    'imports.debtors_differ',
  ],
})

export const restartImport = route({
  method: 'POST',
  path: '/imports/:importId/restart',
  summary: 'Read and plan anew an import that failed or was stopped, with the mapping it had.',
  permission: 'imports.run',
  params: z.object({ importId: Id }),
  response: Import,
  errors: ['platform.not_found', 'imports.already_committed'],
})

export const cancelImport = route({
  method: 'POST',
  path: '/imports/:importId/cancel',
  summary:
    'Stop an import that is being read, give up one that is planned, or stop one that is written: what it had written by then is rolled back.',
  permission: 'imports.run',
  params: z.object({ importId: Id }),
  response: Import,
  errors: ['platform.not_found', 'imports.already_committed', 'imports.nothing_to_cancel'],
})

export const RevertBlocker = z.object({
  relation: z.string().describe('The kind of record, such as `billing.bill`'),
  reason: z
    .enum(['refers', 'edited', 'part'])
    .describe('Made later by others, edited since, or a part added or taken away since'),
  count: z.int(),
})

export const readRevert = route({
  method: 'GET',
  path: '/imports/:importId/revert',
  summary: 'What taking an import back would delete, and what stands in its way.',
  permission: 'imports.run',
  params: z.object({ importId: Id }),
  response: z.object({
    possible: z.boolean(),
    created: z.array(z.object({ relation: z.string(), count: z.int() })),
    blockers: z.array(RevertBlocker),
    changes: z
      .array(
        ImportChange.omit({ sheet: true, row: true }).extend({
          restored: z.boolean().describe('false: somebody changed it since, so it stays as it is now'),
        }),
      )
      .describe('What the import changed of what was there'),
  }),
  errors: ['platform.not_found'],
})

export const revertImport = route({
  method: 'POST',
  path: '/imports/:importId/revert',
  summary:
    'Take back everything an import made and changed, as long as nothing else hangs on it; what somebody changed since stays.',
  permission: 'imports.run',
  params: z.object({ importId: Id }),
  body: z.object({ reason: Line }),
  response: Import,
  errors: [
    'platform.not_found',
    'platform.not_allowed',
    'platform.beyond_scope',
    'imports.not_committed',
    'imports.revert_blocked',
    'imports.nothing_to_revert',
  ],
})

export const errorWorkbook = route({
  method: 'GET',
  path: '/imports/:importId/error-workbook',
  summary: 'The uploaded workbook with every problem written beside its row, to mend and upload again.',
  permission: 'imports.run',
  params: z.object({ importId: Id }),
  response: 'file',
  errors: ['platform.not_found'],
  transaction: 'manual',
})

export const ImportTemplate = z.object({
  id: Id,
  version: Version,
  name: z.string(),
  createdAt: Instant,
  sheets: z.array(z.object({ sheet: z.string(), kind: ImportKind, fields: z.int() })),
})

const templateParams = z.object({ templateId: Id })

const templateFilters = { text: z.string().max(100).optional().describe('Part of the name') }

export const listTemplates = route({
  method: 'GET',
  path: '/import-templates',
  summary: 'Mappings that were saved; files with the same headings follow them.',
  permission: 'imports.run',
  query: PageQuery.extend(templateFilters),
  response: pageOf(ImportTemplate),
})

export const exportTemplates = route({
  method: 'GET',
  path: '/import-templates/export',
  summary: 'The saved mappings with the same filter, as a workbook or csv.',
  permission: 'imports.run',
  query: z.object({ ...templateFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const renameTemplate = route({
  method: 'PATCH',
  path: '/import-templates/:templateId',
  summary: 'Give a saved mapping another name.',
  permission: 'imports.run',
  params: templateParams,
  body: z.object({ name: Line, version: Version }),
  response: 'none',
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'imports.template_name_taken'],
})

export const deleteTemplate = route({
  method: 'DELETE',
  path: '/import-templates/:templateId',
  summary: 'Forget a saved mapping; imports made with it stay.',
  permission: 'imports.run',
  params: templateParams,
  query: SeenVersion,
  response: 'none',
  errors: ['platform.not_found', 'platform.changed_meanwhile'],
})

export const emptyWorkbook = route({
  method: 'GET',
  path: '/import-templates/empty-workbook',
  summary: 'A workbook to fill in, of one kind or of all: headings, notes, choices, two rows by way of example.',
  permission: 'imports.run',
  query: z.object({ kind: ImportKind.optional() }),
  response: 'file',
})
