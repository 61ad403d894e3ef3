import { z } from 'zod'
import { route } from '../route.ts'
import { Id, Instant } from '../values.ts'

export const AppName = z.enum(['console', 'resident', 'field'])

export const Session = z.object({
  id: Id,
  app: AppName,
  startedAt: Instant,
  lastSeenAt: Instant,
  address: z.string().nullable(),
  device: z.string().nullable(),
  current: z.boolean(),
})

export const listMySessions = route({
  method: 'GET',
  path: '/identity/sessions',
  summary: 'My open sessions.',
  permission: 'signed-in',
  response: z.object({ items: z.array(Session) }),
})

export const revokeSession = route({
  method: 'POST',
  path: '/identity/sessions/:sessionId/revoke',
  summary: 'End one of my sessions.',
  permission: 'signed-in',
  params: z.object({ sessionId: Id }),
  response: 'none',
  errors: ['platform.not_found'],
})

export const endOtherSessions = route({
  method: 'POST',
  path: '/identity/sessions/end-others',
  summary: 'End all of my sessions but this one.',
  permission: 'signed-in',
  response: z.object({ ended: z.int() }),
})

export const listStaffSessions = route({
  method: 'GET',
  path: '/identity/staff/:staffId/sessions',
  summary: 'The open sessions of a staff account.',
  permission: 'identity.staff.manage',
  params: z.object({ staffId: Id }),
  response: z.object({ items: z.array(Session) }),
  errors: ['platform.not_found'],
})

export const endStaffSessions = route({
  method: 'POST',
  path: '/identity/staff/:staffId/sessions/end',
  summary: 'End one session of a staff account, or all of them.',
  permission: 'identity.staff.manage',
  params: z.object({ staffId: Id }),
  body: z.object({ sessionId: Id.optional() }),
  response: z.object({ ended: z.int() }),
  errors: ['platform.not_found', 'identity.beyond_own_authority'],
})
