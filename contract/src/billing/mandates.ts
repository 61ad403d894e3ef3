import { z } from 'zod'
import { FileRef, HistoryEntry, HistoryQuery } from '../platform.ts'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, Instant, Line, PageQuery, pageOf, Version } from '../values.ts'

/** coming: signed, from a later day on. expired: its last day is over. */
export const MandateState = z.enum(['active', 'coming', 'expired', 'ended'])

export const MandateRow = z.object({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  premisesId: Id,
  premisesLabel: z
    .string()
    .describe('Of the homes whose bills are taken; after a merge or split those that came of it'),
  payerPersonId: Id.nullable(),
  payerName: z.string().nullable().describe('Whose bills are taken; null: whoever’s of the premises'),
  holderName: z.string().describe('Of the account'),
  bankName: z.string(),
  accountMasked: z.string(),
  agreementNumber: z.string().nullable(),
  signedOn: CivilDate,
  validFrom: CivilDate,
  validUntil: CivilDate.nullable(),
  itemIds: z.array(Id).nullable(),
  itemNames: z.array(z.string()).nullable().describe('What may be taken; null: everything'),
  state: MandateState,
  inFlightFen: Fen.describe('Asked of the bank and not answered yet'),
})

export const MandateDetail = MandateRow.extend({
  remark: z.string().nullable(),
  photos: z.array(FileRef),
  endedAt: Instant.nullable(),
  endedByName: z.string().nullable(),
  endReason: z.string().nullable(),
  createdAt: Instant,
  createdByName: z.string(),
  version: Version,
})

/** Digits, as banks write account numbers. */
const AccountNumber = z
  .string()
  .trim()
  .transform(text => text.replaceAll(/[\s-]/g, ''))
  .pipe(z.string().regex(/^\d{8,30}$/))

const facts = {
  payerPersonId: Id.nullable().default(null),
  holderName: Line,
  bankName: Line,
  agreementNumber: z.string().trim().max(40).nullable().default(null),
  signedOn: CivilDate,
  validFrom: CivilDate,
  validUntil: CivilDate.nullable().default(null),
  itemIds: z.array(Id).min(1).max(50).nullable().default(null),
  photoIds: z.array(Id).max(6).default([]),
  remark: z.string().trim().max(200).nullable().default(null),
}

const filters = {
  communityId: Id.optional(),
  premisesId: Id.optional(),
  state: MandateState.optional(),
  text: z.string().trim().max(50).optional().describe('Room, account holder, bank, or a whole account number'),
}

const mandateParams = z.object({ mandateId: Id })
const mandateErrors: string[] = [
  ...['platform.not_found', 'billing.mandate_taken'],
  ...['billing.mandate_wrong', 'billing.text_unwritable'],
]

export const listMandates = route({
  method: 'GET',
  path: '/billing/mandates',
  summary: 'Who allows the bank to take what is owed from an account (代扣授权).',
  permission: 'billing.debits.read',
  query: PageQuery.extend(filters),
  response: pageOf(MandateRow),
})

export const exportMandates = route({
  method: 'GET',
  path: '/billing/mandates/export',
  summary: 'The list of mandates with the same filters, as a workbook or csv; accounts stay masked.',
  permission: 'billing.debits.read',
  query: z.object({ ...filters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const readMandate = route({
  method: 'GET',
  path: '/billing/mandates/:mandateId',
  summary: 'One mandate with the signed paper.',
  permission: 'billing.debits.read',
  params: mandateParams,
  response: MandateDetail,
  errors: ['platform.not_found'],
})

export const mandateHistory = route({
  method: 'GET',
  path: '/billing/mandates/:mandateId/history',
  summary: 'Who did what with a mandate, when and why.',
  permission: 'billing.debits.read',
  params: mandateParams,
  query: HistoryQuery,
  response: pageOf(HistoryEntry),
  errors: ['platform.not_found'],
})

export const signMandate = route({
  method: 'POST',
  path: '/billing/mandates',
  summary: 'Record a signed mandate: from which account the bank may take what is owed for a home.',
  permission: 'billing.debits.manage',
  body: z.object({ id: Id, premisesId: Id, accountNumber: AccountNumber, ...facts }),
  response: MandateDetail,
  errors: [...mandateErrors, 'platform.already_there'],
  auditBody: false,
})

const editErrors: string[] = [
  ...mandateErrors,
  ...['platform.changed_meanwhile', 'billing.mandate_ended', 'billing.mandate_in_flight'],
]

export const editMandate = route({
  method: 'PUT',
  path: '/billing/mandates/:mandateId',
  summary: 'Change a mandate, from the version that was read; the account stays unless it is given.',
  permission: 'billing.debits.manage',
  params: mandateParams,
  body: z.object({ version: Version, accountNumber: AccountNumber.optional(), ...facts }),
  response: MandateDetail,
  errors: editErrors,
  auditBody: false,
})

export const endMandate = route({
  method: 'POST',
  path: '/billing/mandates/:mandateId/end',
  summary: 'End a mandate with the reason; what is in flight is still answered by the bank.',
  permission: 'billing.debits.manage',
  params: mandateParams,
  body: z.object({ reason: Line }),
  response: MandateDetail,
  errors: ['platform.not_found', 'billing.mandate_ended'],
})

export const revealMandate = route({
  method: 'POST',
  path: '/billing/mandates/:mandateId/reveal',
  summary: 'The account number in full, for a reason that the audit log keeps.',
  permission: 'billing.debits.manage',
  params: mandateParams,
  body: z.object({ reason: Line }),
  response: z.object({ accountNumber: z.string() }),
  errors: ['platform.not_found'],
  idempotent: false,
})
