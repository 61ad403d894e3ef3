import { z } from 'zod'
import { refusals } from '../platform/errors.ts'

export const refuse = refusals('registry', {
  communityCodeTaken: { status: 409 },
  tagNameTaken: { status: 409 },
  fieldLabelTaken: { status: 409 },
  // vehicles
  plateWrong: { status: 422, params: z.object({ plate: z.string(), problem: z.string(), suggestion: z.string() }) },
  plateColourWrong: { status: 422, params: z.object({ plate: z.string(), colour: z.string() }) },
  /** `vehicleId` null: of a building that the caller does not see. */
  plateTaken: { status: 409, params: z.object({ plate: z.string(), vehicleId: z.string().nullable() }) },
  plateKnown: { status: 409, params: z.object({ plate: z.string() }) },
  vehicleRemoved: { status: 409 },
  /** It leaves with who sells the home: nothing is granted beyond its last day. */
  vehicleLeaves: { status: 409, params: z.object({ lastOn: z.string() }) },
  vehicleElsewhere: { status: 422 },
  replacementOverlaps: { status: 409, params: z.object({ plate: z.string() }) },
  replacementOver: { status: 409 },
  permitOverlaps: { status: 409, params: z.object({ fromOn: z.string(), toOn: z.string() }) },
  permitEndMissing: { status: 422 },
  permitRevoked: { status: 409 },
  applicationOpen: { status: 409, params: z.object({ plate: z.string() }) },
  applicationDecided: { status: 409, params: z.object({ state: z.string() }) },
  // parking spaces
  spaceElsewhere: { status: 422 },
  spaceNotFree: { status: 409, params: z.object({ state: z.string() }) },
  spaceNotForSale: { status: 409, params: z.object({ tenure: z.string() }) },
  spaceHasOwner: { status: 409, params: z.object({ owner: z.string() }) },
  spaceLet: { status: 409, params: z.object({ label: z.string(), until: z.string() }) },
  spacePublic: { status: 409, params: z.object({ label: z.string() }) },
  // leases of homes
  leaseNumberTaken: { status: 409 },
  leaseSigned: { status: 409 },
  leaseDraft: { status: 409 },
  leaseRenewed: { status: 409, params: z.object({ number: z.string() }) },
  /** A parking space, or not all in one community. */
  leasePremisesWrong: { status: 422 },
  /** Somebody would let to themselves. */
  leasePartiesWrong: { status: 422, params: z.object({ name: z.string() }) },
  /** Let by another lease on some of these days. */
  premisesLet: { status: 409, params: z.object({ label: z.string(), number: z.string(), until: z.string() }) },
  /** A lease is signed today at the latest. */
  signedLater: { status: 422 },
  leaseTooLong: { status: 422, params: z.object({ years: z.int() }) },
  leaseOver: { status: 409 },
  leaseNotEnded: { status: 409 },
  /** Another tenant lives there since the lease was ended. */
  leaseFollowed: { status: 409, params: z.object({ name: z.string(), since: z.string() }) },
  motherWrong: { status: 422 },
  motherTaken: { status: 409 },
  runWrong: { status: 422, params: z.object({ most: z.int() }) },
  periodWrong: { status: 422 },
  idTaken: { status: 409 },
  alreadyExempt: { status: 409 },
  /** Already there in that kind in these days. */
  alreadyThere: { status: 409, params: z.object({ name: z.string() }) },
  /** A person and an organisation are not one. */
  notAlike: { status: 422 },
  mergeUndone: { status: 409 },
  changedSinceMerge: { status: 409 },
  alreadyLeft: { status: 409, params: z.object({ name: z.string() }) },
  leavesBeforeMovingIn: { status: 422, params: z.object({ name: z.string(), fromOn: z.string() }) },
  /** The shares of a day would be more than the whole. */
  sharesExceed: { status: 422, params: z.object({ on: z.string(), total: z.string() }) },
  noOwner: { status: 409, params: z.object({ on: z.string() }) },
  /** An owner began on or after the day of the transfer. */
  transferTooEarly: { status: 422, params: z.object({ name: z.string(), fromOn: z.string() }) },
  buildingCodeTaken: { status: 409 },
  unitCodeTaken: { status: 409 },
  premisesCodeTaken: { status: 409 },
  /** Longitude without latitude, or the other way round. */
  positionHalf: { status: 422 },
  /** The unit is not in the building, the building not in the community, or there is no place at all. */
  placeWrong: { status: 422 },
  floorsWrong: { status: 422 },
  /** Something hangs on it: premises, people, bills, orders. */
  stillUsed: { status: 409 },
  premisesEnded: { status: 409, params: z.object({ endedOn: z.string() }) },
  stateNotNext: { status: 409, params: z.object({ from: z.string(), to: z.string() }) },
  /** Before the state that is written down last, or not yet there. */
  stateDayWrong: { status: 422, params: z.object({ since: z.string() }) },
  /** Inner and shared area are more than the whole. */
  areaPartsWrong: { status: 422 },
  aliasWrong: { status: 422 },
  // patterns, merging and splitting
  patternWrong: { status: 422, params: z.object({ field: z.string() }) },
  patternTooLarge: { status: 422, params: z.object({ count: z.int(), most: z.int() }) },
  /** Not in one building. */
  mergeWrong: { status: 422 },
  /** Area, state or occupancy began on the day or later; or the day is to come. */
  newerFacts: { status: 409, params: z.object({ since: z.string() }) },
  areasDiffer: { status: 409, params: z.object({ before: z.string(), after: z.string() }) },
  successionUndone: { status: 409 },
  /** The new premises were merged or split further: that is taken back first. */
  laterSuccession: { status: 409, params: z.object({ label: z.string(), fromOn: z.string() }) },
  /** A paper that ends before its own day. */
  documentDatesWrong: { status: 422 },
  documentRemoved: { status: 409 },
})
