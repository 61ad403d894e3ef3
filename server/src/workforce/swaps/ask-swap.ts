import type { workforce as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { swapChanged } from '../events.ts'
import { accountsOf } from '../rota/change-rota.ts'
import { myEmployee } from '../rota/rota-view.ts'
import { workforce } from '../tables.ts'
import { myDuty, readSwap, type Swap } from './swap-view.ts'

/**
 * Asks a colleague of the team to swap a published duty that has not begun for one of theirs, or to take it over. Errors:
 * workforce.duty_past, swap_with_self, duty_in_swap.
 */
export async function askSwap(tx: Tx, actor: Actor, input: RequestOf<typeof contract.askSwap>): Promise<Swap> {
  const me = await myEmployee(tx, actor)
  const duty = me && (await myDuty(tx, actor, me.id, input.dutyId))
  if (!me || !duty) throw platformRefuse.notFound()
  if (input.partnerId === me.id) throw refuse.swapWithSelf()
  const partner = await workforce(tx)
    .selectFrom('workforce.employee')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.partnerId)
    .where('teamId', '=', duty.teamId)
    .executeTakeFirst()
  const given = input.partnerDutyId && (await myDuty(tx, actor, input.partnerId, input.partnerDutyId))
  if (!partner || (input.partnerDutyId !== null && !given)) throw platformRefuse.notFound()
  if (duty.startsAt <= now() || (given && given.startsAt <= now())) throw refuse.dutyPast()
  const waiting = await workforce(tx)
    .selectFrom('workforce.swap')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('askerId', '=', me.id)
    .where('askerDay', '=', duty.day)
    .where('state', 'in', ['asked', 'accepted'])
    .executeTakeFirst()
  if (waiting) throw refuse.dutyInSwap()
  await workforce(tx)
    .insertInto('workforce.swap')
    .values({
      ...{ tenantId: tenantOf(actor), id: input.id, teamId: duty.teamId, communityId: duty.communityId },
      ...{ askerId: me.id, askerDay: duty.day, askerShiftId: duty.shiftId, partnerId: partner.id },
      ...{ partnerDay: given ? given.day : null, partnerShiftId: given ? given.shiftId : null },
      ...{ reason: input.reason, askedAt: now() },
    })
    .execute()
  return told(tx, actor, input.id, duty.communityId, [input.partnerId])
}

/** The colleague agrees, or declines. Errors: workforce.wrong_state. */
export async function answerSwap(tx: Tx, actor: Actor, input: RequestOf<typeof contract.answerSwap>): Promise<Swap> {
  return step(tx, actor, input.swapId, 'partnerId', ['asked'], input.accept ? 'accepted' : 'declined')
}

/** Who asked takes it back while it is not decided. Errors: workforce.wrong_state. */
export async function withdrawSwap(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.withdrawSwap>,
): Promise<Swap> {
  return step(tx, actor, input.swapId, 'askerId', ['asked', 'accepted'], 'withdrawn')
}

async function step(
  tx: Tx,
  actor: Actor,
  swapId: string,
  side: 'askerId' | 'partnerId',
  from: Swap['state'][],
  to: Swap['state'],
): Promise<Swap> {
  const me = await myEmployee(tx, actor)
  const swap = me && (await lockSwap(tx, actor, swapId))
  if (!me || swap?.[side] !== me.id) throw platformRefuse.notFound()
  if (!from.includes(swap.state as Swap['state'])) throw refuse.wrongState({ state: swap.state })
  await workforce(tx)
    .updateTable('workforce.swap')
    .set({ state: to, answeredAt: now() })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', swapId)
    .execute()
  return told(tx, actor, swapId, swap.communityId, [side === 'askerId' ? swap.partnerId : swap.askerId])
}

/** The swap's row, locked for a step; undefined where there is none. */
export function lockSwap(tx: Tx, actor: Actor, swapId: string) {
  return workforce(tx)
    .selectFrom('workforce.swap')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', swapId)
    .forUpdate()
    .executeTakeFirst()
}

/** Tells the other side of a step, and answers the swap as it is now. */
export async function told(
  tx: Tx,
  actor: Actor,
  swapId: string,
  communityId: string | null,
  employeeIds: string[],
): Promise<Swap> {
  const swap = await readSwap(tx, actor, swapId)
  const accountIds = await accountsOf(tx, actor, employeeIds)
  await publish(tx, swapChanged, { communityId: communityId ?? undefined, swapId, state: swap.state, accountIds })
  return swap
}
