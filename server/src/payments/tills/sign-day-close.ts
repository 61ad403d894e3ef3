import type { payments as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { requireSomebodyElse } from '../../platform/duties.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { tillChanged } from '../events.ts'
import { payments } from '../tables.ts'
import { readDayClose } from './day-close-view.ts'
import { closeCloseNotices } from './tell-tills.ts'

/** 复核: somebody other than the cashier signs a closed day. Errors: platform.not_found, platform.own_request, payments.day_signed. */
export async function signDayClose(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.signDayClose>,
): Promise<ResponseOf<typeof contract.signDayClose>> {
  requireWholeCommunities(actor)
  const { dayCloseId, note = null } = input
  const close = await payments(tx)
    .selectFrom('payments.dayClose')
    .select(['cashierId', 'communityId', 'tillId'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', dayCloseId)
    .executeTakeFirst()
  if (!close) throw refusePlatform.notFound()
  requireSomebodyElse(actor, close.cashierId)
  const { communityId, tillId } = close
  const signed = { signedBy: accountOf(actor), signedName: actor.name, signedAt: now(), note }
  const added = await payments(tx)
    .insertInto('payments.signOff')
    .values({ tenantId: tenantOf(actor), dayCloseId, communityId, ...signed })
    .onConflict(conflict => conflict.doNothing())
    .returning('dayCloseId')
    .executeTakeFirst()
  if (!added) throw refuse.daySigned()
  await closeCloseNotices(tx, actor, dayCloseId)
  await publish(tx, tillChanged, { communityId, tillId })
  return readDayClose(tx, actor, { dayCloseId })
}
