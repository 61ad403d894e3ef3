import type { messaging as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { keyset, pageOfRows } from '../../platform/page.ts'
import { messaging } from '../tables.ts'

type Page = ResponseOf<typeof contract.listNotices>

const SORTS = { at: { by: sql`at`, type: 'timestamptz' } } as const

/** The actor's own notices, newest first, with how many of all are unread. */
export async function listNotices(tx: Tx, actor: Actor, input: RequestOf<typeof contract.listNotices>): Promise<Page> {
  const keys = keyset(input, sql<string>`id`, SORTS, '-at')
  const mine = inboxOf(tx, actor)
    .$if(input.state === 'unread', query => query.where('readAt', 'is', null))
    .$if(input.state === 'read', query => query.where('readAt', 'is not', null))
    .$if(input.kind !== undefined, query => query.where('kind', '=', input.kind ?? ''))
  const rows = await mine
    .select(['id', 'kind', 'params', 'aboutKind', 'aboutId', 'at', 'readAt'])
    .select(keys.key.as('sortKey'))
    .where(keys.after)
    .orderBy(keys.order)
    .limit(input.limit + 1)
    .execute()
  const { count } = await mine.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  const items = rows.map(({ aboutKind, aboutId, ...row }) => ({
    ...row,
    kind: row.kind as Page['items'][number]['kind'],
    params: row.params as Record<string, string>,
    about: (aboutKind === null || aboutId === null
      ? null
      : { kind: aboutKind, id: aboutId }) as Page['items'][number]['about'],
  }))
  return { ...pageOfRows(input, items, count, '-at'), unread: await unreadOf(tx, actor) }
}

/** How many of the actor's notices are unread. */
export async function countUnreadNotices(
  tx: Tx,
  actor: Actor,
): Promise<ResponseOf<typeof contract.countUnreadNotices>> {
  return { unread: await unreadOf(tx, actor) }
}

/** The actor's own notices: staff see only their own, too, though their walls are wider. */
function inboxOf(tx: Tx, actor: Actor) {
  return messaging(tx)
    .selectFrom('messaging.notice')
    .where('tenantId', '=', tenantOf(actor))
    .where('accountId', '=', accountOf(actor))
}

async function unreadOf(tx: Tx, actor: Actor): Promise<number> {
  const { count } = await inboxOf(tx, actor)
    .where('readAt', 'is', null)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}
