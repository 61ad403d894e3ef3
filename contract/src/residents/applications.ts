import { z } from 'zod'
import { FileRef } from '../platform.ts'
import { route } from '../route.ts'
import { CivilDate, Id, Instant, Line, PageQuery, pageOf, Text, Version } from '../values.ts'

export const ApplicationKind = z.enum(['owner', 'family', 'tenant'])
export const ApplicationState = z.enum(['waiting', 'approved', 'rejected', 'withdrawn'])

export const findCommunities = route({
  method: 'GET',
  path: '/residents/communities',
  summary: 'Communities by a part of their name, of every company: where a new resident may sign in and apply.',
  permission: 'public',
  query: z.object({ text: z.string().trim().min(1).max(50) }),
  response: z.object({
    items: z.array(z.object({ id: Id, name: z.string(), address: z.string(), companyId: Id, companyName: z.string() })),
  }),
  transaction: 'manual',
})

export const listCommunities = route({
  method: 'GET',
  path: '/my/communities',
  summary: 'The communities of my company, to apply for a home in one.',
  permission: 'my.household',
  response: z.object({ items: z.array(z.object({ id: Id, name: z.string(), address: z.string() })) }),
})

export const findRooms = route({
  method: 'GET',
  path: '/my/rooms',
  summary: 'Rooms of a community by their exact number; nothing of who lives there.',
  permission: 'my.household',
  query: z.object({ communityId: Id, text: z.string().trim().min(1).max(50) }),
  response: z.object({ items: z.array(z.object({ label: z.string() })) }),
  errors: ['platform.not_found'],
})

export const MyApplication = z.object({
  id: Id,
  communityName: z.string(),
  label: z.string(),
  kind: ApplicationKind,
  applicantName: z.string(),
  note: z.string(),
  state: ApplicationState,
  createdAt: Instant,
  decidedAt: Instant.nullable(),
  reason: z.string().nullable().describe('Why it was turned down'),
})

export const listMyApplications = route({
  method: 'GET',
  path: '/my/applications',
  summary: 'My applications to be recorded in a home, newest first.',
  permission: 'my.household',
  query: PageQuery,
  response: pageOf(MyApplication),
})

export const applyForHousehold = route({
  method: 'POST',
  path: '/my/applications',
  summary: 'Apply to be recorded in a home; staff decide.',
  permission: 'my.household',
  body: z.object({
    id: Id,
    communityId: Id,
    room: z.string().trim().min(1).max(50).describe('The label of a room as found'),
    kind: ApplicationKind,
    name: Line,
    note: Text.default(''),
    photoIds: z.array(Id).max(6).default([]),
  }),
  response: MyApplication,
  errors: [
    'platform.not_found',
    'residents.room_unclear',
    'residents.already_there',
    'residents.already_applied',
    'residents.too_many_applications',
  ],
  auditBody: false,
})

export const withdrawMyApplication = route({
  method: 'POST',
  path: '/my/applications/:applicationId/withdraw',
  summary: 'Take back an application that is not decided yet.',
  permission: 'my.household',
  params: z.object({ applicationId: Id }),
  response: MyApplication,
  errors: ['platform.not_found', 'residents.already_decided'],
})

export const Application = z.object({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  premisesId: Id,
  label: z.string(),
  applicantName: z.string(),
  phoneMasked: z.string(),
  kind: ApplicationKind,
  note: z.string(),
  photoCount: z.int(),
  state: ApplicationState,
  createdAt: Instant,
  decidedAt: Instant.nullable(),
  decidedByName: z.string().nullable(),
  reason: z.string().nullable(),
  version: Version,
})

const ApplicationFilters = z.object({
  communityId: Id.optional(),
  state: ApplicationState.optional(),
  text: z.string().trim().max(50).optional().describe('A part of the name or of the room'),
})

export const listApplications = route({
  method: 'GET',
  path: '/residents/applications',
  summary: 'Applications to be recorded in a home, newest first.',
  permission: 'residents.applications.manage',
  query: PageQuery.extend(ApplicationFilters.shape),
  response: pageOf(Application),
})

export const exportApplications = route({
  method: 'GET',
  path: '/residents/applications/export',
  summary: 'The list of applications with the same filters, as a workbook or csv.',
  permission: 'residents.applications.manage',
  query: ApplicationFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const ApplicationDetail = Application.extend({
  photos: z.array(FileRef),
  occupants: z
    .array(
      z.object({ personId: Id, name: z.string(), kind: z.string(), sameName: z.boolean(), hasAccount: z.boolean() }),
    )
    .describe('Who is recorded in the home today; one of the same name may be the applicant'),
})

const applicationParams = z.object({ applicationId: Id })

export const readApplication = route({
  method: 'GET',
  path: '/residents/applications/:applicationId',
  summary: 'One application with its photos and who is recorded in the home.',
  permission: 'residents.applications.manage',
  params: applicationParams,
  response: ApplicationDetail,
  errors: ['platform.not_found'],
})

export const approveApplication = route({
  method: 'POST',
  path: '/residents/applications/:applicationId/approve',
  summary: 'Record the applicant in the home, as a new person or as one who is recorded there already.',
  permission: 'residents.applications.manage',
  params: applicationParams,
  body: z.object({
    version: Version,
    personId: Id.nullable().default(null).describe('An occupant of the home who the applicant is; null: a new person'),
    untilOn: CivilDate.nullable().default(null).describe('The last day of the stay'),
  }),
  response: ApplicationDetail,
  errors: [
    'platform.not_found',
    'platform.changed_meanwhile',
    'platform.own_request',
    'residents.already_decided',
    'residents.person_has_account',
    'residents.until_past',
    'residents.already_there',
    'registry.premises_ended',
  ],
})

export const rejectApplication = route({
  method: 'POST',
  path: '/residents/applications/:applicationId/reject',
  summary: 'Turn an application down, with the reason; the applicant sees it.',
  permission: 'residents.applications.manage',
  params: applicationParams,
  body: z.object({ version: Version, reason: Line }),
  response: ApplicationDetail,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'platform.own_request', 'residents.already_decided'],
})
