import type { payments as contract, RequestOf } from '@anju/contract'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { refuse, refusingClosedDay } from '../errors.ts'
import { payments } from '../tables.ts'
import { readOpenShift } from './my-till-view.ts'
import { lockOwnTill, type Till, tellTill } from './own-till.ts'
import { postFloat } from './post-cash.ts'
import { dueOf } from './till.ts'
import { type Movement, readTillCash } from './till-day-view.ts'

/** Puts cash into the own drawer or takes it out: floats of the company, posted against 1221. Errors: platform.not_found, payments.day_closed, payments.drawer_too_low. */
export async function moveCash(tx: Tx, actor: Actor, input: RequestOf<typeof contract.moveCash>): Promise<Movement> {
  const till = await lockOwnTill(tx, actor, input.communityId)
  if (input.kind === 'out') await requireCash(tx, actor, till, input.amountFen)
  const movement = await writeMovement(tx, actor, till, { ...input, sourceId: null })
  await postFloat(tx, actor, till, {
    ...{ sourceKind: 'payments.cash-moved', sourceId: input.id, on: today() },
    memo: `${input.kind === 'in' ? '钱箱存入' : '钱箱取出'} ${input.reason}`,
    amountFen: input.kind === 'in' ? input.amountFen : -input.amountFen,
  })
  await tellTill(tx, till)
  return movement
}

/**
 * Cash that moves in the actor's own drawer because of something else: back to a household (a refund, a payment taken back), out for what was
 * spent of money of others, or in. What is spent must be there.
 * @param source its id, once only of each kind
 * Errors: platform.not_found, payments.day_closed, payments.drawer_too_low (of `out`).
 */
export async function moveDrawerCash(
  tx: Tx,
  actor: Actor,
  source: {
    kind: 'refunded' | 'out' | 'in'
    communityId: string
    sourceId: string
    amountFen: bigint
    reason: string
  },
): Promise<void> {
  const till = await lockOwnTill(tx, actor, source.communityId)
  if (source.kind === 'out') await requireCash(tx, actor, till, source.amountFen)
  await writeMovement(tx, actor, till, { ...source, id: newId() })
  await tellTill(tx, till)
}

/** Nothing comes out of a drawer that is not in it. Errors: payments.drawer_too_low. */
export async function requireCash(tx: Tx, actor: Actor, till: Till, amountFen: bigint): Promise<void> {
  const dueFen = dueOf(await readTillCash(tx, actor, till, today()))
  if (amountFen > dueFen) throw refuse.drawerTooLow({ dueFen: Number(dueFen) })
}

export interface MovementInput {
  id: string
  kind: 'in' | 'out' | 'handed' | 'taken' | 'refunded'
  amountFen: bigint
  reason: string
  sourceId: string | null
}

/** Writes what went into or out of a drawer today. Errors: payments.day_closed. */
export async function writeMovement(tx: Tx, actor: Actor, till: Till, input: MovementInput): Promise<Movement> {
  const day = today()
  const at = now()
  const { id, kind, amountFen, reason, sourceId } = input
  const shift = await readOpenShift(tx, actor, till.id)
  const { id: tillId, communityId } = till
  const row = { id, communityId, tillId, shiftId: shift?.id ?? null, day, kind, amountFen, reason, sourceId, at }
  await refusingClosedDay(day, () =>
    payments(tx)
      .insertInto('payments.cashMovement')
      .values({ ...row, tenantId: tenantOf(actor), actorId: accountOf(actor) })
      .execute(),
  )
  return { id, kind, amountFen, words: reason, at }
}
