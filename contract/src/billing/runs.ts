import { z } from 'zod'
import { route } from '../route.ts'
import { Fen, Id, Instant, Month, PageQuery, pageOf } from '../values.ts'
import { BillException } from './preview.ts'

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

const BillRunFilters = z.object({ communityId: Id.optional() })

export const listBillRuns = route({
  method: 'GET',
  path: '/billing/bill-runs',
  summary: 'Bill runs, newest first.',
  permission: 'billing.bills.read',
  query: PageQuery.extend(BillRunFilters.shape),
  response: pageOf(BillRun.omit({ exceptions: true })),
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
  errors: ['platform.not_found', 'platform.beyond_scope', 'billing.run_not_generated'],
})
