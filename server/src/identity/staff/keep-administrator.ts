import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../errors.ts'
import { identity } from '../tables.ts'

/** Active accounts over the whole company that may manage staff and roles: who can put everything else right again. */
async function countAdministrators(tx: Tx, actor: Actor): Promise<number> {
  const { count } = await identity(tx)
    .selectFrom('identity.publicStaff')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('tenantId', '=', tenantOf(actor))
    .where('state', '=', 'active')
    .where('communityIds', 'is', null)
    .where('buildingIds', 'is', null)
    .where(sql<boolean>`permissions @> array['identity.staff.manage', 'identity.roles.manage']`)
    .executeTakeFirstOrThrow()
  return count
}

/** Runs a change after which the company must still have an administrator, if it had one. Error: identity.last_administrator. */
export async function keepAdministrator<T>(tx: Tx, actor: Actor, change: () => Promise<T>): Promise<T> {
  // Two last ones must not take each other's rights at the same moment.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`identity.administrators ${tenantOf(actor)}`}, 0))`.execute(
    identity(tx),
  )
  const before = await countAdministrators(tx, actor)
  const answer = await change()
  if (before > 0 && (await countAdministrators(tx, actor)) === 0) throw refuse.lastAdministrator()
  return answer
}
