import { type platform as contract, type RequestOf, type ResponseOf, routes } from '@anju/contract'
import { type Actor, accountOf, tenantOf } from '../actor.ts'
import { drawer, type Tx } from '../db.ts'
import { refuse } from '../errors.ts'

const platform = drawer('platform')

const LISTS = new Set(routes.filter(route => route.method === 'GET').map(route => route.path))

/**
 * Sets one of the caller's lists up. Errors: platform.not_found (no such list, or a resident), platform.changed_meanwhile where another
 * window has saved it since.
 */
export async function saveListSetting(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.saveListSetting>,
): Promise<ResponseOf<typeof contract.saveListSetting>> {
  if (actor.kind !== 'staff' || !LISTS.has(input.list)) throw refuse.notFound()
  const { list, hidden, order, views } = input
  const own = { tenantId: tenantOf(actor), accountId: accountOf(actor), list }
  const set = { hidden, columnOrder: order, views: JSON.stringify(views), version: input.version + 1 }
  const saved =
    input.version === 0
      ? await platform(tx)
          .insertInto('platform.listSetting')
          .values({ ...own, ...set })
          .onConflict(conflict => conflict.doNothing())
          .returning('version')
          .executeTakeFirst()
      : await platform(tx)
          .updateTable('platform.listSetting')
          .set(set)
          .where('tenantId', '=', own.tenantId)
          .where('accountId', '=', own.accountId)
          .where('list', '=', list)
          .where('version', '=', input.version)
          .returning('version')
          .executeTakeFirst()
  if (!saved) throw refuse.changedMeanwhile({ version: input.version })
  return { list, hidden, order, views, version: saved.version }
}
