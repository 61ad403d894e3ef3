import { z } from 'zod'
import { HistoryEntry, HistoryQuery } from '../platform.ts'
import { route } from '../route.ts'
import { Fen, Id, Instant, Line, Month, PageQuery, pageOf, Version } from '../values.ts'

/** An invoice of the supplier of what is resold. */
export const Purchase = z.object({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  itemId: Id,
  itemName: z.string(),
  month: Month.describe('Taken off what was sold in it'),
  supplier: z.string(),
  reference: z.string().describe('The number of the supplier’s invoice'),
  amountFen: Fen.describe('With tax; negative where the supplier took some back'),
  note: z.string(),
  createdByName: z.string().nullable(),
  createdAt: Instant,
  voidedAt: Instant.nullable(),
  voidReason: z.string().nullable(),
  monthClosed: z.boolean().describe('Its month is closed: it stands as it is'),
  version: Version,
})

const filters = {
  communityId: Id.optional(),
  itemId: Id.optional(),
  from: Month.optional(),
  to: Month.optional(),
  state: z.enum(['counts', 'void']).optional(),
  text: z.string().max(50).optional().describe('A part of the supplier or of the invoice’s number'),
}

export const listPurchases = route({
  method: 'GET',
  path: '/billing/purchases',
  summary: 'What was bought to be resold (转售购进), by invoice of the supplier.',
  permission: 'billing.rules.read',
  query: PageQuery.extend(filters),
  response: pageOf(Purchase).extend({ sums: z.object({ amountFen: Fen.describe('Of all that match and count') }) }),
})

export const exportPurchases = route({
  method: 'GET',
  path: '/billing/purchases/export',
  summary: 'What was bought to be resold with the same filters, as a workbook or csv.',
  permission: 'billing.rules.read',
  query: z.object({ ...filters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

const purchaseParams = z.object({ purchaseId: Id })

export const readPurchase = route({
  method: 'GET',
  path: '/billing/purchases/:purchaseId',
  summary: 'One invoice of a supplier.',
  permission: 'billing.rules.read',
  params: purchaseParams,
  response: Purchase,
  errors: ['platform.not_found'],
})

export const purchaseHistory = route({
  method: 'GET',
  path: '/billing/purchases/:purchaseId/history',
  summary: 'Who changed it, when, and what.',
  permission: 'billing.rules.read',
  params: purchaseParams,
  query: HistoryQuery,
  response: pageOf(HistoryEntry),
  errors: ['platform.not_found'],
})

const facts = {
  month: Month,
  supplier: Line,
  reference: z.string().trim().min(1).max(50),
  amountFen: Fen.refine(fen => fen !== 0n && fen < 10n ** 13n && fen > -(10n ** 13n)),
  note: z.string().trim().max(200).default(''),
}

export const addPurchase = route({
  method: 'POST',
  path: '/billing/purchases',
  summary:
    'Enter an invoice of the supplier of what is resold: closing its month takes it off what was sold of the item before it is taxed.',
  permission: 'billing.rules.manage',
  body: z.object({ id: Id, communityId: Id, itemId: Id, ...facts }),
  response: Purchase,
  errors: [
    'platform.not_found',
    'platform.beyond_scope',
    'platform.already_there',
    'billing.item_not_on_margin',
    'billing.purchase_taken',
    'ledger.month_closed',
  ],
})

export const editPurchase = route({
  method: 'PUT',
  path: '/billing/purchases/:purchaseId',
  summary: 'Correct an invoice while its month is open, from the version that was read.',
  permission: 'billing.rules.manage',
  params: purchaseParams,
  body: z.object({ version: Version, ...facts }),
  response: Purchase,
  errors: [
    'platform.not_found',
    'platform.beyond_scope',
    'platform.changed_meanwhile',
    'billing.purchase_taken',
    'billing.purchase_void',
    'ledger.month_closed',
  ],
})

export const voidPurchase = route({
  method: 'POST',
  path: '/billing/purchases/:purchaseId/void',
  summary: 'An invoice was entered wrongly: while its month is open it does not count any more, with the reason.',
  permission: 'billing.rules.manage',
  params: purchaseParams,
  body: z.object({ reason: Line, version: Version }),
  response: Purchase,
  errors: [
    'platform.not_found',
    'platform.beyond_scope',
    'platform.changed_meanwhile',
    'billing.purchase_void',
    'ledger.month_closed',
  ],
})
