import { z } from 'zod'
import { refusals } from '../platform/errors.ts'
import { batchNumber } from './debits/batch.ts'

export const refuse = refusals('billing', {
  ruleCodeTaken: { status: 409, params: z.object({ code: z.string() }) },
  // The rule cannot be charged by; each problem names a field, as in `versions.0.unitPrice`.
  ruleWrong: {
    status: 422,
    params: z.object({
      problems: z.array(z.object({ field: z.string(), code: z.string(), at: z.string().optional() })),
    }),
  },
  // The fee of a stay cannot be worked out; each problem names a field, as in `tariff.charge.periods.0.from`.
  stayWrong: {
    status: 422,
    params: z.object({ problems: z.array(z.object({ field: z.string(), code: z.string() })) }),
  },
  // Bills were made by it: what would cut their cycles anew stays.
  ruleInUse: { status: 409, params: z.object({ field: z.string() }) },
  ruleVersionTaken: { status: 409, params: z.object({ effectiveFrom: z.string() }) },
  ruleVersionBilled: { status: 409, params: z.object({ effectiveFrom: z.string() }) },
  // A rule has a price; another is added before the only one goes.
  ruleVersionOnly: { status: 409 },
  assignmentBilled: { status: 409 },
  /** The last rate on the margin, while purchases count. */
  itemTaxBought: { status: 409, params: z.object({ count: z.number() }) },
  itemTaxBilled: { status: 409, params: z.object({ effectiveFrom: z.string() }) },
  // The rule is charged on these premises already on some of these days.
  alreadyAssigned: { status: 409 },
  // A promise names a day from today on; nothing else has one.
  promiseWrong: { status: 422 },
  // Nothing is overdue here any more.
  nothingOverdue: { status: 409 },
  /** What a phone kept for longer than a week. */
  visitTooOld: { status: 409 },
  // Not somebody who may visit debtors.
  noCollector: { status: 422 },
  itemNameTaken: { status: 409, params: z.object({ name: z.string() }) },
  // Bills of it were posted: what decides their account (treatment, or the category penalty) stays.
  itemBilled: { status: 409, params: z.object({ name: z.string(), field: z.enum(['treatment', 'category']) }) },
  // Only what is sold as revenue may be taxed by its margin.
  marginNotSale: { status: 422, params: z.object({ name: z.string() }) },
  // The item is not taxed by its margin, so that nothing bought is taken off.
  itemNotOnMargin: { status: 422, params: z.object({ name: z.string() }) },
  // This invoice of the supplier was entered already.
  purchaseTaken: { status: 409, params: z.object({ reference: z.string() }) },
  purchaseVoid: { status: 409 },
  itemTaxTaken: { status: 409, params: z.object({ effectiveFrom: z.string() }) },
  measureUnknown: { status: 422, params: z.object({ name: z.string() }) },
  discountNameTaken: { status: 409, params: z.object({ name: z.string() }) },
  discountWrong: {
    status: 422,
    params: z.object({ problems: z.array(z.object({ field: z.string(), code: z.string() })) }),
  },
  // A deposit is owed back in full.
  discountOnDeposit: { status: 422, params: z.object({ name: z.string() }) },
  // The shares of a cost add up to it; homes are exempt there instead.
  discountOnPool: { status: 422, params: z.object({ name: z.string() }) },
  // A discount is given for days in order, no longer than it lasts; one for whoever prepays is not given at all.
  grantWrong: {
    status: 422,
    params: z.object({
      reason: z.enum(['ends-before-start', 'too-long', 'not-given']),
      maxMonths: z.number().nullable(),
    }),
  },
  // The household asked for this discount before, and nobody has decided.
  discountAsked: { status: 409 },
  // This discount is given upon evidence only.
  evidenceMissing: { status: 422 },
  /** Its end is another than when a later one was asked for. */
  grantChanged: { status: 409 },
  applicationDecided: { status: 409, params: z.object({ state: z.string() }) },
  // The premises have this discount already on some of the days.
  grantTaken: { status: 409 },
  /** Something stands that was billed by the discount. */
  grantBilled: { status: 409 },
  // They have another one of the same item on some of the days: two percentages of one line say nothing.
  grantOverlaps: {
    status: 409,
    params: z.object({ premises: z.string(), name: z.string(), fromOn: z.string(), toOn: z.string() }),
  },
  payersWrong: {
    status: 422,
    params: z.object({ problems: z.array(z.object({ field: z.string(), code: z.string() })) }),
  },
  // Somebody is arranged to pay on some of the days.
  payersTaken: { status: 409 },
  periodWrong: { status: 422, params: z.object({ maxMonths: z.number() }) },
  // The run's id was used for other months or another community.
  runIdTaken: { status: 409 },
  // A setting asks for approval first.
  runNotApproved: { status: 409 },
  // Drafts were rewritten by a later run, or removed, since they were seen.
  runChanged: { status: 409, params: z.object({ totalFen: z.number() }) },
  runNotGenerated: { status: 409, params: z.object({ state: z.string() }) },
  // Void, held, readdressed: only what is issued (or a draft to be deleted), unpaid, and not corrected already.
  billNotCorrectable: {
    status: 409,
    params: z.object({ reason: z.enum(['draft', 'void', 'settled', 'corrected', 'penalty', 'red', 'same-payer']) }),
  },
  billNotPayable: {
    status: 409,
    params: z.object({ billId: z.string(), reason: z.enum(['draft', 'void', 'settled', 'not-chosen']) }),
  },
  // The bank was asked for it and has not answered: nothing else settles, voids or corrects it until then.
  /** The item says who may collect it, and the counter is not among them. */
  notAtCounter: { status: 409, params: z.object({ itemName: z.string() }) },
  billInFlight: { status: 409, params: z.object({ billId: z.string(), batchNumber: z.string() }) },
  // This account is named for the home already.
  mandateTaken: { status: 409 },
  mandateWrong: {
    status: 422,
    params: z.object({ problems: z.array(z.object({ field: z.string(), code: z.string() })) }),
  },
  /** A file for a bank cannot hold these. */
  textUnwritable: { status: 422, params: z.object({ characters: z.string() }) },
  mandateEnded: { status: 409 },
  // What the bank was asked for goes by the account and the payer that are written down.
  mandateInFlight: { status: 409, params: z.object({ batchNumber: z.string() }) },
  debitFormatTaken: { status: 409, params: z.object({ name: z.string() }) },
  debitFormatWrong: {
    status: 422,
    params: z.object({ problems: z.array(z.object({ field: z.string(), code: z.string() })) }),
  },
  debitsTooMany: { status: 422, params: z.object({ most: z.int() }) },
  // Bills were paid, issued or held since it was shown.
  debitsChanged: { status: 409, params: z.object({ count: z.int(), totalFen: z.number() }) },
  nothingToDebit: { status: 409 },
  debitBatchClosed: { status: 409, params: z.object({ state: z.string() }) },
  // Not a file of results by this layout, or of another batch.
  debitResultWrong: { status: 422, params: z.object({ row: z.int(), problem: z.string() }) },
  moreThanOwed: { status: 422, params: z.object({ owedFen: z.number() }) },
  // More is taken back than a fact settled and was not taken back yet.
  moreThanSettled: { status: 409, params: z.object({ settledFen: z.number() }) },
  // A deposit was deducted from, or given back, meanwhile.
  depositUsed: { status: 409, params: z.object({ heldFen: z.number() }) },
  purseTooSmall: { status: 409, params: z.object({ balanceFen: z.number() }) },
  // Neither money nor prepaid money was taken.
  nothingToCollect: { status: 422 },
  // Rounding off settles all that is chosen, in cash, and leaves this amount to be taken.
  roundOffWrong: { status: 422, params: z.object({ amountFen: z.number() }) },
  // Nothing of the chosen bills, or of their penalties, is owed any more.
  nothingOwed: { status: 409 },
  // Percentage and amount both given.
  waiverUnclear: { status: 422 },
  // The bill is disputed already, and nobody has answered.
  disputeOpen: { status: 409 },
  disputeClosed: { status: 409, params: z.object({ state: z.string() }) },
  // Upheld without saying what is to be done.
  remedyMissing: { status: 422 },
  // What was asked to be waived is not owed like that any more: paid or corrected meanwhile.
  waiverOutdated: { status: 409 },
  // Of the payment, or of this line, purse or deposit.
  moreThanRefundable: { status: 422, params: z.object({ mostFen: z.number(), lineId: z.string().nullable() }) },
  /** Something was let off for paying ahead with it: its lines go back together. */
  refundDiscounted: { status: 409, params: z.object({ discountFen: z.number() }) },
  paymentReversed: { status: 409 },
  // not-today · not-yours · done · waiting · refunded · spent
  notReversible: { status: 409, params: z.object({ reason: z.string() }) },
  nothingToReturn: { status: 422 },
  payeeAccountMissing: { status: 422 },
  monthsWrong: { status: 422 },
  // An item for what is collected for others, and for nothing else; one that is collected for others.
  fundKeyWrong: { status: 422 },
  // Not with this money: what is collected for others is handed over, the fund keeps nothing for costs.
  fundDeedWrong: {
    status: 422,
    params: z.object({ reason: z.enum(['kind', 'method', 'party', 'months', 'resolution']) }),
  },
  // Nobody could bear it, or it is not the maintenance fund's.
  fundHomesWrong: { status: 422, params: z.object({ reason: z.enum(['kind', 'none', 'unknown']) }) },
  fundRateWrong: { status: 422 },
  // The special account holds no more: what was collected is moved in first.
  fundNotMovedIn: { status: 409, params: z.object({ specialFen: z.number() }) },
  fundTooSmall: { status: 409, params: z.object({ spendableFen: z.number() }) },
  // What would be taken back was spent or handed over: the account is short of so much.
  fundSpent: { status: 409, params: z.object({ kind: z.string(), shortFen: z.number() }) },
  // The company has advanced so much: it goes on until the money came.
  fundAdvanced: { status: 409, params: z.object({ shortFen: z.number() }) },
  fundNotReversible: { status: 409 },
  percentWrong: { status: 422 },
  // Of money that came in in those months, what was kept before taken off.
  managementTooMuch: { status: 422, params: z.object({ mostFen: z.number() }) },
  resolutionMissing: { status: 422 },
  resolutionTaken: { status: 409, params: z.object({ number: z.string() }) },
  resolutionWrong: { status: 422, params: z.object({ field: z.string() }) },
  // Two thirds took part, by heads and area, and of them more than half were in favour: not so.
  resolutionNotCarried: {
    status: 422,
    params: z.object({
      hasQuorum: z.boolean(),
      headsPercent: z.string().nullable(),
      areaPercent: z.string().nullable(),
    }),
  },
  // Void, of other money, or spent; so much is left.
  resolutionUsed: { status: 409, params: z.object({ leftFen: z.number().nullable() }) },
  quarterNotOver: { status: 422 },
  // Not what is let off of what is chosen now, or not all of that is paid with money.
  prepayDiscountWrong: { status: 422, params: z.object({ discountFen: z.number() }) },
  tenderedTooLittle: { status: 422, params: z.object({ amountFen: z.number() }) },
  // Only a rule of kind pool shares costs.
  poolRuleWrong: { status: 422 },
  poolDaysTaken: { status: 409, params: z.object({ fromOn: z.string(), toOn: z.string() }) },
  poolDaysWrong: { status: 422 },
  // By usage it needs a kind of meter, by floor factors these.
  poolBasisWrong: { status: 422, params: z.object({ basis: z.string() }) },
  // There is nothing to share: no amount, no price, or the meters counted nothing in these days.
  poolNothingUsed: { status: 422 },
  poolBilled: { status: 409, params: z.object({ billCount: z.int() }) },
  poolVoid: { status: 409 },
})

/** Runs what settles bills: the database's refusal of one in flight becomes `billing.bill_in_flight`. */
export async function refusingInFlight<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { constraint, detail = '' } = error as { constraint?: string; detail?: string }
    if (constraint !== 'bill_in_flight') throw error
    const [billId = '', serial = '0'] = detail.split(' ')
    throw refuse.billInFlight({ billId, batchNumber: batchNumber(BigInt(serial)) })
  }
}

/** Runs what takes money from accounts of others: what the database finds not covered becomes `billing.fund_spent`. */
export async function refusingSpent<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { constraint, detail = '' } = error as { constraint?: string; detail?: string }
    if (constraint !== 'fund_covered') throw error
    const [kind = '', shortFen = '0'] = detail.split(' ')
    throw refuse.fundSpent({ kind, shortFen: Number(shortFen) })
  }
}

/** The database knows what was billed; what it keeps by the constraint is refused in words. */
export async function unlessBilled<T>(
  constraint: string,
  refusal: () => ReturnType<typeof refuse.assignmentBilled>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if ((error as { constraint?: string }).constraint === constraint) throw refusal()
    throw error
  }
}
