import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Id, Line, PageQuery, pageOf, Version } from '../values.ts'

export const ItemCategory = z.enum([
  'property',
  'parking',
  'utility',
  'shared',
  'rent',
  'deposit',
  'decoration',
  'public',
  'penalty',
  'other',
])
export const Treatment = z.enum(['revenue', 'deposit', 'agency', 'public', 'fund'])
export const CollectedBy = z.enum(['counter', 'online', 'bank'])

export const TaxRegime = z
  .enum(['full', 'margin'])
  .describe('margin 差额征税: of a month’s sales less what was bought; lines bear no tax of their own')

const Rate = z.string().regex(/^\d{1,3}(\.\d{1,6})?$/)

export const ItemTax = z.object({
  id: Id,
  legalEntityId: Id.nullable(),
  legalEntityName: z.string().nullable().describe('Null: every entity without a rate of its own'),
  effectiveFrom: CivilDate,
  taxCode: z.string().nullable(),
  ratePercent: z.string(),
  regime: TaxRegime,
})

export const ChargeItem = z.object({
  id: Id,
  version: Version,
  name: z.string(),
  category: ItemCategory,
  refundable: z.boolean().describe('A deposit: owed back, never revenue'),
  treatment: Treatment.describe('What the money is, and so where bills are posted; a deposit is refundable'),
  priority: z.int().describe('The lower is settled first'),
  collectedBy: z.array(CollectedBy),
  active: z.boolean(),
  ruleCount: z.int(),
  taxes: z.array(ItemTax).describe('Oldest first'),
})

const facts = {
  name: Line,
  category: ItemCategory.default('other'),
  refundable: z.boolean().default(false).describe('The same as the treatment deposit'),
  treatment: Treatment.optional().describe('revenue, or deposit when refundable, when left out'),
  priority: z.int().min(1).max(999).default(100),
  collectedBy: z.array(CollectedBy).min(1).max(3).default(['counter', 'online', 'bank']),
}

const ItemFilters = z.object({
  text: z.string().max(50).optional(),
  category: ItemCategory.optional(),
  active: z.enum(['true', 'false']).optional(),
})

export const listItems = route({
  method: 'GET',
  path: '/billing/items',
  summary: 'Charge items with their taxes over time.',
  permission: 'billing.rules.read',
  query: PageQuery.extend(ItemFilters.shape),
  response: pageOf(ChargeItem),
})

export const exportItems = route({
  method: 'GET',
  path: '/billing/items/export',
  summary: 'The charge items with the same filters, as a workbook or csv.',
  permission: 'billing.rules.read',
  query: ItemFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const createItem = route({
  method: 'POST',
  path: '/billing/items',
  summary: 'Add a charge item.',
  permission: 'billing.rules.manage',
  body: z.object({ id: Id, ...facts }),
  response: ChargeItem,
  errors: ['platform.beyond_scope', 'billing.item_name_taken'],
})

export const editItem = route({
  method: 'PUT',
  path: '/billing/items/:itemId',
  summary:
    'Change a charge item, from the version that was read. Bills that exist keep their amounts; once one was issued, the treatment stays.',
  permission: 'billing.rules.manage',
  params: z.object({ itemId: Id }),
  body: z.object({ version: Version, ...facts, active: z.boolean().default(true) }),
  response: ChargeItem,
  errors: [
    'platform.not_found',
    'platform.beyond_scope',
    'platform.changed_meanwhile',
    'billing.item_name_taken',
    'billing.item_billed',
    'billing.margin_not_sale',
  ],
})

export const addItemTax = route({
  method: 'POST',
  path: '/billing/items/:itemId/taxes',
  summary: 'A tax code and rate from a date on, for one legal entity or for all without their own.',
  permission: 'billing.rules.manage',
  params: z.object({ itemId: Id }),
  body: z.object({
    id: Id,
    legalEntityId: Id.nullable().default(null),
    effectiveFrom: CivilDate,
    taxCode: z
      .string()
      .trim()
      .regex(/^\d{1,19}$/)
      .nullable()
      .default(null),
    ratePercent: Rate.refine(text => /^(100|\d{1,2})(\.\d+)?$/.test(text)),
    regime: TaxRegime.default('full'),
  }),
  response: ChargeItem,
  errors: ['platform.not_found', 'platform.beyond_scope', 'billing.item_tax_taken', 'billing.margin_not_sale'],
})

export const removeItemTax = route({
  method: 'DELETE',
  path: '/billing/items/:itemId/taxes/:taxId',
  summary: 'Take back a tax rate by which nothing was billed.',
  permission: 'billing.rules.manage',
  params: z.object({ itemId: Id, taxId: Id }),
  response: ChargeItem,
  errors: ['platform.not_found', 'billing.item_tax_billed', 'billing.item_tax_bought'],
})
