import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, Month, PageQuery, pageOf } from '../values.ts'
import { Building, errors, fileErrors, format, moved, permission } from './report.ts'

/** What happened: of 收款, of 预存, of 押金, of 减免核销, of 催回; some words are of several. */
const KINDS = [
  ...(['current', 'old', 'ahead', 'deposit', 'prepaid', 'refunded'] as const),
  ...(['top-up', 'credit', 'opening', 'transfer-in', 'offset', 'refund', 'transfer-out', 'reversal'] as const),
  ...(['received', 'deducted'] as const),
  ...(['waiver', 'discount', 'rounding', 'write-off', 'paid'] as const),
] as const
const MovementKind = z.enum(KINDS)

/** Kinds that a report counts as one number. */
export const KINDS_TOGETHER = {
  credits: ['credit', 'opening', 'transfer-in'],
  others: ['transfer-out', 'reversal'],
  receipts: ['received', 'opening'],
  waivers: ['waiver', 'discount'],
} as const satisfies Record<string, readonly (typeof KINDS)[number][]>
const TOGETHER = ['credits', 'others', 'receipts', 'waivers'] as const

/** Whose formula stands above the rows. */
export const FORMULAS_OF_ROWS = {
  ...({ cash: 'rowsOfCash', prepayment: 'rowsOfPrepayment', deposit: 'rowsOfDeposit' } as const),
  ...({ waiver: 'rowsOfWaiver', recovered: 'rowsOfRecovered' } as const),
} as const

const rowQuery = {
  of: z
    .enum(['cash', 'prepayment', 'deposit', 'waiver', 'recovered'])
    .describe('Whose rows: of 收款, 预存, 押金, 减免核销, or what was 催回'),
  communityId: Id.optional(),
  buildingId: Building.optional(),
  itemId: z
    .union([Id, z.literal('none')])
    .optional()
    .describe('none: of 收款 that is for no item: prepaid money'),
  purposeId: Id.optional().describe('Of 预存: the row of the report by item that is opened'),
  ...moved,
  day: CivilDate.optional().describe('Of one day, instead of the months'),
  balance: z
    .enum(['opening', 'closing'])
    .optional()
    .describe('Of 预存 and 押金: all until the months began, or until their end, instead of those within them'),
  kind: z.union([MovementKind, z.enum(TOGETHER)]).optional(),
  method: z.string().max(20).optional().describe('Of 收款: by which method'),
  channelId: z
    .union([Id, z.literal('none')])
    .optional()
    .describe('Of 收款: by which channel; none: where nobody said'),
  cashierId: z
    .union([Id, z.literal('none')])
    .optional()
    .describe('Of 收款: who took it, or asked for it to go back'),
  collectorId: Id.optional().describe('Of 催回: whose households they are today'),
}

export const listMovementRows = route({
  method: 'GET',
  path: '/analytics/reports/movement-rows',
  summary: 'What stands behind a number of 收款, 预存, 押金, 减免核销 or 催回: each single fact, which add up to it.',
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
