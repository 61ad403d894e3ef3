import { z } from 'zod'
import { FileRef } from '../platform.ts'
import { route } from '../route.ts'
import { CivilDate, DecimalText, Id, Instant, Line, PageQuery, pageOf, Version } from '../values.ts'
import { MeterKind, MeterLevel, RegisterReading } from './meters.ts'

/** 抄表单 · Excel · 现场 · 自动采集 · 估读 · 拆表 · 表底 */
export const ReadingSource = z.enum(['paper', 'excel', 'field', 'device', 'estimate', 'final', 'initial'])
/** waiting, nothing odd · waiting, somebody has to look · counts · does not count */
export const ReadingState = z.enum(['entered', 'flagged', 'approved', 'rejected'])
/**
 * What is odd about a reading. It cannot be approved while it goes backwards without a rollover, is more than the register shows, or its
 * day is taken or lies before all approved ones; the others only want somebody to look, also one between two approved ones, which takes its
 * place between them.
 */
export const ReadingFlag = z.enum([
  'negative',
  'beyond-digits',
  'duplicate',
  'inverted',
  'between',
  'bands',
  'rollover',
  'jump',
  'zero',
  'correction',
])

const Bands = z.record(z.string().min(1).max(10), RegisterReading).default({})

export const ReadingRow = z.object({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  meterId: Id,
  meterCode: z.string(),
  kind: MeterKind,
  level: MeterLevel,
  premisesId: Id.nullable(),
  premisesLabel: z.string().nullable(),
  place: z.string(),
  roundId: Id.nullable(),
  readOn: CivilDate,
  value: z.string(),
  source: ReadingSource,
  rolledOver: z.boolean(),
  bands: z.record(z.string(), z.string()),
  state: ReadingState,
  flags: z.array(ReadingFlag),
  note: z.string(),
  photo: FileRef.nullable(),
  multiplier: z.string(),
  previousOn: CivilDate.nullable().describe('Of the approved reading before; where none is, of the archive'),
  previousValue: z.string().nullable(),
  used: z.string().nullable().describe('In units, after the multiplier; null while the reading goes backwards'),
  expected: z.string().nullable().describe('What the mean of the last year gives for these days'),
  correctsId: Id.nullable(),
  enteredBy: z.string().nullable(),
  enteredAt: Instant,
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  reason: z.string().nullable(),
  version: Version,
})

const ReadingFilters = z.object({
  communityId: Id.optional(),
  text: z.string().max(50).optional().describe('The beginning of a meter’s code, or of a room'),
  meterId: Id.optional(),
  premisesId: Id.optional(),
  roundId: Id.optional(),
  kind: MeterKind.optional(),
  level: MeterLevel.optional(),
  state: ReadingState.optional(),
  waiting: z.stringbool().optional().describe('Only what waits for approval'),
  source: ReadingSource.optional(),
  flag: ReadingFlag.optional(),
  from: CivilDate.optional().describe('Read on this day or later'),
  to: CivilDate.optional(),
})

export const listReadings = route({
  method: 'GET',
  path: '/metering/readings',
  summary: 'Readings with what was used since the one before.',
  permission: 'metering.readings.read',
  query: PageQuery.extend(ReadingFilters.shape),
  response: pageOf(ReadingRow),
})

export const exportReadings = route({
  method: 'GET',
  path: '/metering/readings/export',
  summary: 'The list of readings with the same filters, as a workbook or csv.',
  permission: 'metering.readings.read',
  query: ReadingFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

const readingParams = z.object({ readingId: Id })

export const readReading = route({
  method: 'GET',
  path: '/metering/readings/:readingId',
  summary: 'One reading.',
  permission: 'metering.readings.read',
  params: readingParams,
  response: ReadingRow,
  errors: ['platform.not_found'],
})

const Said = z.object({
  readOn: CivilDate,
  value: RegisterReading,
  rolledOver: z.boolean().default(false),
  bands: Bands.describe('What the parts of the day show, where the meter counts them apart'),
  photoId: Id.nullable().default(null),
  note: z.string().trim().max(200).default(''),
})

const EnteredReading = Said.extend({
  id: Id,
  meterId: Id,
  roundId: Id.nullable().default(null),
  source: z.enum(['paper', 'field', 'estimate', 'initial']).default('paper'),
})

const saidErrors = ['platform.not_found', 'metering.reading_in_future'] as const

export const enterReadings = route({
  method: 'POST',
  path: '/metering/readings',
  summary:
    'Readings as somebody took them. What is odd is flagged, not refused; the same id again is the same reading.',
  permission: 'metering.readings.enter',
  body: z.object({ communityId: Id, readings: z.array(EnteredReading).min(1).max(200) }),
  response: z.object({ readings: z.array(ReadingRow) }),
  errors: [
    ...saidErrors,
    'platform.already_there',
    'metering.meter_retired',
    'metering.already_read',
    'metering.round_closed',
  ],
})

export const editReading = route({
  method: 'PUT',
  path: '/metering/readings/:readingId',
  summary: 'Change a reading that waits for approval.',
  permission: 'metering.readings.enter',
  params: readingParams,
  body: Said.extend({ version: Version }),
  response: ReadingRow,
  errors: [...saidErrors, 'platform.changed_meanwhile', 'metering.reading_decided', 'metering.round_closed'],
})

/** Why a reading could not be approved. */
export const ReadingHindrance = z.enum([...ReadingFlag.options, 'own', 'decided', 'correction-place', 'next-rollover'])

export const approveReadings = route({
  method: 'POST',
  path: '/metering/readings/approve',
  summary:
    'Approve readings by their ids, or everything unflagged of a round. From then on they count. Nobody approves what they entered; what cannot be approved is told, the rest is.',
  permission: 'metering.readings.approve',
  body: z
    .object({ communityId: Id, readingIds: z.array(Id).max(500).default([]), roundId: Id.nullable().default(null) })
    .refine(body => body.readingIds.length > 0 || body.roundId !== null, 'names readings or a round'),
  response: z.object({
    approved: z.int(),
    left: z.array(z.object({ readingId: Id, meterCode: z.string(), why: ReadingHindrance })),
  }),
  errors: ['platform.not_found'],
})

export const rejectReading = route({
  method: 'POST',
  path: '/metering/readings/:readingId/reject',
  summary:
    'A reading that waits does not count, with the reason, said by somebody other than who entered it; the meter is read again.',
  permission: 'metering.readings.approve',
  params: readingParams,
  body: z.object({ reason: Line, version: Version }),
  response: ReadingRow,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'platform.own_request', 'metering.reading_decided'],
})

export const correctReading = route({
  method: 'POST',
  path: '/metering/readings/:readingId/correct',
  summary: 'Ask that an approved reading be replaced by another; it holds once somebody else has approved it.',
  permission: 'metering.readings.enter',
  params: readingParams,
  body: Said.omit({ note: true }).extend({ id: Id, reason: Line }),
  response: ReadingRow,
  errors: [...saidErrors, 'platform.already_there', 'metering.reading_not_approved', 'metering.correction_waiting'],
})

export const Consumption = z.object({
  readingId: Id,
  fromOn: CivilDate,
  toOn: CivilDate,
  previous: DecimalText,
  value: DecimalText,
  used: DecimalText,
  estimated: z.boolean(),
})

export const meterConsumption = route({
  method: 'GET',
  path: '/metering/meters/:meterId/consumption',
  summary: 'What a meter counted between approved readings of the last three years, oldest first.',
  permission: 'metering.readings.read',
  params: z.object({ meterId: Id }),
  response: z.object({ items: z.array(Consumption) }),
  errors: ['platform.not_found'],
})
