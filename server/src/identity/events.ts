import { z } from 'zod'
import { defineEvent } from '../platform/events.ts'

/** A code waits to be sent to a phone. Both are sealed (base64 of platform/seal): the event log must not open a door. */
export const signInCodeIssued = defineEvent(
  'identity.signInCodeIssued',
  z.object({ phoneSealed: z.base64(), codeSealed: z.base64() }),
  {
    staff: null,
    residents: false,
  },
)

/** A role over money or users was asked for somebody: a second administrator decides. */
export const roleGrantAsked = defineEvent('identity.roleGrantAsked', z.object({ grantId: z.uuid() }), {
  staff: 'identity.staff.manage',
  residents: false,
})

/** It was agreed to, refused or taken back. */
export const roleGrantDecided = defineEvent('identity.roleGrantDecided', z.object({ grantId: z.uuid() }), {
  staff: 'identity.staff.manage',
  residents: false,
})

/** An account was disabled: who holds its work hands it over. */
export const staffDisabled = defineEvent('identity.staffDisabled', z.object({ staffId: z.uuid() }), {
  staff: 'identity.staff.read',
  residents: false,
})
