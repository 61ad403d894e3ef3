import { z } from 'zod'
import { FileRef, HistoryEntry, HistoryQuery } from '../platform.ts'
import { route } from '../route.ts'
import { CivilDate, DecimalText, Fen, Id, Instant, Line, PageQuery, pageOf, Text, Version } from '../values.ts'
import { AreaM2 } from './communities.ts'

/**
 * Worked out from the days, so that it is never out of step with them: a draft is not signed yet; ending: the last day is near and
 * nothing signed goes on from there; terminated: ended before its last day; cancelled: ended before it began.
 */
export const LeaseStatus = z.enum(['draft', 'upcoming', 'active', 'ending', 'ended', 'terminated', 'cancelled'])
/** So much for each period, or so much for each square metre and day. */
export const RentKind = z.enum(['fixed', 'area-day'])
export const RentPeriod = z.enum(['month', 'quarter', 'year'])

const Party = z.object({ id: Id, name: z.string().describe('Empty: somebody whom the reader may not see') })
const Let = z.object({ id: Id, label: z.string() })

export const LeaseRow = z.object({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  number: z.string(),
  status: LeaseStatus,
  signedOn: CivilDate.nullable(),
  fromOn: CivilDate,
  toOn: CivilDate.describe('As signed, inclusive'),
  endedOn: CivilDate.nullable().describe('Its last day, when it was ended early'),
  premises: z.array(Let),
  landlords: z.array(Party),
  tenants: z.array(Party),
  rentKind: RentKind,
  rentFen: Fen.nullable().describe('For each period; of a fixed rent'),
  rentPeriod: RentPeriod,
  unitPrice: DecimalText.nullable().describe('Yuan for each square metre and day'),
  areaM2: DecimalText.nullable(),
  yearRentFen: Fen.describe('Of 365 days, to compare by'),
  payEveryMonths: z.int(),
  paymentDay: z.int(),
  depositFen: Fen,
  purpose: z.string(),
  staffId: Id.nullable(),
  staffName: z.string().nullable(),
  renewsId: Id.nullable(),
  renewedById: Id.nullable(),
  version: Version,
})

const LeaseFilters = z.object({
  communityId: Id.optional(),
  buildingId: Id.optional(),
  premisesId: Id.optional(),
  personId: Id.optional().describe('A party of the lease'),
  status: LeaseStatus.optional(),
  endsWithin: z.coerce.number<number | string>().int().min(0).max(3650).optional().describe('Days from today'),
  text: z.string().max(50).optional().describe('The number, a room in any spelling, a party'),
})

export const listLeases = route({
  method: 'GET',
  path: '/registry/leases',
  summary: 'Leases of homes and shops with parties, term, rent and status.',
  permission: 'registry.leases.read',
  query: PageQuery.extend(LeaseFilters.shape),
  response: pageOf(LeaseRow),
})

export const exportLeases = route({
  method: 'GET',
  path: '/registry/leases/export',
  summary: 'The lease list with the same filters, as a workbook or csv.',
  permission: 'registry.leases.read',
  query: LeaseFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const leaseNumbers = route({
  method: 'GET',
  path: '/registry/leases/numbers',
  summary: 'How many leases there are of each status, and what those that hold today bring in a year.',
  permission: 'registry.leases.read',
  query: z.object({ communityId: Id.optional() }),
  response: z.object({
    statuses: z.array(z.object({ status: LeaseStatus, count: z.int() })),
    yearRentFen: Fen.describe('Of the leases that hold today'),
    depositFen: Fen.describe('Of the leases that hold today'),
    reminderDays: z.int().describe('So many days before its end a lease is told of'),
  }),
})

export const LeaseDetail = LeaseRow.extend({
  endedReason: z.string().nullable(),
  notes: z.string(),
  documents: z.array(FileRef),
  renewsNumber: z.string().nullable(),
  renewedByNumber: z.string().nullable(),
  createdAt: Instant,
  createdByName: z.string(),
})

const leaseParams = z.object({ leaseId: Id })

export const readLease = route({
  method: 'GET',
  path: '/registry/leases/:leaseId',
  summary: 'One lease with its papers, what it renews and what renews it.',
  permission: 'registry.leases.read',
  params: leaseParams,
  response: LeaseDetail,
  errors: ['platform.not_found'],
})

export const leaseHistory = route({
  method: 'GET',
  path: '/registry/leases/:leaseId/history',
  summary: 'Who changed a lease, when, why, and what.',
  permission: 'registry.leases.read',
  params: leaseParams,
  query: HistoryQuery,
  response: pageOf(HistoryEntry),
  errors: ['platform.not_found'],
})

const Money = Fen.refine(fen => fen >= 0n)
const DayPrice = z.string().regex(/^\d{1,6}(\.\d{1,4})?$/)

/** What a lease says of money, papers and purpose. */
const LeaseWords = z.object({
  number: z.string().trim().min(1).max(50),
  rentKind: RentKind,
  rentFen: Money.nullable().default(null),
  rentPeriod: RentPeriod.default('month'),
  unitPrice: DayPrice.nullable().default(null),
  areaM2: AreaM2.nullable().default(null).describe('Null: the area of what is let on the first day'),
  payEveryMonths: z
    .int()
    .refine(months => [1, 2, 3, 6, 12].includes(months))
    .default(1),
  paymentDay: z.int().min(1).max(31).default(1),
  depositFen: Money.default(0n),
  purpose: z.string().trim().max(100).default(''),
  notes: Text.default(''),
  documents: z
    .array(z.object({ fileId: Id, filePurpose: z.enum(['photo', 'document']) }))
    .max(20)
    .default([])
    .describe('Papers, whole: what is left out goes; as they were uploaded'),
  staffId: Id.nullable().default(null),
})

/** What is let, by whom to whom, and when: fixed once it is signed. */
const LeaseCore = z.object({
  premisesIds: z.array(Id).min(1).max(50),
  landlordIds: z.array(Id).min(1).max(10),
  tenantIds: z.array(Id).min(1).max(10),
  fromOn: CivilDate,
  toOn: CivilDate,
})

const SignedOn = CivilDate.nullable().default(null).describe('Null: a draft, nothing is let by it yet')

const termErrors = [
  'registry.premises_let',
  'registry.lease_too_long',
  'registry.lease_number_taken',
  'registry.period_wrong',
  'registry.premises_ended',
  'registry.signed_later',
] as const
const coreErrors = ['registry.lease_premises_wrong', 'registry.lease_parties_wrong', ...termErrors] as const

export const createLease = route({
  method: 'POST',
  path: '/registry/leases',
  summary: 'Write down a lease, as a draft or signed; a signed one makes its tenants occupants for its days.',
  permission: 'registry.leases.manage',
  body: LeaseWords.extend(LeaseCore.shape).extend({ id: Id, signedOn: SignedOn }),
  response: LeaseDetail,
  errors: ['platform.not_found', 'registry.id_taken', ...coreErrors],
})

const changeErrors = ['platform.not_found', 'platform.changed_meanwhile'] as const

export const editLeaseDraft = route({
  method: 'PUT',
  path: '/registry/leases/:leaseId/draft',
  summary: 'Change a lease that is not signed yet, in everything.',
  permission: 'registry.leases.manage',
  params: leaseParams,
  body: LeaseWords.extend(LeaseCore.shape).extend({ version: Version }),
  response: LeaseDetail,
  errors: [...changeErrors, 'registry.lease_signed', ...coreErrors],
})

export const editLease = route({
  method: 'PUT',
  path: '/registry/leases/:leaseId',
  summary:
    'Correct what a signed lease says of money, papers and purpose; what is let, parties and days stand as signed.',
  permission: 'registry.leases.manage',
  params: leaseParams,
  body: LeaseWords.extend({ version: Version, reason: Line }),
  response: LeaseDetail,
  errors: [...changeErrors, 'registry.lease_draft', 'registry.lease_number_taken'],
})

export const signLease = route({
  method: 'POST',
  path: '/registry/leases/:leaseId/sign',
  summary: 'A draft was signed: from now on its premises are let for its days, its tenants occupants.',
  permission: 'registry.leases.manage',
  params: leaseParams,
  body: z.object({ signedOn: CivilDate, version: Version }),
  response: LeaseDetail,
  errors: [...changeErrors, 'registry.lease_signed', ...coreErrors],
})

export const discardLease = route({
  method: 'POST',
  path: '/registry/leases/:leaseId/discard',
  summary: 'Throw a draft away.',
  permission: 'registry.leases.manage',
  params: leaseParams,
  body: z.object({ version: Version }),
  response: 'none',
  errors: [...changeErrors, 'registry.lease_signed'],
})

export const renewLease = route({
  method: 'POST',
  path: '/registry/leases/:leaseId/renew',
  summary: 'Go on with a lease on the day after its last: a new one with the same premises and parties.',
  permission: 'registry.leases.manage',
  params: leaseParams,
  body: LeaseWords.extend({ id: Id, toOn: CivilDate, signedOn: SignedOn, version: Version }),
  response: LeaseDetail,
  errors: [
    ...changeErrors,
    'registry.id_taken',
    'registry.lease_draft',
    'registry.lease_over',
    'registry.lease_renewed',
    ...coreErrors,
  ],
})

export const terminateLease = route({
  method: 'POST',
  path: '/registry/leases/:leaseId/terminate',
  summary: 'End a lease early, with its last day and the reason; before its first day it never came about.',
  permission: 'registry.leases.manage',
  params: leaseParams,
  body: z.object({ lastOn: CivilDate, reason: Line, version: Version }),
  response: LeaseDetail,
  errors: [
    ...changeErrors,
    'registry.lease_draft',
    'registry.lease_over',
    'registry.lease_renewed',
    'registry.period_wrong',
  ],
})

export const reinstateLease = route({
  method: 'POST',
  path: '/registry/leases/:leaseId/reinstate',
  summary:
    'Take back an early end that was a mistake, with the reason, while nobody else rents there since: the lease holds until its own last day again.',
  permission: 'registry.leases.manage',
  params: leaseParams,
  body: z.object({ reason: Line, version: Version }),
  response: LeaseDetail,
  errors: [
    ...changeErrors,
    'registry.lease_not_ended',
    'registry.lease_followed',
    'registry.lease_renewed',
    'registry.lease_number_taken',
    ...coreErrors,
  ],
})
