import { messaging as contract } from '@anju/contract'
import { z } from 'zod'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { defineJob, enqueue } from '../../platform/jobs.ts'
import { ACCOUNTS_PER_EVENT, noticesChanged } from '../events.ts'
import { messaging } from '../tables.ts'

const Closed = z.object({ kinds: z.array(contract.NoticeKind).min(1), about: contract.NoticeAbout })

/** Closes what was still on its way when it was decided, told before that moment, and what a resident's deed closed. */
export const markNoticesClosed = defineJob(
  'messaging.markNoticesClosed',
  Closed.extend({ before: z.iso.datetime().nullable() }),
  (tx, actor, { before, ...closed }) => markClosed(tx, actor, closed, before),
)

/**
 * What was told to wait for somebody is decided, or waits no more: it counts as read by everybody who was told of it, and stays where
 * it is. At once, so that what the same deed tells anew is not meant.
 */
export async function closeNotices(tx: Tx, actor: Actor, closed: z.output<typeof Closed>): Promise<void> {
  // The walls keep residents out of the inboxes of others.
  const mayMark = actor.kind !== 'resident'
  if (mayMark) await markClosed(tx, actor, closed, null)
  await enqueue(tx, markNoticesClosed, { ...closed, before: mayMark ? now().toISOString() : null })
}

async function markClosed(
  tx: Tx,
  actor: Actor,
  { kinds, about }: z.output<typeof Closed>,
  before: string | null,
): Promise<void> {
  const rows = await messaging(tx)
    .updateTable('messaging.notice')
    .set(({ fn, val }) => ({ closedAt: now(), readAt: fn.coalesce('readAt', val(now())) }))
    .where('tenantId', '=', tenantOf(actor))
    .where('aboutId', '=', about.id)
    .where('aboutKind', '=', about.kind)
    .where('kind', 'in', kinds)
    .where('closedAt', 'is', null)
    .$if(before !== null, query => query.where('at', '<', new Date(before ?? 0)))
    .returning('accountId')
    .execute()
  const accountIds = [...new Set(rows.map(row => row.accountId))]
  for (let start = 0; start < accountIds.length; start += ACCOUNTS_PER_EVENT)
    await publish(tx, noticesChanged, { accountIds: accountIds.slice(start, start + ACCOUNTS_PER_EVENT) })
}
