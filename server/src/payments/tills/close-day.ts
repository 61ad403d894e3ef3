import type { payments as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { openDay } from '../../ledger/index.ts'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../errors.ts'
import { payments } from '../tables.ts'
import { endShift } from './hand-over-shift.ts'
import { handOversOf } from './hand-over-view.ts'
import { findUnclosedDay, isClosed, readOpenShift } from './my-till-view.ts'
import { lockOwnTill, type Till, tellTill } from './own-till.ts'
import { postDifference, postFloat } from './post-cash.ts'
import { readUnpostedCash } from './take-over-floats.ts'
import { tellCloseWaits } from './tell-tills.ts'
import { countedOf, differenceOf, dueOf, type TillCash } from './till.ts'
import { type MethodSum, readMethods, readReceiptSums, readTillCash } from './till-day-view.ts'

type Input = RequestOf<typeof contract.closeDay>

/**
 * 日结 (E71): closes a day of the own drawer. What was counted stands against what it should hold, the difference is posted
 * (short: debit 6711; over: credit 6301), the open shift ends; today where the day's month is closed by now. Floats from before such were posted
 * are taken over by the first close. From then on the database refuses whatever is dated that day for this drawer. Payments that are being
 * taken end first.
 * Errors: platform.not_found, payments.day_closed, payments.day_not_come, payments.earlier_day_open, payments.count_differs (not
 * the sum of the denominations), payments.difference_unexplained, payments.hand_over_waiting.
 */
export async function closeDay(tx: Tx, actor: Actor, input: Input): Promise<ResponseOf<typeof contract.closeDay>> {
  const till = await lockOwnTill(tx, actor, input.communityId)
  await sql`select pg_advisory_xact_lock(payments.till_lock_key(${tenantOf(actor)}::uuid, ${till.communityId}::uuid, ${till.cashierId}::uuid))`.execute(
    payments(tx),
  )
  await requireClosable(tx, actor, till, input)
  const cash = await readTillCash(tx, actor, till, input.day)
  const methods = slipsOf(await readMethods(tx, actor, till, input.day), input.methods)
  const differenceFen = differenceOf(cash, input.countedFen)
  const slipsDiffer = methods.some(({ method, netFen, slipsFen }) => method !== 'cash' && netFen !== slipsFen)
  if ((differenceFen !== 0n || slipsDiffer) && !input.note)
    throw refuse.differenceUnexplained({ differenceFen: Number(differenceFen) })
  const shift = await readOpenShift(tx, actor, till.id)
  // A shift of today goes on while an earlier day is closed.
  if (shift && shift.day <= input.day) await endShift(tx, actor, shift.id, dueOf(cash), input.countedFen)
  const on = await openDay(tx, actor, till.communityId, input.day)
  const takenOverFen = await readUnpostedCash(tx, actor, till, input.day)
  await insertClose(tx, actor, till, input, { cash, methods, takenOverFen, postedOn: on })
  const source = { sourceId: input.id, on }
  await postFloat(tx, actor, till, {
    ...{ ...source, sourceKind: 'payments.float-taken-over', amountFen: takenOverFen },
    memo: `接管备用金 ${till.cashierName} ${input.day}`,
  })
  await postDifference(tx, actor, till, {
    ...{ ...source, sourceKind: 'payments.till-difference', amountFen: differenceFen },
    memo: `${till.cashierName} ${input.day}`,
  })
  await tellTill(tx, till)
  await tellCloseWaits(tx, actor, till, { ...input, differenceFen })
  return { id: input.id, dueFen: dueOf(cash), countedFen: input.countedFen, differenceFen }
}

async function requireClosable(tx: Tx, actor: Actor, till: Till, input: Input): Promise<void> {
  if (input.day > today()) throw refuse.dayNotCome()
  if (await isClosed(tx, actor, till.id, input.day)) throw refuse.dayClosed({ day: input.day })
  const earlier = await findUnclosedDay(tx, actor, till, input.day)
  if (earlier !== null) throw refuse.earlierDayOpen({ day: earlier })
  const { outgoing } = await handOversOf(tx, actor, till.communityId, accountOf(actor))
  if (outgoing) throw refuse.handOverWaiting({ fromName: outgoing.toName })
  const sum = countedOf(input.denominations)
  if (sum !== input.countedFen) throw refuse.countDiffers({ expectedFen: Number(sum) })
}

/** What came by each method, less what went back, with what its slips say; a method without a word has slips as it should. */
function slipsOf(sums: readonly MethodSum[], said: Input['methods']) {
  return sums.map(sum => ({
    ...sum,
    slipsFen: said.find(({ method }) => method === sum.method)?.slipsFen ?? sum.netFen,
  }))
}

async function insertClose(
  tx: Tx,
  actor: Actor,
  till: Till,
  input: Input,
  {
    cash,
    methods,
    ...posted
  }: { cash: TillCash; methods: ReturnType<typeof slipsOf>; takenOverFen: bigint; postedOn: string },
): Promise<void> {
  const receipts = await readReceiptSums(tx, actor, till, input.day)
  const reversed = receipts.reversed.map(({ amountFen, ...rest }) => ({ ...rest, amountFen: Number(amountFen) }))
  const { communityId, cashierId, cashierName } = till
  const wire = methods.map(({ amountFen, returnedFen, netFen, slipsFen, ...sum }) => ({
    ...sum,
    amountFen: Number(amountFen),
    returnedFen: Number(returnedFen),
    netFen: Number(netFen),
    slipsFen: Number(slipsFen),
  }))
  await payments(tx)
    .insertInto('payments.dayClose')
    .values({
      tenantId: tenantOf(actor),
      id: input.id,
      ...{ communityId, cashierId, cashierName, tillId: till.id, day: input.day, ...cash, ...posted },
      dueFen: dueOf(cash),
      countedFen: input.countedFen,
      differenceFen: differenceOf(cash, input.countedFen),
      denominations: JSON.stringify(input.denominations),
      methods: JSON.stringify(wire),
      receipts: JSON.stringify({ ...receipts, reversed }),
      note: input.note ?? null,
      closedAt: now(),
    })
    .execute()
}
