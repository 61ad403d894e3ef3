import type { platform as contract, ResponseOf } from '@anju/contract'
import { type Actor, accountOf, tenantOf } from '../actor.ts'
import { drawer, type Tx } from '../db.ts'
import { refuse } from '../errors.ts'

const platform = drawer('platform')

type Settings = ResponseOf<typeof contract.readListSettings>

/** How staff have set their own lists up. Errors: platform.not_found for residents, who have no such lists. */
export async function readListSettings(tx: Tx, actor: Actor): Promise<Settings> {
  if (actor.kind !== 'staff') throw refuse.notFound()
  const rows = await platform(tx)
    .selectFrom('platform.listSetting')
    .select(['list', 'hidden', 'columnOrder as order', 'views', 'version'])
    .where('tenantId', '=', tenantOf(actor))
    .where('accountId', '=', accountOf(actor))
    .orderBy('list')
    .execute()
  return { items: rows as Settings['items'] }
}
