import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import { type Database, inTransaction, type Tx } from '../../platform/db.ts'
import { identity } from '../tables.ts'
import { isLimited, rightsOf } from './resolve-actor.ts'
import { isOver } from './session.ts'

/**
 * Whether the session that an actor was resolved from still stands, and the account has the same rights and scope as then:
 * what stays open for long (the realtime stream) asks now and then. It is no sign of life: watching does not keep a session.
 */
export async function isStillSignedIn(db: Database, actor: Actor): Promise<boolean> {
  const { sessionId } = actor
  if (!sessionId) return false
  return inTransaction(
    db,
    actor,
    async tx => {
      const session = await identity(tx)
        .selectFrom('identity.session')
        .select(['lastSeenAt', 'expiresAt', 'idleSeconds'])
        .where('tenantId', '=', tenantOf(actor))
        .where('id', '=', sessionId)
        .where('endedAt', 'is', null)
        .executeTakeFirst()
      if (!session || isOver(session, now())) return false
      return actor.kind !== 'staff' || hasSameRights(tx, actor)
    },
    { readOnly: true },
  )
}

async function hasSameRights(tx: Tx, actor: Actor): Promise<boolean> {
  const staff = await identity(tx)
    .selectFrom('identity.publicStaff')
    .select(['state', 'permissions', 'communityIds', 'buildingIds'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', actor.id)
    .executeTakeFirst()
  if (staff?.state !== 'active') return false
  return (
    sameNames(rightsOf(staff.permissions, isLimited(staff.communityIds, staff.buildingIds)), actor.permissions) &&
    sameScope(staff.communityIds, actor.communityIds) &&
    sameScope(staff.buildingIds, actor.buildingIds)
  )
}

function sameNames(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every(name => other.has(name))
}

/** null is everything. */
function sameScope(one: readonly string[] | null, other: readonly string[] | null): boolean {
  if (!one || !other) return one === other
  return sameNames(new Set(one), new Set(other))
}
