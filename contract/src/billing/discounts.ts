import { z } from 'zod'
import { MeterKind } from '../metering/meters.ts'
import { FileRef } from '../platform.ts'
import { route } from '../route.ts'
import { CivilDate, Id, Line, PageQuery, pageOf, SeenVersion, Version } from '../values.ts'

const Percent = z.string().regex(/^\d{1,3}(\.\d{1,4})?$/)

export const DiscountKind = z.enum(['vacant', 'hardship', 'prepay', 'other'])

const DiscountVersion = z.object({
  effectiveFrom: CivilDate,
  percent: Percent.describe('What is charged: 70 while vacant'),
  capYuan: z
    .string()
    .regex(/^\d{1,8}(\.\d{1,2})?$/)
    .nullable()
    .default(null)
    .describe('At most so much of a month is let off'),
})

export const Discount = z.object({
  id: Id,
  version: Version,
  communityId: Id,
  name: z.string(),
  kind: DiscountKind,
  itemIds: z
    .array(Id)
    .nullable()
    .describe(
      'Null: of every item whose money is the company’s or the owners’, unless it is charged by usage; never of a deposit or a shared cost',
    ),
  versions: z.array(DiscountVersion),
  maxMonths: z.int().nullable(),
  minMonths: z.int().nullable(),
  untilOn: CivilDate.nullable(),
  needsEvidence: z.boolean(),
  active: z.boolean(),
  needsApproval: z.boolean().describe('Given by staff, or given a later end, it waits for somebody else’s approval'),
  grantCount: z.int().describe('In force today'),
})

const discountFacts = {
  name: Line,
  kind: DiscountKind,
  itemIds: z.array(Id).max(100).nullable().default(null),
  versions: z.array(DiscountVersion).min(1).max(50),
  maxMonths: z.int().min(1).max(120).nullable().default(null).describe('How long one grant lasts at most'),
  minMonths: z.int().min(1).max(120).nullable().default(null).describe('Prepay: months that must be paid at once'),
  untilOn: CivilDate.nullable().default(null).describe('Prepay: paid on this day at the latest; null: any day'),
  needsEvidence: z.boolean().default(false),
}

const DiscountFilters = z.object({ communityId: Id.optional(), kind: DiscountKind.optional() })

export const listDiscounts = route({
  method: 'GET',
  path: '/billing/discounts',
  summary: 'Discounts of a community with what they leave to pay over time.',
  permission: 'billing.rules.read',
  query: PageQuery.extend(DiscountFilters.shape),
  response: pageOf(Discount),
})

export const exportDiscounts = route({
  method: 'GET',
  path: '/billing/discounts/export',
  summary: 'The discounts with the same filters, as a workbook or csv.',
  permission: 'billing.rules.read',
  query: DiscountFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const createDiscount = route({
  method: 'POST',
  path: '/billing/discounts',
  summary: 'Add a discount: vacant, hardship, prepay or another.',
  permission: 'billing.rules.manage',
  body: z.object({ id: Id, communityId: Id, ...discountFacts }),
  response: Discount,
  errors: [
    'platform.not_found',
    'platform.beyond_scope',
    'billing.discount_name_taken',
    'billing.discount_wrong',
    'billing.discount_on_deposit',
    'billing.discount_on_pool',
  ],
})

export const editDiscount = route({
  method: 'PUT',
  path: '/billing/discounts/:discountId',
  summary: 'Change a discount, from the version that was read. Bills that exist are not touched.',
  permission: 'billing.rules.manage',
  params: z.object({ discountId: Id }),
  body: z.object({ version: Version, ...discountFacts, active: z.boolean().default(true) }),
  response: Discount,
  errors: [
    'platform.not_found',
    'platform.beyond_scope',
    'platform.changed_meanwhile',
    'billing.discount_name_taken',
    'billing.discount_wrong',
    'billing.discount_on_deposit',
    'billing.discount_on_pool',
    'billing.grant_overlaps',
  ],
})

export const DiscountGrant = z.object({
  id: Id,
  version: Version,
  discountId: Id,
  discountName: z.string(),
  premisesId: Id,
  premisesLabel: z.string(),
  fromOn: CivilDate,
  toOn: CivilDate,
  reason: z.string(),
  photos: z.array(FileRef).describe('What shows that it is due'),
  grantedByName: z.string(),
  endedBy: z
    .object({ kind: MeterKind, used: z.string(), fromOn: CivilDate, toOn: CivilDate })
    .nullable()
    .describe('The reading that showed that the home is lived in, where that ended it'),
})

/** What came of giving one: it is there, or it waits for who approves. */
const GrantOutcome = z.object({
  grant: DiscountGrant.nullable().describe('As it is now; null while a new one waits for approval'),
  requestId: Id.nullable().describe('The request that waits for approval; null where it holds at once'),
})

const grantErrors = [
  ...['platform.not_found', 'billing.grant_wrong', 'billing.grant_taken', 'billing.grant_overlaps'],
  ...['billing.discount_asked', 'approvals.nobody_decides'],
]

const grantFilters = {
  communityId: Id.optional(),
  premisesId: Id.optional(),
  discountId: Id.optional(),
  on: CivilDate.optional(),
}

export const listDiscountGrants = route({
  method: 'GET',
  path: '/billing/discount-grants',
  summary: 'Which premises have which discount from when to when.',
  permission: 'billing.rules.read',
  query: PageQuery.extend(grantFilters),
  response: pageOf(DiscountGrant),
})

export const exportDiscountGrants = route({
  method: 'GET',
  path: '/billing/discount-grants/export',
  summary: 'Which premises have which discount with the same filters, as a workbook or csv.',
  permission: 'billing.rules.read',
  query: z.object({ ...grantFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const grantDiscount = route({
  method: 'POST',
  path: '/billing/discount-grants',
  summary:
    'Give premises a discount for some days; it ends by itself. Where the setting asks for it, it waits for somebody else’s approval.',
  permission: 'billing.rules.manage',
  body: z.object({
    id: Id,
    discountId: Id,
    premisesId: Id,
    fromOn: CivilDate,
    toOn: CivilDate,
    reason: z.string().trim().min(1).max(200),
    photoIds: z.array(Id).max(6).default([]).describe('What shows that it is due, where the discount asks for it'),
  }),
  response: GrantOutcome,
  errors: [...grantErrors, 'billing.evidence_missing'],
})

export const removeDiscountGrant = route({
  method: 'DELETE',
  path: '/billing/discount-grants/:grantId',
  summary: 'Take back a discount that was given by mistake, as long as nothing stands that was billed by it.',
  permission: 'billing.rules.manage',
  params: z.object({ grantId: Id }),
  query: SeenVersion,
  response: 'none',
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'billing.grant_billed'],
})

export const endDiscountGrant = route({
  method: 'PUT',
  path: '/billing/discount-grants/:grantId',
  summary:
    'Let a discount end on another day, from the version that was read, with the reason. A later one waits for approval as giving it does.',
  permission: 'billing.rules.manage',
  params: z.object({ grantId: Id }),
  body: z.object({ version: Version, toOn: CivilDate, reason: z.string().trim().min(1).max(200) }),
  response: GrantOutcome,
  errors: [...grantErrors, 'platform.changed_meanwhile'],
})
