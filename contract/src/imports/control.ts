import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, Instant, Version } from '../values.ts'

/** What is taken over from a former system and controlled by its totals. */
/** Rooms, owners and debtors are compared where the former system's totals say them; the others always. */
export const ControlPart = z.enum([
  'rooms',
  'owners',
  'arrears',
  'debtors',
  'penalties',
  'purses',
  'deposits',
  'readings',
  'past-payments',
])

/** What a line is added up in: money, the area of rooms, what registers show; owners are only counted. */
export const ControlUnit = z.enum(['yuan', 'm2', 'm3', 'kWh', 'GJ', 'none'])

export const ControlFigures = z.object({
  count: z.int().min(0).max(10_000_000).describe('Rows'),
  amountFen: Fen.describe(
    'Of readings and rooms: the sum of what they show, of their areas, in hundredths; of owners nothing',
  ),
})

const ControlKey = z.object({
  part: ControlPart,
  itemName: z.string().trim().max(100).describe('The charge item, or the kind of meter; empty where there is none'),
  year: z.int().min(0).max(2200).describe('Of the period; 0 where there is none'),
})

export const ControlLine = ControlKey.extend({
  unit: ControlUnit.describe('Of the sums; fen are hundredths of it'),
  legacy: ControlFigures.nullable().describe('As the former system reports it'),
  file: ControlFigures.nullable().describe('What the good rows of the file come to'),
  loaded: ControlFigures.nullable().describe('Measured in the database when the import was written'),
})

const Signature = z.object({ by: z.string(), at: Instant })

export const ControlSheet = z.object({
  importId: Id,
  needed: z.boolean().describe('The import brings money or readings, which are written only under a signed sheet'),
  version: z.int().nullable().describe('null: not entered yet'),
  asOfOn: CivilDate.nullable().describe('The day on which the former system was frozen'),
  lines: z.array(ControlLine),
  differences: z.int().describe('Lines in which the former system and the file (once written: the database) differ'),
  debtorDifferences: z
    .int()
    .describe('Lines of the former system’s own list of debtors that do not agree; 0 without one'),
  entered: Signature.nullable(),
  signed: Signature.nullable(),
  accepted: Signature.extend({ note: z.string().nullable() }).nullable(),
})

const params = z.object({ importId: Id })

export const readControlSheet = route({
  method: 'GET',
  path: '/imports/:importId/control-sheet',
  summary: 'The former system’s totals beside those of the file and of the database, by item and year, to the fen.',
  permission: 'imports.run',
  params,
  response: ControlSheet,
  errors: ['platform.not_found'],
})

export const enterControlSheet = route({
  method: 'PUT',
  path: '/imports/:importId/control-sheet',
  summary: 'Enter the totals of the former system’s own report. A signature that was there is void.',
  permission: 'imports.run',
  params,
  body: z.object({
    version: Version.nullable().describe('The version that was read; null: there was none'),
    asOfOn: CivilDate,
    lines: z.array(ControlKey.extend(ControlFigures.shape)).min(1).max(2000),
  }),
  response: ControlSheet,
  errors: [
    'platform.beyond_scope',
    'platform.not_found',
    'platform.changed_meanwhile',
    'imports.already_committed',
    'imports.control_not_needed',
    'imports.control_line_twice',
    'imports.control_date_future',
  ],
})

export const countWaitingControlSheets = route({
  method: 'GET',
  path: '/imports/control-sheets/waiting',
  summary: 'How many control sheets wait for me, to be signed or to be taken over.',
  permission: 'imports.run',
  response: z.object({ waiting: z.int() }),
})

export const signControlSheet = route({
  method: 'POST',
  path: '/imports/:importId/control-sheet/sign',
  summary:
    'Sign the entered totals, by somebody else than who entered them; the file must come to the same, to the fen.',
  permission: 'imports.control.sign',
  params,
  body: z.object({ version: Version }),
  response: ControlSheet,
  errors: [
    'platform.beyond_scope',
    'platform.not_found',
    'platform.changed_meanwhile',
    'platform.own_request',
    'imports.already_committed',
    'imports.not_planned',
    'imports.control_missing',
    'imports.control_differs',
    'imports.debtors_differ',
  ],
})

export const acceptControlSheet = route({
  method: 'POST',
  path: '/imports/:importId/control-sheet/accept',
  summary: 'Take over what was loaded, by somebody else than who wrote it: the last step of the cut-over.',
  permission: 'imports.control.sign',
  params,
  body: z.object({ version: Version, note: z.string().trim().max(200).optional() }),
  response: ControlSheet,
  errors: [
    'platform.beyond_scope',
    'platform.not_found',
    'platform.changed_meanwhile',
    'platform.own_request',
    'imports.not_committed',
    'imports.control_missing',
    'imports.control_differs',
    'imports.debtors_differ',
    'imports.rooms_differ',
  ],
})

export const controlWorkbook = route({
  method: 'GET',
  path: '/imports/:importId/control-sheet/workbook',
  summary: 'Both control sheets with the list of differences and the signatures, as a workbook for the archive.',
  permission: 'imports.run',
  params,
  response: 'file',
  errors: ['platform.not_found', 'imports.control_missing'],
})
