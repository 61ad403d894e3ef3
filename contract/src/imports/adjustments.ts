import { z } from 'zod'
import { route } from '../route.ts'
import { Id, Instant, Version } from '../values.ts'

/** What becomes of an amount that is no whole fen: the fen below, the fen above, or its row stays out. */
export const AdjustmentTake = z.enum(['down', 'up', 'leave'])

const Cell = z.object({
  sheet: z.string().max(100),
  row: z.int().min(1),
  column: z.string().regex(/^[A-Z]{1,3}$/),
})

/** 尾差: an amount of a file that is no whole fen, and what somebody decided about it. */
export const Adjustment = Cell.extend({
  heading: z.string().describe('Of its column'),
  value: z.string().describe('As the cell holds it, in yuan, all its decimals'),
  down: z.string().describe('The fen below, in yuan'),
  up: z.string().describe('The fen above, in yuan'),
  take: AdjustmentTake.nullable().describe('null: nobody has decided, and the row stays out'),
  decided: z.object({ by: z.string(), at: Instant }).nullable(),
})

const Adjustments = z.object({
  items: z.array(Adjustment).describe('At most the first 500, in the order of the workbook'),
  total: z.int(),
  openCount: z.int().describe('Of all, those that nobody has decided'),
})

const params = z.object({ importId: Id })

export const listAdjustments = route({
  method: 'GET',
  path: '/imports/:importId/adjustments',
  summary: 'Amounts of a file that are no whole fen: never rounded silently, but decided one by one.',
  permission: 'imports.run',
  params,
  response: Adjustments,
  errors: ['platform.not_found'],
})

export const exportAdjustments = route({
  method: 'GET',
  path: '/imports/:importId/adjustments/export',
  summary: 'Amounts of a file that are no whole fen and what was decided about them, as a workbook or csv.',
  permission: 'imports.run',
  params: params,
  query: z.object({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.not_found', 'platform.export_too_large'],
})

export const decideAdjustments = route({
  method: 'PUT',
  path: '/imports/:importId/adjustments',
  summary: 'Decide amounts that are no whole fen, until the import is written; the dry run is planned anew.',
  permission: 'imports.run',
  params,
  body: z.object({
    version: Version.describe('Of the dry run that was seen'),
    decisions: z
      .array(Cell.extend({ take: AdjustmentTake }))
      .min(1)
      .max(500),
  }),
  response: Adjustments,
  errors: [
    'platform.not_found',
    'platform.beyond_scope',
    'platform.changed_meanwhile',
    'imports.already_committed',
    'imports.not_planned',
    'imports.adjustment_unknown',
  ],
})
