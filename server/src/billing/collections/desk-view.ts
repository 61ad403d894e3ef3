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

/** With whether a collection of that id was made before: each settled something or moved prepaid money. Errors: platform.not_found. */
export async function readDesk(
  tx: Tx,
  actor: Actor,
  premisesId: string,
  collectionId: string,
): Promise<Desk & { isRepeated: boolean }> {
  const place = await billing(tx)
    .selectFrom('registry.publicPremises as p')
    .leftJoinLateral(
      eb =>
        eb
          .selectFrom('registry.publicOccupancy as o')
          .innerJoin('registry.publicPerson as n', join =>
            join.onRef('n.tenantId', '=', 'o.tenantId').onRef('n.id', '=', 'o.personId'),
          )
          .select(['o.personId', 'n.name'])
          .whereRef('o.tenantId', '=', 'p.tenantId')
          .whereRef('o.premisesId', '=', 'p.id')
          .where('o.kind', '=', 'owner')
          .where('o.fromOn', '<=', today())
          .where(day => day.or([day('o.toOn', 'is', null), day('o.toOn', '>=', today())]))
          .orderBy('o.fromOn')
          .orderBy('o.id')
          .limit(1)
          .as('owner'),
      join => join.onTrue(),
    )
    .select(['p.communityId', 'p.label', 'owner.personId as ownerId', 'owner.name as ownerName'])
    .select(eb =>
      eb
        .or([
          eb.exists(
            eb
              .selectFrom('billing.settlement as k')
              .select('k.id')
              .whereRef('k.tenantId', '=', 'p.tenantId')
              .where('k.sourceKind', 'in', ['payment', 'rounding', 'discount'])
              .where('k.sourceId', '=', collectionId)
              .where('k.reversesId', 'is', null),
          ),
          eb.exists(
            eb
              .selectFrom('billing.purseMovement as m')
              .select('m.id')
              .whereRef('m.tenantId', '=', 'p.tenantId')
              .where('m.sourceKind', 'in', ['billing.collection', 'payments.payment'])
              .where('m.sourceId', '=', collectionId),
          ),
        ])
        .$castTo<boolean>()
        .as('isRepeated'),
    )
    .where('p.tenantId', '=', tenantOf(actor))
    .where('p.id', '=', premisesId)
    .executeTakeFirst()
  if (!place) throw refuse.notFound()
  return place
}
