import { z } from 'zod'
import { refusals } from '../platform/errors.ts'

export const refuse = refusals('residents', {
  /** More than one room, or none, has this number: choose one that was found. */
  roomUnclear: { status: 422 },
  alreadyThere: { status: 409 },
  alreadyApplied: { status: 409 },
  tooManyApplications: { status: 422, params: z.object({ max: z.int() }) },
  alreadyDecided: { status: 409, params: z.object({ state: z.string() }) },
  /** The person chosen signs in by another phone already. */
  personHasAccount: { status: 409 },
  untilPast: { status: 422 },
  /** Never given out, used, or taken back: one answer for all. */
  invitationWrong: { status: 404 },
  invitationExpired: { status: 410 },
  nameMissing: { status: 422 },
  tooManyInvitations: { status: 422, params: z.object({ max: z.int() }) },
  alreadyAccepted: { status: 409 },
  ownersOnly: { status: 403 },
  /** A request of this kind, of the same person, is not decided yet. */
  requestOpen: { status: 409 },
  /** What is to be corrected, and how. */
  contentMissing: { status: 422 },
  /** Not in this state of the request, or not for its kind. */
  requestState: { status: 409, params: z.object({ state: z.string() }) },
  /** Lives here, owns, owes, or an order is open: `what` says where. */
  erasureHindered: { status: 409, params: z.object({ what: z.string() }) },
  phoneTailWrong: { status: 422 },
  exportRunning: { status: 409 },
  /** Fetched before, or too old: ask again. */
  exportGone: { status: 410 },
  /** The text was changed while it was read: read the present one. */
  consentTextChanged: { status: 409 },
  /** Owners' stays, and one's own, are the company's to end. */
  stayNotYours: { status: 403 },
})
