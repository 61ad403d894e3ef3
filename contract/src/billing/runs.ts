import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, Instant, Month, PageQuery, pageOf } from '../values.ts'
import { RunScope, Tallies } from './compared.ts'
import { BillException } from './preview.ts'

export const BillRun = z.object({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  from: Month,
  to: Month,
  state: z.enum(['generating', 'generated', 'issuing', 'issued', 'failed']),
  correctFrom: Month.nullable().describe(
    'Issued bills of earlier months, back to this one, were looked at for corrections',
  ),
  premisesId: Id.nullable().describe('Only this household'),
  premisesLabel: z.string().nullable(),
  ruleNames: z.array(z.string()).describe('Only these rules; empty: all'),
  billCount: z.int().describe('Drafts this run wrote: new, changed, and corrections'),
  lineCount: z.int(),
  totalFen: Fen,
  compared: Tallies,
  exceptionCount: z.int(),
  exceptions: z.array(BillException),
  progress: z
    .object({ done: z.int(), of: z.int() })
    .describe('Assignments worked through; while issuing, bills issued'),
  startedAt: Instant,
  startedBy: z.string(),
  approvedAt: Instant.nullable(),
  approvedBy: z.string().nullable(),
  mine: z.boolean().describe('Started by who asks'),
  approval: z.enum(['none', 'anybody', 'somebody-else']).describe('Who has to approve by the setting'),
  issuedAt: Instant.nullable(),
})

export const startBillRun = route({
  method: 'POST',
  path: '/billing/bill-runs',
  summary: 'Generate draft bills of a community for months: only the difference to what exists is written.',
  permission: 'billing.bills.generate',
  body: z.object({ id: Id, communityId: Id, ...RunScope }),
  response: BillRun,
  errors: ['platform.not_found', 'platform.beyond_scope', 'billing.period_wrong', 'billing.run_id_taken'],
})

const BillRunFilters = z.object({
  communityId: Id.optional(),
  state: z.enum(['generating', 'generated', 'issuing', 'issued', 'failed']).optional(),
})

export const listBillRuns = route({
  method: 'GET',
  path: '/billing/bill-runs',
  summary: 'Bill runs, newest first.',
  permission: 'billing.bills.read',
  query: PageQuery.extend(BillRunFilters.shape),
  response: pageOf(BillRun.omit({ exceptions: true, ruleNames: true })),
})

export const exportBillRuns = route({
  method: 'GET',
  path: '/billing/bill-runs/export',
  summary: 'The bill runs with the same filters, as a workbook or csv.',
  permission: 'billing.bills.read',
  query: BillRunFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
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
  errors: [
    'platform.not_found',
    'platform.beyond_scope',
    'billing.run_not_generated',
    'billing.run_not_approved',
    'billing.bill_in_flight',
  ],
})

export const approveBillRun = route({
  method: 'POST',
  path: '/billing/bill-runs/:billRunId/approve',
  summary: 'Approve the drafts of a run, so that they may be issued; by a setting somebody else than who started it.',
  permission: 'billing.bills.approve',
  params: z.object({ billRunId: Id }),
  body: z.object({
    totalFen: Fen.optional().describe('What was seen and is approved; refused when it is another sum by now'),
  }),
  response: BillRun,
  errors: [
    'platform.not_found',
    'platform.beyond_scope',
    'platform.own_request',
    'billing.run_not_generated',
    'billing.run_changed',
  ],
})

const ComparedSum = z.object({ billCount: z.int(), fen: Fen, lastBillCount: z.int(), lastFen: Fen })

export const readBillRunSums = route({
  method: 'GET',
  path: '/billing/bill-runs/:billRunId/sums',
  summary: 'The drafts of a run by charge item, beside the cycles before, and the households that differ most.',
  permission: 'billing.bills.read',
  params: z.object({ billRunId: Id }),
  response: z.object({
    period: z.object({ from: CivilDate, to: CivilDate }),
    lastPeriods: z
      .array(z.object({ cycleMonths: z.int(), from: CivilDate, to: CivilDate }))
      .describe('When the like of these bills were billed before, by the months in a cycle of their rules'),
    items: z.array(ComparedSum.extend({ itemId: Id, itemName: z.string(), runBillCount: z.int(), runFen: Fen })),
    households: z
      .array(ComparedSum.extend({ premisesId: Id, premisesLabel: z.string() }))
      .describe('At most 20, the greatest difference first'),
  }),
  errors: ['platform.not_found'],
})
