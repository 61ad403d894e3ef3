import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Fen, Id } from '../values.ts'
import { fileErrors, format } from './report.ts'

export const RECONCILIATION_CHECKS = [
  'receivable',
  'billed',
  'collected',
  ...([
    'money',
    'refunded',
    'reversed',
    'cash',
    'money-held',
    'drawers',
    'funds-paid',
    'waived',
    'written-off',
  ] as const),
  ...(['agency', 'public', 'fund', 'fund-special'] as const),
  'prepaid',
  'deposits',
  'penalties',
  'tax',
  'deferred',
  'straightened',
  'margin',
  'balanced',
] as const

const sums = {
  factsFen: Fen.describe('By the reports'),
  ledgerFen: Fen.describe('By the ledger'),
  differenceFen: Fen.describe('factsFen − ledgerFen; anything but 0 is a failed invariant'),
}

export const readReconciliation = route({
  method: 'GET',
  path: '/analytics/reports/reconciliation',
  summary: '对账: what the reports add up to against the ledger, check by check, until the end of a day.',
  permission: 'analytics.reports.read',
  query: z.object({ communityId: Id.optional(), asOf: CivilDate.optional() }),
  response: z.object({
    items: z.array(
      z.object({
        key: z.enum(RECONCILIATION_CHECKS),
        ...sums,
        communityCount: z.int(),
        broken: z.array(z.object({ communityId: Id, communityName: z.string(), ...sums })),
      }),
    ),
    asOf: CivilDate,
    holds: z.boolean().describe('Every check in every community'),
  }),
  errors: ['platform.not_found'],
})

export const exportReconciliation = route({
  method: 'GET',
  path: '/analytics/reports/reconciliation/export',
  summary: '对账 as a workbook or csv: a row per check, and one per community where it differs.',
  permission: 'analytics.reports.read',
  query: z.object({ communityId: Id.optional(), asOf: CivilDate.optional(), format }),
  response: 'file',
  errors: fileErrors,
})
