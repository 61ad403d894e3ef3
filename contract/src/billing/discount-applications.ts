import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, DecimalText, Id, Instant } from '../values.ts'
import { DiscountKind } from './discounts.ts'

export const DiscountApplicationState = z.enum(['waiting', 'approved', 'rejected', 'withdrawn'])

export const MyDiscountApplication = z.object({
  id: Id,
  premisesId: Id,
  premisesLabel: z.string(),
  discountId: Id,
  discountName: z.string(),
  fromOn: CivilDate,
  toOn: CivilDate,
  reason: z.string(),
  state: DiscountApplicationState,
  answer: z.string().nullable().describe('What was said when it was rejected'),
  askedAt: Instant,
})

export const listMyDiscounts = route({
  method: 'GET',
  path: '/my/discounts',
  summary: 'Discounts that may be asked for in my communities, those my homes have, and what was asked for.',
  permission: 'my.bills.read',
  response: z.object({
    offers: z.array(
      z.object({
        discountId: Id,
        communityId: Id,
        name: z.string(),
        kind: DiscountKind,
        percent: DecimalText.nullable().describe('Charged today, of 100; null: from a later day on'),
        itemNames: z.array(z.string()).nullable().describe('null: of every charge item'),
        maxMonths: z.int().nullable(),
        needsEvidence: z.boolean(),
      }),
    ),
    grants: z.array(
      z.object({
        id: Id,
        premisesId: Id,
        premisesLabel: z.string(),
        discountName: z.string(),
        fromOn: CivilDate,
        toOn: CivilDate,
      }),
    ),
    applications: z.array(MyDiscountApplication),
  }),
})

export const applyForMyDiscount = route({
  method: 'POST',
  path: '/my/discount-applications',
  summary: 'Ask for a discount of my home, such as while it stands empty; approved, it lasts for these days.',
  permission: 'my.bills.read',
  body: z.object({
    id: Id,
    discountId: Id,
    premisesId: Id,
    fromOn: CivilDate,
    toOn: CivilDate,
    reason: z.string().trim().min(1).max(200),
    photoIds: z.array(Id).max(9).default([]),
  }),
  response: MyDiscountApplication,
  errors: [
    'platform.not_found',
    'billing.grant_wrong',
    'billing.grant_taken',
    'billing.grant_overlaps',
    'billing.discount_asked',
    'billing.evidence_missing',
  ],
})

export const withdrawMyDiscountApplication = route({
  method: 'POST',
  path: '/my/discount-applications/:applicationId/withdraw',
  summary: 'Take back what I asked for, while nobody has decided.',
  permission: 'my.bills.read',
  params: z.object({ applicationId: Id }),
  response: MyDiscountApplication,
  errors: ['platform.not_found', 'billing.application_decided'],
})
