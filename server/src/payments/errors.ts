import { z } from 'zod'
import { refusals } from '../platform/errors.ts'

export const refuse = refusals('payments', {
  // The payment's id was used for other money.
  idTaken: { status: 409 },
  receiptVoid: { status: 409 },
  /** The till's day of its payment is closed: it is printed again, or an approver decides on a reversal. */
  receiptDayClosed: { status: 409, params: z.object({ day: z.string() }) },
  /** Nothing dated a closed day is written for its till. */
  dayClosed: { status: 409, params: z.object({ day: z.string() }) },
  dayNotCome: { status: 422 },
  earlierDayOpen: { status: 409, params: z.object({ day: z.string() }) },
  noOpenShift: { status: 409 },
  shiftOpen: { status: 409 },
  /** The drawer was left with other cash than the float says, and nobody said why. */
  floatDiffers: { status: 422, params: z.object({ carriedFen: z.number() }) },
  drawerTooLow: { status: 422, params: z.object({ dueFen: z.number() }) },
  slipTaken: { status: 409 },
  handOverToSelf: { status: 422 },
  handOverAccepted: { status: 409 },
  handOverWaiting: { status: 409, params: z.object({ fromName: z.string() }) },
  /** What was counted is not the sum it should be. */
  countDiffers: { status: 422, params: z.object({ expectedFen: z.number() }) },
  differenceUnexplained: { status: 422, params: z.object({ differenceFen: z.number() }) },
  daySigned: { status: 409 },
  /** headings · reference · kind · amount · fee · net · twice · empty · workbook, and in which row. */
  statementUnreadable: { status: 422, params: z.object({ row: z.int(), problem: z.string() }) },
  /** Another file of that channel and day is there. */
  statementDayTaken: { status: 409, params: z.object({ channel: z.string(), day: z.string() }) },
  statementConfirmed: { status: 409 },
  /** Something was matched since it was shown. */
  statementChanged: { status: 409, params: z.object({ netFen: z.number() }) },
  nothingMatched: { status: 409 },
  /** A difference of it is being dealt with. */
  statementHandled: { status: 409 },
  channelTaken: { status: 409, params: z.object({ name: z.string() }) },
  channelRetired: { status: 409 },
  /** Matched, or dealt with by somebody, meanwhile. */
  differenceHandled: { status: 409 },
  /** nothing · ours (only what the channel alone knows is dismissed) · kind. */
  differenceWrong: { status: 422, params: z.object({ problem: z.string() }) },
})

/** Runs a write whose day may be closed: the database's refusal becomes `payments.day_closed`. */
export async function refusingClosedDay<T>(day: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'till_day_closed') throw refuse.dayClosed({ day })
    throw error
  }
}

/** Runs a write to receipts whose day may be closed: the database's refusal becomes `payments.receipt_day_closed`. */
export async function refusingClosedReceipts<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { constraint, detail } = error as { constraint?: string; detail?: string }
    if (constraint === 'receipt_day_closed') throw refuse.receiptDayClosed({ day: detail ?? '' })
    throw error
  }
}
