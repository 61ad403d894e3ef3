import { z } from 'zod'
import { route } from './route.ts'
import { CivilDate, DecimalText, Fen, Id, Instant, Line, Month, PageQuery, pageOf } from './values.ts'

export const RuleKind = z.enum(['area-price', 'fixed'])
export const Proration = z.enum(['ACTUAL', 'DAYS30', 'YEAR365', 'HALF_MONTH', 'WHOLE_MONTH'])
export const PaymentMethod = z.enum(['cash', 'transfer', 'pos'])
export const BillState = z.enum(['draft', 'issued', 'void'])

export const RuleVersion = z.object({
  id: Id,
  effectiveFrom: CivilDate,
  unitPrice: DecimalText.describe('Yuan per m² and month; 0 for a fixed rule'),
  fixedAmount: DecimalText.describe('Yuan per month on top (附加费), or the whole of a fixed rule'),
})

export const Rule = z.object({
  id: Id,
  communityId: Id,
  code: z.string(),
  name: z.string(),
  itemId: Id,
  itemName: z.string(),
  kind: RuleKind,
  cycleMonths: z.int(),
  timing: z.enum(['advance', 'arrears']),
  lineGrain: z.enum(['contract-month', 'natural-month']),
  proration: Proration,
  dueDays: z.int(),
  effectiveFrom: CivilDate,
  effectiveTo: CivilDate.nullable(),
  versions: z.array(RuleVersion),
  assignmentCount: z.int(),
  formulaWords: z.object({ 'zh-CN': z.string(), en: z.string() }),
})

export const listRules = route({
  method: 'GET',
  path: '/billing/rules',
  summary: 'Charge rules of a community with their price versions.',
  permission: 'billing.rules.read',
  query: PageQuery.extend({ communityId: Id.optional(), text: z.string().max(50).optional() }),
  response: pageOf(Rule),
})

const price = z.string().regex(/^\d{1,8}(\.\d{1,4})?$/)

export const createRule = route({
  method: 'POST',
  path: '/billing/rules',
  summary: 'Make a charge rule with its first price version.',
  permission: 'billing.rules.manage',
  body: z.object({
    id: Id,
    communityId: Id,
    code: z.string().trim().min(1).max(20),
    name: Line,
    itemName: Line,
    kind: RuleKind,
    cycleMonths: z.int().min(1).max(36),
    timing: z.enum(['advance', 'arrears']),
    lineGrain: z.enum(['contract-month', 'natural-month']).default('contract-month'),
    proration: Proration.default('ACTUAL'),
    dueDays: z.int().min(0).max(365).default(0),
    effectiveFrom: CivilDate,
    effectiveTo: CivilDate.nullable().default(null),
    unitPrice: price,
    fixedAmount: price,
  }),
  response: Rule,
  errors: ['platform.not_found', 'platform.beyond_scope', 'billing.rule_code_taken', 'billing.rule_wrong'],
})

export const addRuleVersion = route({
  method: 'POST',
  path: '/billing/rules/:ruleId/versions',
  summary: 'A new price from a date on; bills already issued are not touched.',
  permission: 'billing.rules.manage',
  params: z.object({ ruleId: Id }),
  body: RuleVersion.extend({ unitPrice: price, fixedAmount: price }),
  response: Rule,
  errors: ['platform.not_found', 'platform.beyond_scope', 'billing.rule_version_taken', 'billing.rule_wrong'],
})

export const Assignment = z.object({
  id: Id,
  ruleId: Id,
  ruleName: z.string(),
  premisesId: Id,
  premisesLabel: z.string(),
  startsOn: CivilDate,
  endsOn: CivilDate.nullable(),
})

export const listAssignments = route({
  method: 'GET',
  path: '/billing/assignments',
  summary: 'Which rule is charged on which premises since when.',
  permission: 'billing.rules.read',
  query: PageQuery.extend({ ruleId: Id.optional(), premisesId: Id.optional(), communityId: Id.optional() }),
  response: pageOf(Assignment),
})

export const assignRule = route({
  method: 'POST',
  path: '/billing/assignments',
  summary: 'Charge a rule on premises from a date on; that date anchors its cycles.',
  permission: 'billing.rules.manage',
  body: z.object({
    id: Id,
    ruleId: Id,
    premisesId: Id,
    startsOn: CivilDate,
    endsOn: CivilDate.nullable().default(null),
  }),
  response: Assignment,
  errors: ['platform.not_found', 'billing.already_assigned', 'billing.rule_wrong'],
})

/** The arithmetic of a line, as stored with it. */
export const LineExplanation = z.looseObject({ kind: z.string() })

export const LineView = z.object({
  segmentStart: CivilDate,
  segmentEnd: CivilDate,
  amountFen: Fen,
  words: z.object({ 'zh-CN': z.string(), en: z.string() }).describe('How the amount comes about, in words and numbers'),
  explanation: LineExplanation,
})

const PreviewBill = z.object({
  premisesId: Id,
  premisesLabel: z.string(),
  payerName: z.string().nullable(),
  ruleId: Id,
  ruleName: z.string(),
  cycleStart: CivilDate,
  cycleEnd: CivilDate,
  dueOn: CivilDate,
  amountFen: Fen,
  lines: z.array(LineView),
  exists: z.boolean().describe('A bill of this cycle is there already'),
})

export const BillException = z.object({
  premisesId: Id,
  premisesLabel: z.string(),
  ruleName: z.string(),
  code: z.enum(['no-area', 'no-payer', 'price-gap']),
})

export const previewBills = route({
  method: 'POST',
  path: '/billing/preview',
  summary: 'The bills and lines that a period would give, with their arithmetic; nothing is saved.',
  permission: 'billing.bills.read',
  body: z.union([
    z.object({
      communityId: Id,
      from: Month,
      to: Month,
      ruleIds: z.array(Id).max(100).optional(),
      premisesId: Id.optional(),
    }),
    z
      .object({
        rule: z.object({
          kind: RuleKind,
          cycleMonths: z.int().min(1).max(36).default(1),
          timing: z.enum(['advance', 'arrears']).default('advance'),
          lineGrain: z.enum(['contract-month', 'natural-month']).default('contract-month'),
          proration: Proration.default('ACTUAL'),
          dueDays: z.int().min(0).max(365).default(0),
          effectiveTo: CivilDate.nullable().default(null),
          versions: z
            .array(RuleVersion.omit({ id: true }))
            .min(1)
            .max(50),
        }),
        areas: z
          .array(z.object({ effectiveFrom: CivilDate, areaM2: DecimalText }))
          .max(50)
          .default([]),
        startsOn: CivilDate,
        endsOn: CivilDate.nullable().default(null),
        from: CivilDate,
        to: CivilDate,
      })
      .describe('Inline data, so that an outside program can check our arithmetic'),
  ]),
  response: z.object({
    bills: z
      .array(PreviewBill.partial({ premisesId: true, premisesLabel: true, ruleId: true, ruleName: true }))
      .describe('At most the first 200'),
    billCount: z.int(),
    lineCount: z.int(),
    totalFen: Fen,
    newBillCount: z.int(),
    newTotalFen: Fen,
    exceptions: z
      .array(BillException.partial({ premisesId: true, premisesLabel: true, ruleName: true }))
      .describe('At most the first 200; inline data name no premises'),
  }),
  errors: ['platform.not_found', 'billing.period_wrong', 'billing.rule_wrong'],
  idempotent: false,
})

export const BillRun = z.object({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  from: Month,
  to: Month,
  state: z.enum(['generating', 'generated', 'issuing', 'issued', 'failed']),
  billCount: z.int().describe('Bills this run added'),
  lineCount: z.int(),
  totalFen: Fen,
  exceptionCount: z.int(),
  exceptions: z.array(BillException),
  progress: z
    .object({ done: z.int(), of: z.int() })
    .describe('Assignments worked through; while issuing, bills issued'),
  startedAt: Instant,
  startedBy: z.string(),
  issuedAt: Instant.nullable(),
})

export const startBillRun = route({
  method: 'POST',
  path: '/billing/bill-runs',
  summary: 'Generate draft bills of a community for months; only what does not exist yet is added.',
  permission: 'billing.bills.generate',
  body: z.object({ id: Id, communityId: Id, from: Month, to: Month, ruleIds: z.array(Id).max(100).optional() }),
  response: BillRun,
  errors: ['platform.not_found', 'platform.beyond_scope', 'billing.period_wrong', 'billing.run_id_taken'],
})

export const listBillRuns = route({
  method: 'GET',
  path: '/billing/bill-runs',
  summary: 'Bill runs, newest first.',
  permission: 'billing.bills.read',
  query: PageQuery.extend({ communityId: Id.optional() }),
  response: pageOf(BillRun.omit({ exceptions: true })),
})

export const readBillRun = route({
  method: 'GET',
  path: '/billing/bill-runs/:billRunId',
  summary: 'One bill run with progress and exceptions.',
  permission: 'billing.bills.read',
  params: z.object({ billRunId: Id }),
  response: BillRun,
  errors: ['platform.not_found'],
})

export const issueBillRun = route({
  method: 'POST',
  path: '/billing/bill-runs/:billRunId/issue',
  summary: 'Issue the draft bills of a run: they become receivables in the ledger.',
  permission: 'billing.bills.issue',
  params: z.object({ billRunId: Id }),
  response: BillRun,
  errors: ['platform.not_found', 'platform.beyond_scope', 'billing.run_not_generated'],
})

export const BillRow = z.object({
  id: Id,
  number: z.string(),
  communityId: Id,
  premisesId: Id,
  premisesLabel: z.string(),
  payerName: z.string().nullable(),
  itemName: z.string(),
  ruleName: z.string(),
  cycleStart: CivilDate,
  cycleEnd: CivilDate,
  dueOn: CivilDate,
  amountFen: Fen,
  settledFen: Fen,
  outstandingFen: Fen,
  state: BillState,
  overdue: z.boolean(),
})

const billFilters = {
  communityId: Id.optional(),
  premisesId: Id.optional(),
  billRunId: Id.optional(),
  ruleId: Id.optional(),
  state: BillState.optional(),
  settlement: z.enum(['open', 'overdue', 'settled']).optional(),
  text: z.string().max(50).optional(),
}

export const listBills = route({
  method: 'GET',
  path: '/billing/bills',
  summary: 'Bills with what is settled and owing; sums over all that match.',
  permission: 'billing.bills.read',
  query: PageQuery.extend(billFilters),
  response: pageOf(BillRow).extend({ sums: z.object({ amountFen: Fen, settledFen: Fen, outstandingFen: Fen }) }),
})

export const exportBills = route({
  method: 'GET',
  path: '/billing/bills/export',
  summary: 'The bill list with the same filters, as a workbook or csv.',
  permission: 'billing.bills.read',
  query: z.object({ ...billFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const BillLine = LineView.extend({ id: Id, settledFen: Fen })

export const Settlement = z.object({
  paymentId: Id,
  receiptId: Id.nullable(),
  receiptNumber: z.string().nullable(),
  method: PaymentMethod,
  paidOn: CivilDate,
  amountFen: Fen,
})

export const BillDetail = BillRow.extend({ lines: z.array(BillLine), settlements: z.array(Settlement) })

export const readBill = route({
  method: 'GET',
  path: '/billing/bills/:billId',
  summary: 'One bill, each line with its arithmetic, and what was paid on it.',
  permission: 'billing.bills.read',
  params: z.object({ billId: Id }),
  response: BillDetail,
  errors: ['platform.not_found'],
})

export const readHousehold = route({
  method: 'GET',
  path: '/billing/households/:premisesId',
  summary: 'What a household owes: open bills with lines, and its last payments. The cashier’s page.',
  permission: 'billing.bills.read',
  params: z.object({ premisesId: Id }),
  response: z.object({
    premisesId: Id,
    label: z.string(),
    communityName: z.string(),
    owners: z.array(z.object({ name: z.string(), phoneMasked: z.string().nullable() })),
    areaM2: DecimalText.nullable(),
    outstandingFen: Fen,
    overdueFen: Fen,
    bills: z.array(BillDetail),
    payments: z.array(
      z.object({
        id: Id,
        paidOn: CivilDate,
        method: PaymentMethod,
        amountFen: Fen,
        receiptId: Id.nullable(),
        receiptNumber: z.string().nullable(),
        cashierName: z.string(),
      }),
    ),
  }),
  errors: ['platform.not_found'],
})

export const collect = route({
  method: 'POST',
  path: '/billing/collections',
  summary:
    'Take money for chosen bills of a household, wholly or in part: settles, posts and writes the receipt in one transaction.',
  permission: 'payments.collect',
  body: z.object({
    id: Id.describe('Of the payment; made by the client, so a retry is the same payment'),
    premisesId: Id,
    billIds: z.array(Id).min(1).max(200),
    amountFen: Fen.refine(fen => fen > 0n),
    method: PaymentMethod,
    tenderedFen: Fen.optional().describe('Cash handed over; the change is worked out'),
    remark: z.string().trim().max(100).optional(),
  }),
  response: z.object({
    paymentId: Id,
    receiptId: Id,
    receiptNumber: z.string(),
    amountFen: Fen,
    changeFen: Fen,
    outstandingFen: Fen.describe('What the household still owes'),
  }),
  errors: [
    'platform.not_found',
    'billing.bill_not_payable',
    'billing.more_than_owed',
    'billing.tendered_too_little',
    'payments.id_taken',
  ],
})

export const readArrears = route({
  method: 'GET',
  path: '/billing/arrears',
  summary: 'Arrears by building and the collection rate A of a span of months (domain.md §1.3).',
  permission: 'billing.bills.read',
  query: z.object({ communityId: Id.optional(), from: Month.optional(), to: Month.optional() }),
  response: z.object({
    receivableFen: Fen,
    collectedFen: Fen,
    outstandingFen: Fen,
    overdueFen: Fen,
    collectionRate: z.string().nullable().describe('Percent with two decimals; null when nothing is receivable'),
    byBuilding: z.array(
      z.object({ buildingId: Id.nullable(), buildingName: z.string(), outstandingFen: Fen, householdCount: z.int() }),
    ),
  }),
})

export const arrearsByPremises = route({
  method: 'GET',
  path: '/billing/arrears/premises',
  summary: 'What each of the premises of a building owes today; those that owe nothing are left out.',
  permission: 'billing.bills.read',
  query: z.object({ buildingId: Id }),
  response: z.object({
    items: z.array(
      z.object({
        premisesId: Id,
        outstandingFen: Fen,
        overdueFen: Fen.describe('The part on bills due before today'),
        oldestDueOn: CivilDate,
      }),
    ),
  }),
})
