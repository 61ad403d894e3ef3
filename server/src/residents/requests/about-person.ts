import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import type { AboutPerson } from '../../platform/personal-data.ts'
import { residents } from '../tables.ts'

/**
 * Whom a request or a copy is about: the person with the records merged into it, and the account. The system asks, or staff within
 * scope. Errors: platform.not_found where the person is not the actor's to see.
 */
export async function aboutPerson(
  tx: Tx,
  actor: Actor,
  named: { personId: string | null; accountId: string | null },
): Promise<AboutPerson> {
  const tenantId = tenantOf(actor)
  const account = await residents(tx)
    .selectFrom('identity.publicResident')
    .select(['id', 'personId'])
    .where('tenantId', '=', tenantId)
    .$if(named.accountId !== null, query => query.where('id', '=', named.accountId))
    .$if(named.accountId === null, query => query.where('personId', '=', named.personId))
    .executeTakeFirst()
  const personId = named.personId ?? account?.personId ?? null
  const accountId = named.accountId ?? account?.id ?? null
  if (personId === null) return { personId, personIds: [], accountId }
  const people = await residents(tx)
    .selectFrom('registry.publicPerson')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where(eb => eb.or([eb('id', '=', personId), eb('mergedInto', '=', personId)]))
    .execute()
  const personIds = people.flatMap(({ id }) => id ?? [])
  if (!personIds.includes(personId)) throw refuse.notFound()
  return { personId, personIds, accountId }
}
