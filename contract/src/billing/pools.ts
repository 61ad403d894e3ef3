import { z } from 'zod'
import { MeterKind } from '../metering/meters.ts'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, Instant, Line, PageQuery, pageOf, Version } from '../values.ts'

const Quantity = z.string().regex(/^\d{1,12}(\.\d{1,8})?$/)
const Price = z.string().regex(/^\d{1,8}(\.\d{1,4})?$/)
const Factor = z.string().regex(/^\d{1,6}(\.\d{1,4})?$/)

/** 建筑面积 · 户数 · 用量 · 楼层系数 · 权重 (the quantity of the assignment) */
export const PoolBasis = z.enum(['area', 'household', 'usage', 'factor', 'custom'])

/** What a pool costs: an amount, what was used at a price, or what meters counted in its days at a price. */
const PoolCost = z.discriminatedUnion('by', [
  z.object({ by: z.literal('amount'), totalFen: Fen }),
  z.object({
    by: z.literal('quantity'),
    quantity: Quantity,
    unit: z.string().trim().min(1).max(10),
    unitPrice: Price,
  }),
  z.object({
    by: z.literal('meters'),
    meterIds: z.array(Id).min(1).max(50),
    unit: z.string().trim().min(1).max(10),
    unitPrice: Price,
  }),
])

export const Pool = z.object({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  ruleId: Id,
  ruleName: z.string(),
  name: z.string(),
  fromOn: CivilDate,
  toOn: CivilDate,
  totalFen: Fen.describe('Of a usage: rounded once'),
  quantity: z.string().nullable(),
  unit: z.string().nullable(),
  unitPrice: z.string().nullable(),
  basis: PoolBasis,
  exempt: z.enum(['company-bears', 'redistribute']),
  billCount: z.int().describe('Bills of it that are not void'),
  note: z.string(),
  voidedAt: Instant.nullable(),
  voidReason: z.string().nullable(),
  createdBy: z.string().nullable(),
  createdAt: Instant,
  version: Version,
})

export const PoolDetail = Pool.extend({
  meterKind: MeterKind.nullable(),
  factors: z.array(z.object({ upTo: z.int().nullable(), factor: Factor })),
  meters: z.array(z.object({ id: Id, code: z.string() })),
  memberCount: z.int(),
  companyFen: Fen,
  problem: z.object({ code: z.string(), at: z.string() }).nullable().describe('Why it cannot be shared'),
  wholeWeight: z.string().nullable().describe('By how much all share together; null where not every part is known'),
  exemptCount: z.int(),
})

/** What a member bears. */
export const PoolShare = z.object({
  id: Id.describe('Of the premises'),
  premisesLabel: z.string(),
  weight: z.string().nullable(),
  isExempt: z.boolean(),
  amountFen: Fen.nullable(),
})

const poolShareFilters = {
  poolId: Id,
  text: z.string().max(50).optional().describe('A part of the name of the premises'),
}

export const listPoolShares = route({
  method: 'GET',
  path: '/billing/pool-shares',
  summary: 'What every member of a shared cost bears, by room or by amount.',
  permission: 'billing.rules.read',
  query: PageQuery.extend(poolShareFilters),
  response: pageOf(PoolShare),
  errors: ['platform.not_found'],
})

export const exportPoolShares = route({
  method: 'GET',
  path: '/billing/pool-shares/export',
  summary: 'The shares of a cost with the same filters, as a workbook or csv.',
  permission: 'billing.rules.read',
  query: z.object({ ...poolShareFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.not_found', 'platform.export_too_large'],
})

const PoolFilters = z.object({
  communityId: Id.optional(),
  ruleId: Id.optional(),
  state: z.enum(['open', 'billed', 'void']).optional(),
  text: z.string().max(50).optional().describe('A part of its name or of the rule’s'),
})

export const listPools = route({
  method: 'GET',
  path: '/billing/pools',
  summary: 'Shared costs by their days.',
  permission: 'billing.rules.read',
  query: PageQuery.extend(PoolFilters.shape),
  response: pageOf(Pool),
})

export const exportPools = route({
  method: 'GET',
  path: '/billing/pools/export',
  summary: 'The list of shared costs with the same filters, as a workbook or csv.',
  permission: 'billing.rules.read',
  query: PoolFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

const poolParams = z.object({ poolId: Id })

export const readPool = route({
  method: 'GET',
  path: '/billing/pools/:poolId',
  summary: 'A shared cost with what every member bears of it.',
  permission: 'billing.rules.read',
  params: poolParams,
  response: PoolDetail,
  errors: ['platform.not_found'],
})

export const addPool = route({
  method: 'POST',
  path: '/billing/pools',
  summary:
    'Enter what is to be shared of some days. A run of the month after its last day bills every member; the shares add up to the cost exactly.',
  permission: 'billing.rules.manage',
  body: z.object({
    id: Id,
    communityId: Id,
    ruleId: Id,
    name: Line,
    fromOn: CivilDate,
    toOn: CivilDate,
    cost: PoolCost,
    basis: PoolBasis,
    meterKind: MeterKind.nullable().default(null).describe('Basis usage: of which meters'),
    factors: z
      .array(z.object({ upTo: z.int().min(-20).max(200).nullable(), factor: Factor }))
      .max(20)
      .default([])
      .describe('Basis factor: up to and with a floor; the last for all above'),
    exempt: z.enum(['company-bears', 'redistribute']).default('company-bears'),
    exemptPremisesIds: z.array(Id).max(500).default([]),
    note: z.string().trim().max(200).default(''),
  }),
  response: PoolDetail,
  errors: [
    'platform.not_found',
    'platform.already_there',
    'billing.pool_rule_wrong',
    'billing.pool_days_taken',
    'billing.pool_days_wrong',
    'billing.pool_basis_wrong',
    'billing.pool_nothing_used',
  ],
})

export const voidPool = route({
  method: 'POST',
  path: '/billing/pools/:poolId/void',
  summary: 'A shared cost was entered wrongly and no bill is made of it yet: it does not count, with the reason.',
  permission: 'billing.rules.manage',
  params: poolParams,
  body: z.object({ reason: Line, version: Version }),
  response: PoolDetail,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'billing.pool_billed', 'billing.pool_void'],
})
