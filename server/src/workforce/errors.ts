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
  shiftCodeTaken: { status: 409 },
  /** Nothing is left of the shift after the break. */
  shiftTooLong: { status: 422 },
  calendarYearWrong: { status: 422 },
  rangeWrong: { status: 422 },
  sameCellTwice: { status: 422 },
  /** The attendance of the month is locked: what it was counted from stays. */
  monthLocked: { status: 409, params: z.object({ month: z.string() }) },
  rotaPublished: { status: 409 },
  rotaEmpty: { status: 409 },
  wrongState: { status: 409, params: z.object({ state: z.string() }) },
  dutyPast: { status: 409 },
  /** The rota was changed after the swap was asked for. */
  dutyGone: { status: 409 },
  dutyInSwap: { status: 409 },
  swapWithSelf: { status: 422 },
  leaveDatesWrong: { status: 422 },
  /** None of the days counts: rest, or nothing planned. */
  leaveNoDays: { status: 422 },
  leaveOverlaps: { status: 409 },
  leaveBalanceShort: { status: 409, params: z.object({ left: z.string(), wanted: z.string() }) },
  /** The account belongs to no employee, or to one who does not work here on that day. */
  noStaffFile: { status: 409 },
  clockReasonMissing: { status: 422 },
  clockTooOld: { status: 422 },
  correctionTimesWrong: { status: 422 },
  correctionWaiting: { status: 409 },
  monthNotOver: { status: 409 },
  schemeNameTaken: { status: 409 },
  /** The weights of a scheme are exactly 100. */
  weightsWrong: { status: 422, params: z.object({ sum: z.string() }) },
  bandsWrong: { status: 422 },
  indicatorWrong: { status: 422, params: z.object({ name: z.string(), field: z.string() }) },
  schemeDatesWrong: { status: 422 },
  periodStartWrong: { status: 422 },
  /** A period of the kind has these days already, for the company or the community. */
  periodThere: { status: 409 },
  noSchemeFits: { status: 409 },
  /** The results are locked, or the period is void. */
  periodClosed: { status: 409 },
  cardsUnpublished: { status: 409, params: z.object({ count: z.int() }) },
  cardsPublished: { status: 409, params: z.object({ count: z.int() }) },
  appealsWaiting: { status: 409, params: z.object({ count: z.int() }) },
  appealTimeRuns: { status: 409, params: z.object({ until: z.string() }) },
  cardStateWrong: { status: 409, params: z.object({ state: z.string() }) },
  scoreBeyondCap: { status: 422, params: z.object({ name: z.string(), cap: z.string() }) },
  lineNotManual: { status: 422 },
  lineNotFed: { status: 422 },
  /** Attendance is counted: a correction of it changes the value. */
  lineCounted: { status: 422 },
  scoresMissing: { status: 409, params: z.object({ count: z.int() }) },
  scoresUnchanged: { status: 422 },
  noteMissing: { status: 422 },
  appealTooLate: { status: 409, params: z.object({ until: z.string() }) },
  appealThere: { status: 409 },
  requestsWaiting: { status: 409, params: z.object({ count: z.int() }) },
})
