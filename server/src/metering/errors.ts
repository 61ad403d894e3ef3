import { z } from 'zod'
import { refusals } from '../platform/errors.ts'

export const refuse = refusals('metering', {
  codeTaken: { status: 409, params: z.object({ code: z.string(), meterId: z.string() }) },
  /** A household meter needs its home; any other a home or a place in words. */
  placeMissing: { status: 422 },
  /** More whole digits, or decimals, than the register shows. */
  readingTooLong: { status: 422, params: z.object({ reading: z.string(), digits: z.int(), decimals: z.int() }) },
  /** other-kind · household · below-itself · retired */
  parentWrong: { status: 422, params: z.object({ problem: z.string() }) },
  /** Taken away before it was installed, or in the future. */
  datesWrong: { status: 422 },
  meterRetired: { status: 409 },
  meterNotRetired: { status: 409 },
  /** Another stands in its place. */
  meterReplaced: { status: 409 },
  /** Others hang below it: they are moved first. */
  readingInFuture: { status: 422, params: z.object({ readOn: z.string() }) },
  /** The round has a reading of the meter; it is changed instead. */
  alreadyRead: { status: 409, params: z.object({ code: z.string(), readingId: z.string() }) },
  readingDecided: { status: 409, params: z.object({ state: z.string() }) },
  readingNotApproved: { status: 409 },
  correctionWaiting: { status: 409 },
  roundClosed: { status: 409 },
  /** The community has a round of the kind and month. */
  roundTaken: { status: 409, params: z.object({ roundId: z.string() }) },
  roundWaiting: { status: 409, params: z.object({ count: z.int() }) },
  noMeters: { status: 422 },
  routeNameTaken: { status: 409, params: z.object({ name: z.string() }) },
  /** Of another kind than the route, or taken away. */
  routeMetersWrong: { status: 422 },
  metersBelow: { status: 409, params: z.object({ count: z.int() }) },
})
