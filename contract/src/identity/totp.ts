import { z } from 'zod'
import { route } from '../route.ts'
import { Id, Line } from '../values.ts'

const Password = z.string().min(1).max(200)
const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })

export const startTotp = route({
  method: 'POST',
  path: '/identity/me/totp/start',
  summary: 'Begin with a second factor: the secret to put into an authenticator app, as text and as a picture.',
  permission: 'signed-in',
  beforeDuties: true,
  response: z.object({ secret: z.string(), uri: z.string(), qrSvg: z.string() }),
  errors: ['platform.not_found', 'identity.totp_there'],
  idempotent: false,
  auditBody: false,
})

export const confirmTotp = route({
  method: 'POST',
  path: '/identity/me/totp/confirm',
  summary: 'Prove the authenticator app by a code; answers the recovery codes, shown once.',
  permission: 'signed-in',
  beforeDuties: true,
  body: z.object({ code: z.string().regex(/^\d{6}$/) }),
  response: RecoveryCodes,
  errors: ['platform.not_found', 'identity.wrong_totp', 'identity.totp_there', 'identity.totp_not_started'],
  idempotent: false,
  auditBody: false,
})

export const renewRecoveryCodes = route({
  method: 'POST',
  path: '/identity/me/totp/recovery-codes',
  summary: 'Ten new recovery codes, shown once; the old ones are void.',
  permission: 'signed-in',
  body: z.object({ password: Password }),
  response: RecoveryCodes,
  errors: ['platform.not_found', 'identity.password_wrong', 'identity.locked_out', 'identity.totp_not_started'],
  idempotent: false,
  auditBody: false,
  transaction: 'manual',
})

export const removeTotp = route({
  method: 'POST',
  path: '/identity/me/totp/remove',
  summary: 'Give up the second factor; refused where the company requires it.',
  permission: 'signed-in',
  body: z.object({ password: Password }),
  response: 'none',
  errors: ['platform.not_found', 'identity.password_wrong', 'identity.locked_out', 'identity.totp_required'],
  idempotent: false,
  auditBody: false,
  transaction: 'manual',
})

export const resetTotp = route({
  method: 'POST',
  path: '/identity/staff/:staffId/reset-totp',
  summary: 'Take away somebody’s second factor (a lost phone), for a stated reason; sessions end.',
  permission: 'identity.staff.manage',
  params: z.object({ staffId: Id }),
  body: z.object({ reason: Line }),
  response: 'none',
  errors: ['platform.not_found', 'identity.not_for_self', 'identity.beyond_own_authority'],
})
