import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { registry } from '../tables.ts'

/** The space, locked until the end of the transaction. Errors: platform.not_found, platform.changed_meanwhile when a version is said. */
export async function lockSpace(tx: Tx, actor: Actor, spaceId: string, version?: number) {
  const space = await registry(tx)
    .selectFrom('registry.space as s')
    .innerJoin('registry.premises as p', join =>
      join.onRef('p.tenantId', '=', 's.tenantId').onRef('p.id', '=', 's.premisesId'),
    )
    .selectAll('s')
    .select('p.label')
    .where('s.tenantId', '=', tenantOf(actor))
    .where('s.premisesId', '=', spaceId)
    .where('p.use', '=', 'parking')
    .forUpdate('s')
    .executeTakeFirst()
  if (!space) throw platformRefuse.notFound()
  if (version !== undefined && space.version !== version)
    throw platformRefuse.changedMeanwhile({ version: space.version })
  return space
}

/** A space with its mother and its child, each locked, always in the order of their ids, so that two who let a pair do not wait for each other. */
export async function lockPair(tx: Tx, actor: Actor, spaceId: string) {
  const self = await registry(tx)
    .selectFrom('registry.space')
    .select(['premisesId', 'motherId'])
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', spaceId)
    .executeTakeFirst()
  if (!self) throw platformRefuse.notFound()
  return registry(tx)
    .selectFrom('registry.space as s')
    .innerJoin('registry.premises as p', join =>
      join.onRef('p.tenantId', '=', 's.tenantId').onRef('p.id', '=', 's.premisesId'),
    )
    .select(['s.premisesId', 's.tenure', 's.communityId', 's.motherId', 'p.label'])
    .where('s.tenantId', '=', tenantOf(actor))
    .where(where =>
      where.or([
        where('s.premisesId', '=', spaceId),
        where('s.motherId', '=', spaceId),
        where('s.premisesId', '=', self.motherId ?? spaceId),
      ]),
    )
    .orderBy('s.premisesId')
    .forUpdate('s')
    .execute()
}

/** Refuses a mother that is the space itself, lies elsewhere, is a child, or has a child already; or a mother that becomes a child. */
export async function requireMother(
  tx: Tx,
  actor: Actor,
  space: { premisesId: string; communityId: string },
  motherId: string | null,
): Promise<void> {
  if (motherId === null) return
  const mother = await registry(tx)
    .selectFrom('registry.space')
    .select(['communityId', 'motherId'])
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', motherId)
    .executeTakeFirst()
  if (!mother) throw platformRefuse.notFound()
  if (motherId === space.premisesId || mother.communityId !== space.communityId || mother.motherId !== null)
    throw refuse.motherWrong()
  const children = await registry(tx)
    .selectFrom('registry.space')
    .select(['premisesId', 'motherId'])
    .where('tenantId', '=', tenantOf(actor))
    .where('motherId', 'in', [motherId, space.premisesId])
    .execute()
  if (children.some(child => child.motherId === space.premisesId)) throw refuse.motherWrong()
  if (children.some(child => child.premisesId !== space.premisesId)) throw refuse.motherTaken()
}

/** Refuses a person whom this actor may not see. Errors: platform.not_found. */
export async function requireHolder(tx: Tx, actor: Actor, holderId: string): Promise<void> {
  const holder = await registry(tx)
    .selectFrom('registry.person')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', holderId)
    .executeTakeFirst()
  if (!holder) throw platformRefuse.notFound()
}
