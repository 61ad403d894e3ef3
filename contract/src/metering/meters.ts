import { z } from 'zod'
import { HistoryEntry } from '../platform.ts'
import { route } from '../route.ts'
import { CivilDate, Id, Instant, Line, PageQuery, pageOf, Text, Version } from '../values.ts'

/** 冷水 · 热水 · 中水 · 电 · 燃气 · 热力 */
export const MeterKind = z.enum(['water-cold', 'water-hot', 'water-reclaimed', 'electricity', 'gas', 'heat'])
/**
 * What the registers of a kind count, after the multiplier: a heat meter that shows kWh has the multiplier 0.0036, as prices of heat
 * are by the GJ. Every reading, usage, price, report and control total of a kind is in its unit.
 */
export const METER_UNITS = {
  'water-cold': 'm3',
  'water-hot': 'm3',
  'water-reclaimed': 'm3',
  electricity: 'kWh',
  gas: 'm3',
  heat: 'GJ',
} as const satisfies Record<z.output<typeof MeterKind>, string>
export type MeterUnit = (typeof METER_UNITS)[keyof typeof METER_UNITS]
/** As they are written, the same in every language. */
export const METER_UNIT_SIGNS = { m3: 'm³', kWh: 'kWh', GJ: 'GJ' } as const satisfies Record<MeterUnit, string>

/** 户表: of one home · 公摊表: of what several share · 总表: before others. */
export const MeterLevel = z.enum(['household', 'shared', 'master'])
/** in use · out of use for a while · taken away */
export const MeterState = z.enum(['active', 'stopped', 'retired'])
/** Who tells its reading: a person who goes there, or the device itself. */
export const MeterReadBy = z.enum(['person', 'device'])

/** A reading as the register shows it. */
export const RegisterReading = z.string().regex(/^\d{1,10}(\.\d{1,4})?$/)
const Multiplier = z
  .string()
  .regex(/^\d{1,8}(\.\d{1,4})?$/)
  .refine(text => Number(text) > 0, 'must be more than nothing')
const Words = z.string().trim().max(50).default('')

export const MeterRow = z.object({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  code: z.string(),
  name: z.string(),
  kind: MeterKind,
  level: MeterLevel,
  parentId: Id.nullable(),
  parentCode: z.string().nullable(),
  premisesId: Id.nullable(),
  premisesLabel: z.string().nullable(),
  place: z.string(),
  multiplier: z.string(),
  installedOn: CivilDate.nullable(),
  verifiedUntil: CivilDate.nullable(),
  deviceNo: z.string(),
  readBy: MeterReadBy,
  bands: z.array(z.string()).describe('Parts of the day it counts apart'),
  state: MeterState,
  children: z.int().describe('Meters that hang directly below it'),
  version: Version,
})

export const MeterDetail = MeterRow.extend({
  digits: z.int(),
  decimals: z.int(),
  initialReading: z.string(),
  brand: z.string(),
  model: z.string(),
  collector: z.string(),
  notes: z.string(),
  retiredOn: CivilDate.nullable(),
  retiredReason: z.string().nullable(),
  finalReading: z.string().nullable(),
  replaces: z.object({ id: Id, code: z.string() }).nullable(),
  replacedBy: z.object({ id: Id, code: z.string() }).nullable(),
  above: z.array(z.object({ id: Id, code: z.string(), level: MeterLevel })).describe('Up to the master, nearest first'),
  createdAt: Instant,
})

const MeterFilters = z.object({
  communityId: Id.optional(),
  text: z
    .string()
    .max(50)
    .optional()
    .describe('The beginning of a code, a device number, or a room; a part of the name or place'),
  kind: MeterKind.optional(),
  level: MeterLevel.optional(),
  state: MeterState.optional(),
  readBy: MeterReadBy.optional(),
  parentId: Id.optional(),
  premisesId: Id.optional(),
  verification: z.enum(['due', 'unknown']).optional().describe('due: expires within 60 days, or has'),
})

export const listMeters = route({
  method: 'GET',
  path: '/metering/meters',
  summary: 'The archive of meters.',
  permission: 'metering.meters.read',
  query: PageQuery.extend(MeterFilters.shape),
  response: pageOf(MeterRow),
})

export const exportMeters = route({
  method: 'GET',
  path: '/metering/meters/export',
  summary: 'The list of meters with the same filters, as a workbook or csv.',
  permission: 'metering.meters.read',
  query: MeterFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

const meterParams = z.object({ meterId: Id })

export const readMeter = route({
  method: 'GET',
  path: '/metering/meters/:meterId',
  summary: 'One meter, with those above it.',
  permission: 'metering.meters.read',
  params: meterParams,
  response: MeterDetail,
  errors: ['platform.not_found'],
})

export const meterHistory = route({
  method: 'GET',
  path: '/metering/meters/:meterId/history',
  summary: 'Who changed a meter, when, why, and what.',
  permission: 'metering.meters.read',
  params: meterParams,
  query: PageQuery.pick({ cursor: true, limit: true }),
  response: pageOf(HistoryEntry),
  errors: ['platform.not_found'],
})

const MeterWords = z.object({
  code: z.string().trim().min(1).max(40),
  name: z.string().trim().max(100).default(''),
  kind: MeterKind,
  level: MeterLevel,
  parentId: Id.nullable().default(null),
  premisesId: Id.nullable().default(null),
  place: z.string().trim().max(100).default(''),
  multiplier: Multiplier.default('1'),
  digits: z.int().min(3).max(10).default(5),
  decimals: z.int().min(0).max(4).default(2),
  initialReading: RegisterReading.default('0'),
  installedOn: CivilDate.nullable().default(null),
  verifiedUntil: CivilDate.nullable().default(null),
  brand: Words,
  model: Words,
  deviceNo: Words,
  collector: Words,
  readBy: MeterReadBy.default('person'),
  bands: z
    .array(z.string().trim().min(1).max(10))
    .max(8)
    .refine(names => new Set(names).size === names.length, 'names each part once')
    .default([]),
  notes: Text.default(''),
})

const meterErrors = [
  'platform.not_found',
  'metering.code_taken',
  'metering.place_missing',
  'metering.reading_too_long',
  'metering.parent_wrong',
  'metering.dates_wrong',
] as const

export const addMeter = route({
  method: 'POST',
  path: '/metering/meters',
  summary: 'Put a meter into the archive.',
  permission: 'metering.meters.manage',
  body: MeterWords.extend({ id: Id, communityId: Id }),
  response: MeterDetail,
  errors: [...meterErrors, 'platform.already_there'],
})

export const editMeter = route({
  method: 'PUT',
  path: '/metering/meters/:meterId',
  summary: 'Change what is known of a meter, or let it stand out of use for a while.',
  permission: 'metering.meters.manage',
  params: meterParams,
  body: MeterWords.extend({ state: z.enum(['active', 'stopped']).default('active'), version: Version }),
  response: MeterDetail,
  errors: [...meterErrors, 'platform.changed_meanwhile', 'metering.meter_retired'],
})

export const retireMeter = route({
  method: 'POST',
  path: '/metering/meters/:meterId/retire',
  summary: 'A meter is taken away: its last reading and the day, with the reason.',
  permission: 'metering.meters.manage',
  params: meterParams,
  body: z.object({ retiredOn: CivilDate, finalReading: RegisterReading, reason: Line, version: Version }),
  response: MeterDetail,
  errors: [
    'platform.not_found',
    'platform.changed_meanwhile',
    'metering.meter_retired',
    'metering.reading_too_long',
    'metering.dates_wrong',
    'metering.meters_below',
  ],
})

export const replaceMeter = route({
  method: 'POST',
  path: '/metering/meters/:meterId/replace',
  summary:
    'A meter is replaced on the spot: the last reading of the old, the first of the new, which stands in its place with all that hangs below. What both count until the next reading is one bill.',
  permission: 'metering.meters.manage',
  params: meterParams,
  body: MeterWords.pick({ code: true, multiplier: true, digits: true, decimals: true, initialReading: true })
    .extend(MeterWords.pick({ verifiedUntil: true, brand: true, model: true, deviceNo: true, readBy: true }).shape)
    .extend({ id: Id, replacedOn: CivilDate, finalReading: RegisterReading, reason: Line, version: Version }),
  response: MeterDetail,
  errors: [...meterErrors, 'platform.already_there', 'platform.changed_meanwhile', 'metering.meter_retired'],
})

export const restoreMeter = route({
  method: 'POST',
  path: '/metering/meters/:meterId/restore',
  summary: 'A meter was taken out of the archive by mistake: it is in use again.',
  permission: 'metering.meters.manage',
  params: meterParams,
  body: z.object({ reason: Line, version: Version }),
  response: MeterDetail,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'metering.meter_not_retired', 'metering.meter_replaced'],
})
