import { z } from 'zod'
import { MeterKind } from '../metering/meters.ts'
import { route } from '../route.ts'
import { CivilDate, Id, Line, PageQuery, pageOf, Version } from '../values.ts'

/** How a charge comes about; what each kind needs stands at the fields below. */
export const RuleKind = z.enum([
  'area-price',
  'fixed',
  'count-price',
  'rent',
  'formula',
  'one-off',
  'deposit',
  'metered',
  'pool',
])
export const Proration = z.enum(['ACTUAL', 'DAYS30', 'YEAR365', 'HALF_MONTH', 'WHOLE_MONTH'])

const Price = z.string().regex(/^\d{1,8}(\.\d{1,4})?$/)
const Amount = z.string().regex(/^\d{1,8}(\.\d{1,2})?$/)
const Percent = z.string().regex(/^\d{1,3}(\.\d{1,6})?$/)
const Quantity = z.string().regex(/^\d{1,12}(\.\d{1,4})?$/)

const Tier = z.strictObject({
  upTo: Quantity.nullable().describe('The limit of this step; null for the last'),
  unitPrice: Price,
})
const Band = z.strictObject({ name: z.string().trim().min(1).max(20), unitPrice: Price })

/** What a version of a price holds beside its two amounts. */
const versionTerms = {
  formula: z
    .string()
    .max(500)
    .nullable()

    .describe(
      'Kind formula: what a month comes to in yuan, such as `area * price + max(0, floor - 5) * 5`. Names: area, innerArea, floor, coefficient, households, persons, spaces, quantity, usage, turnover, days, price, fixed, f_<custom field>, or their Chinese names; + - * / comparisons && || ?: min max round roundUp roundDown; is(field, "option") or 是(字段, "选项") of a custom field with choices',
    ),
  tiers: z.array(Tier).max(10).nullable().describe('Kind metered: steps; the last has no limit'),
  bands: z.array(Band).max(8).nullable().describe('Kind metered: prices by the part of the day'),
  turnoverPercent: Percent.nullable().describe('Kind rent: share of the turnover, charged when it is more'),
}

/** As forms send it: every one may be left out. */
const versionTermsSent = {
  formula: versionTerms.formula.default(null),
  tiers: versionTerms.tiers.default(null),
  bands: versionTerms.bands.default(null),
  turnoverPercent: versionTerms.turnoverPercent.default(null),
}

const Escalation = z.strictObject({
  percent: Percent,
  mode: z.enum(['compound', 'simple']),
  everyMonths: z.int().min(1).max(120),
  countedFrom: CivilDate.nullable().default(null).describe('Null: from the first day of the assignment'),
})

const LprRate = z.strictObject({ effectiveFrom: CivilDate, percent: Percent })

/** 违约金: simple interest by the day or by a multiple of the LPR, after a grace, capped. */
export const PenaltyTerms = z.strictObject({
  rate: z.discriminatedUnion('by', [
    z.strictObject({ by: z.literal('day'), percent: Percent.describe('0.05 is 万分之五 a day') }),
    z.strictObject({
      by: z.literal('lpr'),
      times: Percent.describe('Multiple of the LPR, such as 1.3'),
      yearDays: z.union([z.literal(360), z.literal(365)]).default(365),
      rates: z.array(LprRate).min(1).max(100),
    }),
  ]),
  graceDays: z.int().min(0).max(365).default(0),
  countedFrom: z.enum(['end-of-grace', 'due-date']).default('end-of-grace'),
  capPercent: Percent.nullable().default('100').describe('Of the principal; null without a cap'),
})

/** What a rule may have beside prices; as rules are read. */
const ruleTerms = {
  measure: z
    .string()
    .max(50)
    .nullable()
    .default(null)
    .describe(
      'What is counted by kinds count-price and one-off: households, persons, spaces, quantity, area, f_<field>',
    ),
  rent: z
    .strictObject({
      basis: z
        .enum(['month', 'day', 'year'])
        .describe('unitPrice is per m² and month; per m² and day × days of the month; per m² and day × 365 ÷ 12'),
      escalation: Escalation.nullable().default(null),
    })
    .nullable(),
  tierTerms: z
    .strictObject({
      span: z.enum(['month', 'year']).describe('Steps begin anew with each reading’s months, or on 1 January'),
      persons: z
        .strictObject({ above: z.int().min(1).max(20), each: Quantity })
        .nullable()
        .default(null)
        .describe('Above so many persons each one more moves every limit'),
    })
    .nullable(),
  meterKind: MeterKind.nullable().describe('Kind metered: which meters of the home; null: the only kind it has'),
  minimum: Amount.nullable().describe(
    'A month is at least this, in yuan; metered: each month of a reading; not of kinds pool and deposit',
  ),
  rounding: z
    .strictObject({ mode: z.enum(['HALF_UP', 'UP', 'DOWN']), to: z.enum(['fen', 'jiao', 'yuan']) })
    .nullable()
    .describe('Null: half up to the fen; not of kind pool'),
  freeSpans: z
    .array(z.strictObject({ from: CivilDate, to: CivilDate }))
    .max(20)
    .describe('Days nobody pays for; not of kinds metered, pool and deposit'),
  freeMonths: z
    .int()
    .min(0)
    .max(120)
    .describe('So many months from the start of an assignment are free; kinds as freeSpans'),
  zeroIsFree: z.boolean().describe('A month of 0 is free; otherwise it is an exception of the run; kinds as freeSpans'),
  penalty: PenaltyTerms.nullable(),
}

/** As forms send it: every one may be left out. */
const ruleTermsSent = {
  measure: ruleTerms.measure.default(null),
  rent: ruleTerms.rent.default(null),
  tierTerms: ruleTerms.tierTerms.default(null),
  meterKind: ruleTerms.meterKind.default(null),
  minimum: ruleTerms.minimum.default(null),
  rounding: ruleTerms.rounding.default(null),
  freeSpans: ruleTerms.freeSpans.default([]),
  freeMonths: ruleTerms.freeMonths.default(0),
  zeroIsFree: ruleTerms.zeroIsFree.default(false),
  penalty: ruleTerms.penalty.default(null),
}

const versionAmounts = {
  id: Id,
  effectiveFrom: CivilDate,
  unitPrice: Price.describe('Yuan per m² (or per what is counted) and month; 0 for a fixed rule'),
  fixedAmount: Price.describe(
    'Yuan per month on top (附加费), the basic fee (基本费) of a metered rule, or the whole of a fixed rule; 2 decimals',
  ),
}

/** A price from a date on, as it is read and as it is sent. */
export const RuleVersion = z.object({ ...versionAmounts, ...versionTerms })
export const RuleVersionSent = z.object({ ...versionAmounts, ...versionTermsSent })

/** What makes up the arithmetic of a rule, as previews take it. */
export const RuleArithmetic = z.object({
  kind: RuleKind,
  cycleMonths: z.int().min(1).max(36).default(1),
  timing: z.enum(['advance', 'arrears']).default('advance'),
  lineGrain: z.enum(['contract-month', 'natural-month']).default('contract-month'),
  proration: Proration.default('ACTUAL'),
  dueDays: z.int().min(0).max(365).default(0),
  effectiveTo: CivilDate.nullable().default(null),
  ...ruleTermsSent,
})

export const Rule = z.object({
  kind: RuleKind,
  cycleMonths: z.int(),
  timing: z.enum(['advance', 'arrears']),
  lineGrain: z.enum(['contract-month', 'natural-month']),
  proration: Proration,
  dueDays: z.int(),
  effectiveTo: CivilDate.nullable(),
  ...ruleTerms,
  id: Id,
  version: Version,
  communityId: Id,
  code: z.string(),
  name: z.string(),
  itemId: Id,
  itemName: z.string(),
  effectiveFrom: CivilDate,
  versions: z.array(RuleVersion),
  assignmentCount: z.int(),
  billed: z.boolean().describe('Bills were made by it: what would cut their cycles anew is fixed'),
  formulaWords: z.object({ 'zh-CN': z.string(), en: z.string() }),
})

const RuleFilters = z.object({
  communityId: Id.optional(),
  text: z.string().max(50).optional(),
  kind: RuleKind.optional(),
  itemId: Id.optional(),
})

export const listRules = route({
  method: 'GET',
  path: '/billing/rules',
  summary: 'Charge rules of a community with their price versions.',
  permission: 'billing.rules.read',
  query: PageQuery.extend(RuleFilters.shape),
  response: pageOf(Rule),
})

export const exportRules = route({
  method: 'GET',
  path: '/billing/rules/export',
  summary: 'The charge rules with the same filters, as a workbook or csv.',
  permission: 'billing.rules.read',
  query: RuleFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const readRule = route({
  method: 'GET',
  path: '/billing/rules/:ruleId',
  summary: 'One charge rule with its price versions.',
  permission: 'billing.rules.read',
  params: z.object({ ruleId: Id }),
  response: Rule,
  errors: ['platform.not_found'],
})

const ruleErrors = ['platform.not_found', 'platform.beyond_scope', 'billing.rule_wrong'] as const

export const createRule = route({
  method: 'POST',
  path: '/billing/rules',
  summary: 'Make a charge rule with its first price version; the charge item is made when missing.',
  permission: 'billing.rules.manage',
  body: RuleArithmetic.extend({
    id: Id,
    communityId: Id,
    code: z.string().trim().min(1).max(20),
    name: Line,
    itemName: Line,
    effectiveFrom: CivilDate,
    unitPrice: Price,
    fixedAmount: Price,
    ...versionTermsSent,
  }),
  response: Rule,
  errors: [...ruleErrors, 'billing.rule_code_taken'],
})

export const editRule = route({
  method: 'PUT',
  path: '/billing/rules/:ruleId',
  summary:
    'Change a charge rule, from the version that was read. Once bills were made by it, its kind, cycle, timing, line grain, proration and measure stay.',
  permission: 'billing.rules.manage',
  params: z.object({ ruleId: Id }),
  body: RuleArithmetic.extend({
    version: Version,
    code: z.string().trim().min(1).max(20),
    name: Line,
    itemName: Line,
    effectiveFrom: CivilDate,
  }),
  response: Rule,
  errors: [...ruleErrors, 'platform.changed_meanwhile', 'billing.rule_code_taken', 'billing.rule_in_use'],
})

export const addRuleVersion = route({
  method: 'POST',
  path: '/billing/rules/:ruleId/versions',
  summary: 'A new price from a date on; bills already issued are not touched.',
  permission: 'billing.rules.manage',
  params: z.object({ ruleId: Id }),
  body: RuleVersionSent,
  response: Rule,
  errors: [...ruleErrors, 'billing.rule_version_taken'],
})

export const removeRuleVersion = route({
  method: 'DELETE',
  path: '/billing/rules/:ruleId/versions/:versionId',
  summary: 'Take back a price by which nothing was billed; the first of a rule stays.',
  permission: 'billing.rules.manage',
  params: z.object({ ruleId: Id, versionId: Id }),
  response: Rule,
  errors: ['platform.not_found', 'billing.rule_version_billed', 'billing.rule_version_only', 'billing.rule_wrong'],
})

export const checkFormula = route({
  method: 'POST',
  path: '/billing/formulas/check',
  summary: 'Whether a formula can be charged by, and what it comes to for worked examples; nothing is saved.',
  permission: 'billing.rules.read',
  body: z.object({
    formula: z.string().max(500),
    unitPrice: Price.default('0'),
    fixedAmount: Price.default('0'),
    examples: z
      .array(z.record(z.string().max(50), z.string().max(32)))
      .max(20)
      .default([]),
  }),
  response: z.object({
    problem: z.object({ code: z.string(), at: z.string() }).nullable(),
    measures: z.array(z.object({ name: z.string(), words: z.object({ 'zh-CN': z.string(), en: z.string() }) })),
    names: z
      .array(
        z.object({
          name: z.string(),
          words: z.object({ 'zh-CN': z.string(), en: z.string() }),
          unit: z.string(),
          ofCompany: z
            .boolean()
            .describe('A field that the company added to premises; in quotes where it is no plain word'),
        }),
      )
      .describe('All that a formula may name, in Chinese or English'),
    examples: z.array(
      z.object({
        exact: z.string().nullable().describe('Yuan before rounding'),
        amount: z.string().nullable().describe('Yuan, half up to the fen'),
        problem: z.object({ code: z.string(), at: z.string() }).nullable(),
      }),
    ),
  }),
  reads: true,
})
