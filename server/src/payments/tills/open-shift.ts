import type { payments as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse, refusingClosedDay } from '../errors.ts'
import { payments } from '../tables.ts'
import { findUnclosedDay, readOpenShift, readShifts } from './my-till-view.ts'
import { lockOwnTill, type Till, tellTill } from './own-till.ts'
import { postDifference, postFloat } from './post-cash.ts'
import { dueOf } from './till.ts'
import { readCarried, readTillCash } from './till-day-view.ts'

type Shift = ResponseOf<typeof contract.openShift>

/**
 * Opens a shift at the actor's own drawer with the float as counted. A float other than what should be in it needs a reason. What of it was
 * newly handed out is posted against 1221, what is missing or over against what was carried as 长短款 (E71). Earlier days are closed first:
 * until then nobody knows what was carried.
 * Errors: platform.not_found, payments.shift_open, payments.day_closed, payments.earlier_day_open, payments.float_differs.
 */
export async function openShift(tx: Tx, actor: Actor, input: RequestOf<typeof contract.openShift>): Promise<Shift> {
  const till = await lockOwnTill(tx, actor, input.communityId)
  if (await readOpenShift(tx, actor, till.id)) throw refuse.shiftOpen()
  await requireEarlierClosed(tx, actor, till)
  const float = await floatOf(tx, actor, till, input)
  const reason = input.floatReason ?? null
  const shift = await writeShift(tx, actor, till, input.id, float, reason)
  const memo = [till.cashierName, shift.day, '开班', ...(reason === null ? [] : [reason])].join(' ')
  const source = { sourceId: shift.id, on: shift.day }
  await postFloat(tx, actor, till, {
    ...{ ...source, sourceKind: 'payments.float-issued', memo: `备用金 ${memo}`, amountFen: float.issuedFen },
  })
  await postDifference(tx, actor, till, {
    ...{ ...source, sourceKind: 'payments.shift-difference', memo, amountFen: float.differenceFen },
  })
  await tellTill(tx, till)
  return shift
}

/** Opens a shift for what is taken over: the drawer holds what it held. Errors: payments.day_closed, payments.earlier_day_open. */
export async function takeShift(tx: Tx, actor: Actor, till: Till, id: string): Promise<Shift> {
  await requireEarlierClosed(tx, actor, till)
  const earlier = await readShifts(tx, actor, till.id, today())
  const floatFen = earlier.length > 0 ? 0n : await readCarried(tx, actor, till, today())
  return writeShift(tx, actor, till, id, { floatFen, issuedFen: 0n, differenceFen: 0n }, null)
}

async function requireEarlierClosed(tx: Tx, actor: Actor, till: Till): Promise<void> {
  const earlier = await findUnclosedDay(tx, actor, till, today())
  if (earlier !== null) throw refuse.earlierDayOpen({ day: earlier })
}

interface Float {
  /** What the day (of a later shift: the shift) began with. */
  floatFen: bigint
  issuedFen: bigint
  differenceFen: bigint
}

/**
 * What the day began with, by what was counted: cash that came and went today before the first shift is in the count already. A drawer that
 * never held anything holds what was handed out for it. In a later shift of the day, after a hand-over, what is missing stays for the close to
 * find; what is over is posted now. Errors: payments.float_differs.
 */
async function floatOf(
  tx: Tx,
  actor: Actor,
  till: Till,
  input: { floatFen: bigint; issuedFen?: bigint; floatReason?: string },
): Promise<Float> {
  const cash = await readTillCash(tx, actor, till, today())
  const dueFen = dueOf(cash)
  const overFen = input.floatFen - dueFen
  const isLater = (await readShifts(tx, actor, till.id, today())).length > 0
  const isFirst = !isLater && cash.floatFen === 0n && !(await wasUsed(tx, actor, till))
  const movedFen = dueFen - cash.floatFen
  const issuedFen = input.issuedFen ?? (isFirst && overFen > 0n ? overFen : 0n)
  const differenceFen = overFen - issuedFen
  const isExpected = differenceFen === 0n && (overFen === 0n || (isFirst && movedFen === 0n))
  const floatFen = isLater ? issuedFen : input.floatFen - movedFen
  if ((!isExpected && !input.floatReason) || floatFen < 0n) throw refuse.floatDiffers({ carriedFen: Number(dueFen) })
  if (!isLater) return { floatFen, issuedFen, differenceFen }
  const foundFen = differenceFen > 0n ? differenceFen : 0n
  return { floatFen: floatFen + foundFen, issuedFen, differenceFen: foundFen }
}

async function wasUsed(tx: Tx, actor: Actor, till: Till): Promise<boolean> {
  const row = await payments(tx)
    .selectFrom('payments.dayClose')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('tillId', '=', till.id)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Writes a shift that begins now. Errors: payments.day_closed. */
async function writeShift(
  tx: Tx,
  actor: Actor,
  till: Till,
  id: string,
  float: Float,
  floatReason: string | null,
): Promise<Shift> {
  const day = today()
  const openedAt = now()
  const { id: tillId, communityId } = till
  await refusingClosedDay(day, () =>
    payments(tx)
      .insertInto('payments.tillShift')
      .values({ tenantId: tenantOf(actor), id, communityId, tillId, day, openedAt, ...float, floatReason })
      .execute(),
  )
  return { id, day, openedAt, ...float, floatReason, endedAt: null, dueFen: null, countedFen: null }
}
