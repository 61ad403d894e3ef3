import { z } from 'zod'
import { CivilDate, Id, Month } from '../values.ts'

/** What every report says of itself in the same words. */
export const permission = 'analytics.reports.read'
export const format = z.enum(['xlsx', 'csv']).default('xlsx')
export const errors = ['analytics.period_wrong', 'platform.not_found'] as const
export const fileErrors = [...errors, 'platform.export_too_large'] as const

/** A building, or what stands in none. */
export const Building = z.union([Id, z.literal('none')])

/** What a group of a report is. */
export const group = {
  id: Id.describe('Of the row, for paging'),
  groupId: Id.nullable().describe('Of the community, building or item; null for months and what stands in no building'),
  month: Month.nullable(),
  name: z.string(),
  communityName: z.string().nullable().describe('Of a building'),
}

/** The months in which something happened. */
export const moved = {
  from: Month.optional().describe('First month in which it happened; January of the year when left out'),
  to: Month.optional().describe('Last month; this one when left out'),
}

/** What a report of charges is narrowed to. */
export const narrowed = {
  communityId: Id.optional(),
  buildingId: Building.optional(),
  itemId: Id.optional(),
}

/** The months of the charges. */
export const span = {
  from: Month.optional().describe('First charge month (费用所属期); January of the year of `to` when left out'),
  to: Month.optional().describe('Last charge month; the month of `asOf` when left out'),
}
export const asOf = CivilDate.optional().describe('What had happened by the end of this day; today when left out')
