import { z } from 'zod'
import { refusals } from '../platform/errors.ts'

export const refuse = refusals('workforce', {
  /** A team cannot hang below itself. */
  teamLoop: { status: 422 },
  /** A team works in the community of the team above it, unless that serves them all. */
  teamCommunityMixed: { status: 422 },
  teamNotEmpty: { status: 409, params: z.object({ employees: z.int(), teams: z.int() }) },
  postCodeTaken: { status: 409 },
  numberTaken: { status: 409 },
  /** The account belongs to another employee already. */
  accountTaken: { status: 409 },
  idNumberWrong: { status: 422 },
  lastDayWrong: { status: 422 },
  handOverToSelf: { status: 422 },
  /** Nobody ends their own employment. */
  notSelf: { status: 403 },
  notLeaving: { status: 409 },
  certificateDatesWrong: { status: 422 },
})
