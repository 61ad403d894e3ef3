import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, DecimalText, Fen, Id, Instant, Line, PageQuery, pageOf } from '../values.ts'
import { ResolutionKind } from './resolutions.ts'

export const Quarter = z.string().regex(/^\d{4}-Q[1-4]$/)

/** What is told: as it was when it was published. */
export const PublishedFund = z.object({
  from: CivilDate,
  to: CivilDate,
  openingFen: Fen,
  received: z.array(z.object({ itemName: z.string(), count: z.int().describe('Homes that paid'), amountFen: Fen })),
  income: z.array(z.object({ on: CivilDate, purpose: z.string(), partyName: z.string(), amountFen: Fen })),
  spent: z.array(
    z.object({
      on: CivilDate,
      purpose: z.string(),
      partyName: z.string(),
      resolutionNumber: z.string().nullable(),
      amountFen: Fen,
    }),
  ),
  managedFen: Fen.describe('Kept by the company for what it costs'),
  managementPercent: DecimalText,
  receivedFen: Fen,
  incomeFen: Fen,
  spentFen: Fen,
  closingFen: Fen,
})

export const Disclosure = z.object({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  kind: ResolutionKind,
  quarter: Quarter,
  openingFen: Fen,
  inFen: Fen,
  outFen: Fen,
  closingFen: Fen,
  note: z.string(),
  publishedAt: Instant,
  publishedByName: z.string(),
  withdrawnAt: Instant.nullable(),
  withdrawReason: z.string().nullable(),
})

const DisclosureDetail = Disclosure.extend({ content: PublishedFund })

const filters = {
  communityId: Id.optional(),
  kind: ResolutionKind.optional(),
  state: z.enum(['present', 'withdrawn']).optional(),
}

export const listDisclosures = route({
  method: 'GET',
  path: '/billing/disclosures',
  summary:
    'Quarters of public revenue and of the maintenance fund that were published to residents (公示), the latest first.',
  permission: 'billing.funds.read',
  query: PageQuery.extend(filters),
  response: pageOf(Disclosure),
})

export const exportDisclosures = route({
  method: 'GET',
  path: '/billing/disclosures/export',
  summary: 'The list of disclosures with the same filters, as a workbook or csv.',
  permission: 'billing.funds.read',
  query: z.object({ ...filters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const previewDisclosure = route({
  method: 'GET',
  path: '/billing/disclosures/preview',
  summary: 'A quarter as it would be published now; keeps nothing.',
  permission: 'billing.funds.read',
  query: z.object({ communityId: Id, kind: ResolutionKind, quarter: Quarter }),
  response: PublishedFund,
  errors: ['platform.not_found', 'platform.beyond_scope', 'billing.quarter_not_over'],
})

const disclosureParams = z.object({ disclosureId: Id })

export const readDisclosure = route({
  method: 'GET',
  path: '/billing/disclosures/:disclosureId',
  summary: 'One disclosure as residents read it.',
  permission: 'billing.funds.read',
  params: disclosureParams,
  response: DisclosureDetail,
  errors: ['platform.not_found'],
})

export const publishFund = route({
  method: 'POST',
  path: '/billing/disclosures',
  summary:
    'Publish a quarter that is over to the residents of the community; an earlier disclosure of it is withdrawn.',
  permission: 'billing.funds.publish',
  body: z.object({
    id: Id,
    communityId: Id,
    kind: ResolutionKind,
    quarter: Quarter,
    note: z.string().trim().max(500).default(''),
  }),
  response: DisclosureDetail,
  errors: ['platform.not_found', 'platform.beyond_scope', 'platform.already_there', 'billing.quarter_not_over'],
})

export const withdrawDisclosure = route({
  method: 'POST',
  path: '/billing/disclosures/:disclosureId/withdraw',
  summary: 'Take a disclosure back with the reason; residents read it no longer. Again changes nothing.',
  permission: 'billing.funds.publish',
  params: disclosureParams,
  body: z.object({ reason: Line }),
  response: DisclosureDetail,
  errors: ['platform.not_found', 'platform.beyond_scope'],
})

export const disclosurePdf = route({
  method: 'GET',
  path: '/billing/disclosures/:disclosureId/pdf',
  summary: 'A disclosure as a sheet for the notice board.',
  permission: 'billing.funds.read',
  params: disclosureParams,
  response: 'file',
  errors: ['platform.not_found'],
})

export const disclosureWorkbook = route({
  method: 'GET',
  path: '/billing/disclosures/:disclosureId/xlsx',
  summary: 'A disclosure as a workbook.',
  permission: 'billing.funds.read',
  params: disclosureParams,
  response: 'file',
  errors: ['platform.not_found'],
})

export const listMyDisclosures = route({
  method: 'GET',
  path: '/my/disclosures',
  summary: 'What was published of the owners’ money where I live, the latest first.',
  permission: 'my.household',
  query: PageQuery.omit({ sort: true }),
  response: pageOf(Disclosure),
})

export const readMyDisclosure = route({
  method: 'GET',
  path: '/my/disclosures/:disclosureId',
  summary: 'One disclosure of the owners’ money where I live.',
  permission: 'my.household',
  params: disclosureParams,
  response: DisclosureDetail,
  errors: ['platform.not_found'],
})

export const myDisclosurePdf = route({
  method: 'GET',
  path: '/my/disclosures/:disclosureId/pdf',
  summary: 'The same as a sheet.',
  permission: 'my.household',
  params: disclosureParams,
  response: 'file',
  errors: ['platform.not_found'],
})
