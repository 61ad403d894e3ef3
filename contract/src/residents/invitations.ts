import { z } from 'zod'
import { OccupantKind } from '../registry/occupancies.ts'
import { route } from '../route.ts'
import { CivilDate, Id, Instant, Line, PageQuery, pageOf } from '../values.ts'

export const InvitationState = z.enum(['open', 'accepted', 'revoked', 'expired'])

/** Eight letters and digits that are not mistaken for each other; spaces, dashes and case do not matter. */
export const InvitationCode = z
  .string()
  .max(20)
  .transform(code => code.replace(/[\s-]/g, '').toUpperCase())
  .pipe(z.string().regex(/^[A-Z0-9]{8}$/))

export const Invitation = z.object({
  id: Id,
  communityId: Id,
  premisesId: Id,
  label: z.string(),
  kind: OccupantKind,
  invitedName: z.string().nullable(),
  untilOn: CivilDate.nullable(),
  invitedByName: z.string(),
  createdAt: Instant,
  expiresAt: Instant,
  state: InvitationState,
  acceptedAt: Instant.nullable(),
  acceptedByName: z.string().nullable(),
})

export const InvitationWithCode = z.object({
  invitation: Invitation,
  code: z.string().nullable().describe('Shown once; null when the same request is answered again'),
})

export const lookUpInvitation = route({
  method: 'POST',
  path: '/residents/invitations/look-up',
  summary: 'Which company an invitation code is of, for who has not signed in there yet.',
  permission: 'public',
  body: z.object({ code: InvitationCode }),
  response: z.object({ companyId: Id, companyName: z.string() }),
  errors: ['residents.invitation_wrong', 'platform.too_many_requests'],
  transaction: 'manual',
  reads: true,
})

export const acceptInvitation = route({
  method: 'POST',
  path: '/my/invitations/accept',
  summary: 'Move into a home by an invitation code.',
  permission: 'my.household',
  body: z.object({ code: InvitationCode, name: Line.optional().describe('My name, where nobody knows it yet') }),
  response: z.object({ label: z.string(), communityName: z.string() }),
  errors: [
    'residents.invitation_wrong',
    'residents.invitation_expired',
    'residents.name_missing',
    'residents.already_there',
    'registry.premises_ended',
    'platform.too_many_requests',
  ],
  idempotent: false,
  auditBody: false,
  transaction: 'manual',
})

const invitationBody = z.object({
  id: Id,
  kind: OccupantKind,
  name: Line.optional().describe('Who is invited'),
  untilOn: CivilDate.optional().describe('The last day of the stay'),
})

const invitationErrors = ['platform.not_found', 'residents.until_past', 'residents.too_many_invitations'] as const

export const inviteToMyHousehold = route({
  method: 'POST',
  path: '/my/households/:premisesId/invitations',
  summary: 'An owner invites family or tenants by a code that works once.',
  permission: 'my.household',
  params: z.object({ premisesId: Id }),
  body: invitationBody.extend({ kind: z.enum(['family', 'tenant', 'temporary']) }),
  response: InvitationWithCode,
  errors: [...invitationErrors, 'residents.owners_only'],
})

export const revokeMyInvitation = route({
  method: 'POST',
  path: '/my/invitations/:invitationId/revoke',
  summary: 'Take back an invitation to my home that nobody has accepted yet.',
  permission: 'my.household',
  params: z.object({ invitationId: Id }),
  response: Invitation,
  errors: ['platform.not_found', 'residents.owners_only', 'residents.already_accepted'],
})

const InvitationFilters = z.object({
  communityId: Id.optional(),
  premisesId: Id.optional(),
  state: InvitationState.optional(),
})

export const listInvitations = route({
  method: 'GET',
  path: '/residents/invitations',
  summary: 'Invitation codes by home and state, newest first; never the codes themselves.',
  permission: 'residents.applications.manage',
  query: PageQuery.extend(InvitationFilters.shape),
  response: pageOf(Invitation),
})

export const exportInvitations = route({
  method: 'GET',
  path: '/residents/invitations/export',
  summary: 'The invitations with the same filters, as a workbook or csv; never the codes.',
  permission: 'residents.applications.manage',
  query: InvitationFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const createInvitation = route({
  method: 'POST',
  path: '/residents/invitations',
  summary: 'Staff make an invitation code for a home; it works once, within 72 hours.',
  permission: 'residents.applications.manage',
  body: invitationBody.extend({ premisesId: Id }),
  response: InvitationWithCode,
  errors: [...invitationErrors],
})

export const revokeInvitation = route({
  method: 'POST',
  path: '/residents/invitations/:invitationId/revoke',
  summary: 'Take back an invitation code that nobody has used yet.',
  permission: 'residents.applications.manage',
  params: z.object({ invitationId: Id }),
  response: Invitation,
  errors: ['platform.not_found', 'residents.already_accepted'],
})
