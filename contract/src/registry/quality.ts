import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Id, Instant, Line, PageQuery, pageOf } from '../values.ts'

/** The checks, in the order of the page. Each is one question to the database; see server/src/registry/quality/checks.ts. */
export const QualityCheck = z.enum([
  'person-phone-missing',
  'person-id-wrong',
  'person-duplicate',
  'person-fields-missing',
  'premises-area-missing',
  'premises-owner-missing',
  'premises-shares-wrong',
  'premises-label-twice',
  'premises-measure-missing',
  'premises-fields-missing',
  'occupancy-overlaps',
  'unit-floors-missing',
  'vehicle-orphan',
  'vehicle-permit-expired',
  'vehicle-fields-missing',
  'space-permits-twice',
  'space-titled-wrongly',
  'space-lease-over',
])

/** What a finding is about: where its fix link leads. */
export const QualityObject = z.enum(['person', 'premises', 'unit', 'vehicle', 'space'])

export const QualityOverview = z.object({
  /** The day of the newest counts shown; null before the first run. */
  countedAt: Instant.nullable(),
  checks: z.array(
    z.object({
      code: QualityCheck,
      object: QualityObject,
      findings: z.int().nullable().describe('null: not counted yet'),
      before: z.int().nullable().describe('Of the run of an earlier day'),
      base: z.int(),
      exempt: z.int(),
    }),
  ),
  communities: z.array(
    z.object({ id: Id, name: z.string(), score: z.int().nullable().describe('0 to 100'), findings: z.int() }),
  ),
})

export const qualityOverview = route({
  method: 'GET',
  path: '/registry/quality',
  summary:
    'How many findings each check had when it was last run, against the run before, and the score of each community.',
  permission: 'registry.quality.read',
  query: z.object({ communityId: Id.optional() }),
  response: QualityOverview,
})

export const countQuality = route({
  method: 'POST',
  path: '/registry/quality/count',
  summary: 'Run every check now and keep the counts of today.',
  permission: 'registry.quality.read',
  body: z.object({ communityId: Id.optional() }),
  response: QualityOverview,
  errors: ['platform.beyond_scope', 'platform.not_found'],
})

export const QualityFinding = z.object({
  id: Id.describe('The object'),
  object: QualityObject,
  communityId: Id,
  communityName: z.string(),
  title: z.string(),
  detail: z.string(),
  premisesId: Id.nullable(),
  exemption: z.object({ id: Id, reason: z.string(), untilOn: CivilDate.nullable(), by: z.string() }).nullable(),
})

const FindingFilters = z.object({
  check: QualityCheck,
  communityId: Id.optional(),
  text: z.string().max(50).optional(),
  exempt: z.enum(['no', 'yes']).default('no').describe('Those that are to be mended, or those left as they are'),
})

export const listQualityFindings = route({
  method: 'GET',
  path: '/registry/quality/findings',
  summary: 'What a check finds right now.',
  permission: 'registry.quality.read',
  query: PageQuery.extend(FindingFilters.shape),
  response: pageOf(QualityFinding),
})

export const exportQualityFindings = route({
  method: 'GET',
  path: '/registry/quality/findings/export',
  summary: 'What a check finds right now, as a workbook or csv.',
  permission: 'registry.quality.read',
  query: FindingFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const exemptFinding = route({
  method: 'POST',
  path: '/registry/quality/exemptions',
  summary: 'Leave a finding as it is, with the reason and perhaps until a day.',
  permission: 'registry.quality.manage',
  body: z.object({
    id: Id,
    communityId: Id,
    check: QualityCheck,
    objectId: Id,
    reason: Line,
    untilOn: CivilDate.nullable().default(null),
  }),
  response: z.object({ id: Id }),
  errors: ['platform.not_found', 'registry.period_wrong', 'registry.already_exempt'],
})

export const endExemption = route({
  method: 'POST',
  path: '/registry/quality/exemptions/:exemptionId/end',
  summary: 'Count a finding again.',
  permission: 'registry.quality.manage',
  params: z.object({ exemptionId: Id }),
  response: z.object({ id: Id }),
  errors: ['platform.not_found'],
})
