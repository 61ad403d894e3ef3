import { z } from 'zod'
import { FileRef } from '../platform.ts'
import { route } from '../route.ts'
import { CivilDate, DecimalText, Fen, Id, Instant, Line, PageQuery, pageOf, Version } from '../values.ts'

/** 业主大会 · 业委会 · 应急使用 */
export const ResolutionBody = z.enum(['assembly', 'committee', 'emergency'])
/** Money of owners only: what is collected for others needs none. */
export const ResolutionKind = z.enum(['public', 'fund'])

const Area = DecimalText.refine(text => !text.startsWith('-'))
const votes = z.object({
  heads: z.int().min(1).max(1_000_000),
  areaM2: Area,
  headsPart: z.int().min(0),
  areaPartM2: Area,
  headsFor: z.int().min(0),
  areaForM2: Area,
})

export const Resolution = z.object({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  kind: ResolutionKind,
  body: ResolutionBody,
  number: z.string(),
  subject: z.string(),
  decidedOn: CivilDate,
  limitFen: Fen.nullable().describe('Spendings on it together; null: no limit'),
  usedFen: Fen.describe('Spent on it, and asked for'),
  votes: votes
    .extend({ headsPercent: z.string().nullable(), areaPercent: z.string().nullable(), isCarried: z.boolean() })
    .nullable(),
  files: z.array(FileRef),
  createdByName: z.string(),
  createdAt: Instant,
  voidedAt: Instant.nullable(),
  voidReason: z.string().nullable(),
  version: Version,
})

const filters = {
  communityId: Id.optional(),
  kind: ResolutionKind.optional(),
  body: ResolutionBody.optional(),
  state: z.enum(['counts', 'void']).optional(),
  text: z.string().trim().max(100).optional().describe('A part of the number or of the subject'),
}

export const listResolutions = route({
  method: 'GET',
  path: '/billing/resolutions',
  summary: 'What owners decided of their money (决议), the latest first, with what was spent on it.',
  permission: 'billing.funds.read',
  query: PageQuery.extend(filters),
  response: pageOf(Resolution),
})

export const exportResolutions = route({
  method: 'GET',
  path: '/billing/resolutions/export',
  summary: 'The list of resolutions with the same filters, as a workbook or csv.',
  permission: 'billing.funds.read',
  query: z.object({ ...filters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

const resolutionParams = z.object({ resolutionId: Id })

export const readResolution = route({
  method: 'GET',
  path: '/billing/resolutions/:resolutionId',
  summary: 'One resolution with its papers.',
  permission: 'billing.funds.read',
  params: resolutionParams,
  response: Resolution,
  errors: ['platform.not_found'],
})

export const addResolution = route({
  method: 'POST',
  path: '/billing/resolutions',
  summary:
    'Keep what owners decided: by whom, when, how much, with the paper; votes are counted by heads and area (民法典 278).',
  permission: 'billing.funds.manage',
  body: z.object({
    id: Id,
    communityId: Id,
    kind: ResolutionKind,
    body: ResolutionBody,
    number: z.string().trim().min(1).max(50),
    subject: Line,
    decidedOn: CivilDate,
    limitFen: Fen.refine(fen => fen > 0n && fen < 10n ** 13n)
      .nullable()
      .default(null),
    votes: votes.nullable().default(null).describe('Asked for of an assembly that decides on the maintenance fund'),
    fileIds: z.array(Id).min(1).max(6),
  }),
  response: Resolution,
  errors: [
    'platform.not_found',
    'platform.beyond_scope',
    'platform.already_there',
    'billing.resolution_taken',
    'billing.resolution_wrong',
    'billing.resolution_not_carried',
  ],
})

export const voidResolution = route({
  method: 'POST',
  path: '/billing/resolutions/:resolutionId/void',
  summary:
    'A resolution was entered wrongly: nothing more is spent on it. Not while something was spent on it or waits.',
  permission: 'billing.funds.manage',
  params: resolutionParams,
  body: z.object({ reason: Line, version: Version }),
  response: Resolution,
  errors: ['platform.not_found', 'platform.beyond_scope', 'platform.changed_meanwhile', 'billing.resolution_used'],
})
