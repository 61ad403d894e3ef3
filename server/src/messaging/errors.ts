import { refusals } from '../platform/errors.ts'

export const refuse = refusals('messaging', {
  /** Outside the demo nobody reads other people's messages. */
  demoOnly: { status: 404 },
  /** Notices of this kind stay in the inbox. */
  smsNotOffered: { status: 422 },
})
