import type { messaging as contract, ResponseOf } from '@anju/contract'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { noticesChanged } from '../events.ts'
import { messaging } from '../tables.ts'
import { countUnreadNotices } from './notice-view.ts'

type Unread = ResponseOf<typeof contract.readNotice>

/** Marks one of the actor's notices as read; again changes nothing. Somebody else's is platform.not_found. */
export async function readNotice(tx: Tx, actor: Actor, input: { noticeId: string }): Promise<Unread> {
  const notice = await messaging(tx)
    .selectFrom('messaging.notice')
    .select('readAt')
    .where('tenantId', '=', tenantOf(actor))
    .where('accountId', '=', accountOf(actor))
    .where('id', '=', input.noticeId)
    .executeTakeFirst()
  if (!notice) throw refuse.notFound()
  if (notice.readAt === null) await markRead(tx, actor, input.noticeId)
  return countUnreadNotices(tx, actor)
}

/** Marks all the actor's notices as read. */
export async function readAllNotices(tx: Tx, actor: Actor): Promise<Unread> {
  await markRead(tx, actor, null)
  return countUnreadNotices(tx, actor)
}

/** The other screens of the same account hear of it. */
async function markRead(tx: Tx, actor: Actor, noticeId: string | null): Promise<void> {
  const { numUpdatedRows } = await messaging(tx)
    .updateTable('messaging.notice')
    .set({ readAt: now() })
    .where('tenantId', '=', tenantOf(actor))
    .where('accountId', '=', accountOf(actor))
    .where('readAt', 'is', null)
    .$if(noticeId !== null, query => query.where('id', '=', noticeId))
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await publish(tx, noticesChanged, { accountIds: [accountOf(actor)] })
}
