import { sql } from 'kysely'
import { closeNotices, notify } from '../../messaging/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { formatYuan } from '../../platform/money.ts'
import { payments } from '../tables.ts'
import type { Statement } from './statement-view.ts'

const permission = 'payments.channels.confirm'

/** A statement was taken in, and something of it matches: who may confirm it is told, once a day; not who took it in. */
export async function tellStatementWaits(tx: Tx, actor: Actor, statement: Statement): Promise<void> {
  const { id, communityId, communityName: community, channel, day, netFen, uploadedByName: asker } = statement
  if (statement.state === 'confirmed' || (statement.grossFen === 0n && statement.refundedFen === 0n)) return
  await notify(tx, actor, {
    ...{ kind: 'statement-waiting', onceADay: true, except: statement.uploadedById },
    params: { community, channel, day, amount: formatYuan(netFen), asker },
    about: { kind: 'channel-statement', id },
    to: { permission, communityId, whole: true },
  })
}

/** Somebody asked to deal with a difference: who may confirm that is told, once a day for each statement; not who asked. */
export async function tellDifferenceWaits(tx: Tx, actor: Actor, statementId: string): Promise<void> {
  const { communityId, ...words } = await readTold(tx, actor, statementId)
  await notify(tx, actor, {
    ...{ kind: 'difference-waiting', onceADay: true },
    params: { ...words, asker: actor.name },
    about: { kind: 'channel-statement', id: statementId },
    to: { permission, communityId, whole: true },
  })
}

/** A difference was confirmed or dropped: when no other of its statement waits, it stands in no inbox any more. */
export async function closeDifferenceNotices(tx: Tx, actor: Actor, statementId: string): Promise<void> {
  const waiting = await payments(tx)
    .selectFrom('payments.channelDifference')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('statementId', '=', statementId)
    .where('confirmedAt', 'is', null)
    .where('droppedAt', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (waiting) return
  await closeNotices(tx, actor, {
    kinds: ['difference-waiting'],
    about: { kind: 'channel-statement', id: statementId },
  })
}

/** A statement was confirmed or taken out: it waits for nobody any more. */
export async function closeStatementNotices(tx: Tx, actor: Actor, statementId: string): Promise<void> {
  await closeNotices(tx, actor, { kinds: ['statement-waiting'], about: { kind: 'channel-statement', id: statementId } })
}

async function readTold(tx: Tx, actor: Actor, statementId: string) {
  const { rows } = await sql<{ communityId: string; community: string; channel: string; day: string }>`
    select s.community_id, c.name as community, n.name as channel, s.day from payments.channel_statement s
    join payments.channel n on n.tenant_id = s.tenant_id and n.id = s.channel_id
    join registry.public_community c on c.tenant_id = s.tenant_id and c.id = s.community_id
    where s.tenant_id = ${tenantOf(actor)} and s.id = ${statementId}`.execute(payments(tx))
  const [told] = rows
  if (!told) throw new Error(`Nobody can be told of the statement ${statementId}: it is not there.`)
  return told
}
