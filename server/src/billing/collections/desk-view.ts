import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { billing } from '../tables.ts'

/** Who stands at the desk: the premises, their community, and the owner who came first. */
export interface Desk {
  communityId: string
  label: string
  ownerId: string | null
  ownerName: string | null
}

/** Errors: platform.not_found. */
export async function readDesk(tx: Tx, actor: Actor, premisesId: string): Promise<Desk> {
  const place = await billing(tx)
    .selectFrom('registry.publicPremises')
    .select(['communityId', 'label'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', premisesId)
    .executeTakeFirst()
  if (!place) throw refuse.notFound()
  const owner = await billing(tx)
    .selectFrom('registry.publicOccupancy as o')
    .innerJoin('registry.publicPerson as n', join =>
      join.onRef('n.tenantId', '=', 'o.tenantId').onRef('n.id', '=', 'o.personId'),
    )
    .select(['o.personId', 'n.name'])
    .where('o.tenantId', '=', tenantOf(actor))
    .where('o.premisesId', '=', premisesId)
    .where('o.kind', '=', 'owner')
    .where('o.fromOn', '<=', today())
    .where(eb => eb.or([eb('o.toOn', 'is', null), eb('o.toOn', '>=', today())]))
    .orderBy('o.fromOn')
    .orderBy('o.id')
    .limit(1)
    .executeTakeFirst()
  return { ...place, ownerId: owner?.personId ?? null, ownerName: owner?.name ?? null }
}
