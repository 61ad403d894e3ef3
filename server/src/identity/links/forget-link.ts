import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { identity } from '../tables.ts'

/** Takes an account out of the linked ones of its person. */
export async function forgetLink(tx: Tx, actor: Actor, staffId: string): Promise<void> {
  await identity(tx)
    .deleteFrom('identity.accountLink')
    .where('tenantId', '=', tenantOf(actor))
    .where('staffId', '=', staffId)
    .execute()
}

/** Takes one's own account out of the linked ones. */
export async function unlinkAccount(tx: Tx, actor: Actor): Promise<void> {
  if (actor.kind !== 'staff') throw platformRefuse.notFound()
  await forgetLink(tx, actor, accountOf(actor))
}
