import { z } from 'zod'
import { FileRef } from '../platform.ts'
import { route } from '../route.ts'
import { Fen, Id, Line, Version } from '../values.ts'
import { ReceiptPaper } from './receipts.ts'

const TemplateFacts = z.object({
  title: Line.describe('收款收据'),
  footer: z.string().trim().max(200).describe('Words at the foot of the paper'),
  paper: ReceiptPaper,
  receiptPer: z
    .enum(['payment', 'premises'])
    .describe('One receipt for a payment of several premises, or one for each'),
  verification: z.boolean().describe('Print the QR code that opens the verification page'),
})

export const ReceiptTemplate = TemplateFacts.extend({
  communityId: Id,
  logo: FileRef.nullable(),
  seal: FileRef.nullable(),
  version: z.int().describe('0 while nothing was decided for this community'),
  companyName: z.string(),
  communityName: z.string(),
})

export const readReceiptTemplate = route({
  method: 'GET',
  path: '/payments/receipt-templates/:communityId',
  summary: 'How the receipts of a community look.',
  permission: 'payments.receipts.read',
  params: z.object({ communityId: Id }),
  response: ReceiptTemplate,
  errors: ['platform.not_found'],
})

const images = {
  logoId: Id.nullable().describe('A photo uploaded before; null for none'),
  sealId: Id.nullable(),
}

export const changeReceiptTemplate = route({
  method: 'PUT',
  path: '/payments/receipt-templates/:communityId',
  summary: 'Decide how the receipts of a community look; receipts written before keep their looks.',
  permission: 'payments.templates.manage',
  params: z.object({ communityId: Id }),
  body: TemplateFacts.extend({ ...images, version: Version.or(z.literal(0)) }),
  response: ReceiptTemplate,
  errors: ['platform.not_found', 'platform.beyond_scope', 'platform.changed_meanwhile'],
})

export const previewReceipt = route({
  method: 'POST',
  path: '/payments/receipt-templates/:communityId/preview',
  summary: 'A sample receipt as a PDF, by a template that is not saved yet.',
  permission: 'payments.templates.manage',
  params: z.object({ communityId: Id }),
  body: TemplateFacts.omit({ receiptPer: true }).extend(images),
  response: z.object({ pdf: z.string().describe('Base64'), amountFen: Fen }),
  errors: ['platform.not_found'],
  transaction: 'manual',
  reads: true,
})
