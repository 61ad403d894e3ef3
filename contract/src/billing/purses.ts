import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, Instant, PageQuery, pageOf } from '../values.ts'

export const Purse = z.object({
  id: Id,
  communityId: Id,
  premisesId: Id,
  premisesLabel: z.string(),
  holderName: z.string().nullable().describe('Whose money; null: of whoever lives there'),
  itemNames: z.array(z.string()).nullable().describe('What it is kept for; null: anything'),
  balanceFen: Fen,
  lastMovedOn: CivilDate.nullable(),
})

const purseFilters = {
  communityId: Id.optional(),
  premisesId: Id.optional(),
  kept: z.enum(['general', 'item']).optional().describe('For anything, or for some items only'),
  balance: z.enum(['some', 'none']).optional(),
  text: z.string().max(50).optional().describe('Room or holder'),
}

export const listPurses = route({
  method: 'GET',
  path: '/billing/purses',
  summary: 'Prepaid money (预存) by household, holder and what it is kept for; the sum over all that match.',
  permission: 'billing.bills.read',
  query: PageQuery.extend(purseFilters),
  response: pageOf(Purse).extend({ sums: z.object({ balanceFen: Fen }) }),
})

export const exportPurses = route({
  method: 'GET',
  path: '/billing/purses/export',
  summary: 'Prepaid money with the same filters, as a workbook or csv.',
  permission: 'billing.bills.read',
  query: z.object({ ...purseFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const listPurseMovements = route({
  method: 'GET',
  path: '/billing/purses/:purseId/movements',
  summary: 'What came into a purse and went out of it, newest first, each with the balance after it.',
  permission: 'billing.bills.read',
  params: z.object({ purseId: Id }),
  query: PageQuery,
  response: pageOf(
    z.object({
      id: Id,
      kind: z.enum(['top-up', 'offset', 'refund', 'transfer-out', 'transfer-in', 'credit', 'opening', 'reversal']),
      sourceKind: z.string(),
      sourceId: Id,
      amountFen: Fen,
      balanceAfterFen: Fen,
      movedOn: CivilDate,
      at: Instant,
      actorName: z.string(),
    }),
  ),
  errors: ['platform.not_found'],
})

export const exportPurseMovements = route({
  method: 'GET',
  path: '/billing/purses/:purseId/movements/export',
  summary: 'What came into a purse and went out of it, as a workbook or csv.',
  permission: 'billing.bills.read',
  params: z.object({ purseId: Id }),
  query: z.object({ sort: PageQuery.shape.sort, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.not_found', 'platform.export_too_large'],
})

export const Deposit = z.object({
  id: Id,
  communityId: Id,
  premisesId: Id,
  premisesLabel: z.string(),
  itemName: z.string(),
  payerName: z.string().nullable(),
  receivedOn: CivilDate,
  receivedFen: Fen,
  deductedFen: Fen,
  refundedFen: Fen,
  heldFen: Fen,
})

const depositFilters = {
  communityId: Id.optional(),
  premisesId: Id.optional(),
  state: z.enum(['held', 'returned']).optional(),
  text: z.string().max(50).optional().describe('Room or payer'),
}

export const listDeposits = route({
  method: 'GET',
  path: '/billing/deposits',
  summary: 'Deposits (押金): received, deducted, given back, held; sums over all that match.',
  permission: 'billing.bills.read',
  query: PageQuery.extend(depositFilters),
  response: pageOf(Deposit).extend({
    sums: z.object({ receivedFen: Fen, deductedFen: Fen, refundedFen: Fen, heldFen: Fen }),
  }),
})

export const exportDeposits = route({
  method: 'GET',
  path: '/billing/deposits/export',
  summary: 'The deposits with the same filters, as a workbook or csv.',
  permission: 'billing.bills.read',
  query: z.object({ ...depositFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const readDeposit = route({
  method: 'GET',
  path: '/billing/deposits/:depositId',
  summary: 'One deposit with everything that happened to it.',
  permission: 'billing.bills.read',
  params: z.object({ depositId: Id }),
  response: Deposit.extend({
    movements: z.array(
      z.object({
        id: Id,
        kind: z.enum(['received', 'deducted', 'refunded', 'opening', 'reversal']),
        amountFen: Fen,
        movedOn: CivilDate,
        at: Instant,
        actorName: z.string(),
        reason: z.string().nullable(),
      }),
    ),
  }),
  errors: ['platform.not_found'],
})
