import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, Month, PageQuery, pageOf } from '../values.ts'
import { Building, errors, fileErrors, format, moved, permission } from './report.ts'

/** What happened: of 收款, of 预存, of 押金, of 减免核销; some words are of several. */
const MovementKind = z.enum([
  ...(['current', 'old', 'ahead', 'deposit', 'prepaid', 'refunded'] as const),
  ...(['top-up', 'credit', 'opening', 'transfer-in', 'offset', 'refund', 'transfer-out', 'reversal'] as const),
  ...(['received', 'deducted'] as const),
  ...(['waiver', 'discount', 'rounding', 'write-off'] as const),
])

const rowQuery = {
  of: z.enum(['cash', 'prepayment', 'deposit', 'waiver']).describe('Whose rows: of 收款, 预存, 押金 or 减免核销'),
  communityId: Id.optional(),
  buildingId: Building.optional(),
  itemId: z
    .union([Id, z.literal('none')])
    .optional()
    .describe('none: of 收款 that is for no item: prepaid money'),
  purposeId: Id.optional().describe('Of 预存: the row of the report by item that is opened'),
  ...moved,
  day: CivilDate.optional().describe('Of one day, instead of the months'),
  kind: MovementKind.optional(),
  method: z.string().max(20).optional().describe('Of 收款: by which method'),
  channelId: z
    .union([Id, z.literal('none')])
    .optional()
    .describe('Of 收款: by which channel; none: where nobody said'),
  cashierId: z
    .union([Id, z.literal('none')])
    .optional()
    .describe('Of 收款: who took it, or asked for it to go back'),
}

export const listMovementRows = route({
  method: 'GET',
  path: '/analytics/reports/movement-rows',
  summary: 'What stands behind a number of 收款, 预存, 押金 or 减免核销: each single fact, which add up to it.',
  permission,
  query: PageQuery.extend(rowQuery),
  response: pageOf(
    z.object({
      id: Id,
      movedOn: CivilDate,
      communityName: z.string(),
      premisesId: Id,
      premisesLabel: z.string(),
      kind: MovementKind,
      itemName: z.string().nullable().describe('Of prepaid money: null'),
      billId: Id.nullable(),
      billNumber: z.string().nullable(),
      method: z.string().nullable(),
      channelName: z.string().nullable(),
      byName: z.string().nullable().describe('Who took it, or asked for it'),
      amountFen: Fen.describe('As it moves the sum of the report'),
    }),
  ).extend({ sums: z.object({ amountFen: Fen }), from: Month, to: Month }),
  errors,
})

export const exportMovementRows = route({
  method: 'GET',
  path: '/analytics/reports/movement-rows/export',
  summary: 'These facts as a workbook or csv.',
  permission,
  query: z.object({ ...rowQuery, format }),
  response: 'file',
  errors: fileErrors,
})
