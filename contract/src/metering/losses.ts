import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Id, PageQuery, pageOf } from '../values.ts'
import { MeterKind, MeterLevel, MeterRow } from './meters.ts'

/** A meter with others below it: what it counted, what they counted, and what was lost between. Units after the multiplier. */
export const MeterLoss = z.object({
  meterId: Id,
  code: z.string(),
  name: z.string(),
  kind: MeterKind,
  level: MeterLevel,
  premisesLabel: z.string().nullable(),
  place: z.string(),
  parentId: Id.nullable(),
  used: z.string().nullable().describe('null: it has no approved reading of the time'),
  below: z.string().describe('The sum of the meters directly below it'),
  loss: z.string().nullable().describe('used − below; less than nothing: more was counted below'),
  percent: z.string().nullable().describe('loss ÷ used × 100, two decimals'),
  children: z.int(),
  unread: z.int().describe('So many below it, in use, have no approved reading of the time: the loss is not whole'),
  alarm: z.boolean().describe('Whole, and beyond the threshold of the community or less than nothing'),
})

/** One round, or the readings of a stretch of days. */
const LossTime = z.object({
  roundId: Id.optional().describe('The readings of this round; the days are then not asked for'),
  from: CivilDate.optional(),
  to: CivilDate.optional(),
})

export const meterLosses = route({
  method: 'GET',
  path: '/metering/losses',
  summary:
    'The meters that others hang on with their loss: what each counted less what those directly below it counted, by the readings of a round or of a stretch of days.',
  permission: 'metering.readings.read',
  query: LossTime.extend({ communityId: Id, kind: MeterKind.optional() }),
  response: z.object({
    items: z.array(MeterLoss),
    thresholdPercent: z.int().describe('Beyond this much of what the parent counted is an alarm'),
    from: CivilDate,
    to: CivilDate,
  }),
  errors: ['platform.not_found', 'platform.beyond_scope', 'metering.dates_wrong'],
})

export const exportMeterLosses = route({
  method: 'GET',
  path: '/metering/losses/export',
  summary: 'The meters that others hang on with their loss, by the same filters, as a workbook or csv.',
  permission: 'metering.readings.read',
  query: z.object({
    ...LossTime.shape,
    communityId: Id,
    kind: MeterKind.optional(),
    format: z.enum(['xlsx', 'csv']).default('xlsx'),
  }),
  response: 'file',
  errors: ['platform.not_found', 'platform.beyond_scope', 'metering.dates_wrong', 'platform.export_too_large'],
})

export const metersBelow = route({
  method: 'GET',
  path: '/metering/meters/:meterId/below',
  summary: 'The meters directly below one, by code, with what each counted in a round or a stretch of days.',
  permission: 'metering.readings.read',
  params: z.object({ meterId: Id }),
  query: PageQuery.omit({ sort: true }).extend(LossTime.shape),
  response: pageOf(
    MeterRow.pick({
      id: true,
      code: true,
      name: true,
      level: true,
      premisesLabel: true,
      place: true,
      state: true,
    }).extend({
      children: z.int(),
      used: z.string().nullable().describe('null: no approved reading of the time'),
    }),
  ),
  errors: ['platform.not_found', 'platform.beyond_scope', 'metering.dates_wrong'],
})
