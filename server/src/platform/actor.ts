import type { Permission } from '@anju/contract'

/** Who acts. A job acts as `system` of a tenant; before signing in one is `anonymous`, of none. */
export interface Actor {
  kind: 'staff' | 'resident' | 'system' | 'anonymous'
  tenantId: string | null
  /** Staff or resident account. */
  id: string | null
  name: string
  /** The registry's person behind a resident. */
  personId: string | null
  sessionId: string | null
  permissions: ReadonlySet<string>
  /** The data scope of staff; null is every community. */
  communityIds: readonly string[] | null
  /**
   * The communities where the modules of this request are open, when a company has them closed somewhere; null is everywhere. The
   * walls take what the scope and this have in common, and what belongs to no community as the scope says.
   */
  openCommunityIds: readonly string[] | null
  /** Within that scope, the only buildings seen; null is all of them. */
  buildingIds: readonly string[] | null
  /** What has to be done before anything else opens; routes that may come before say so. */
  duties: readonly string[]
  requestId: string | null
  address: string | null
}

export const ANONYMOUS: Actor = {
  kind: 'anonymous',
  tenantId: null,
  id: null,
  name: '',
  personId: null,
  sessionId: null,
  permissions: new Set(),
  communityIds: [],
  openCommunityIds: null,
  buildingIds: null,
  duties: [],
  requestId: null,
  address: null,
}

/** The actor of jobs and admin commands in a tenant. */
export function systemActor(tenantId: string, requestId: string | null = null): Actor {
  return { ...ANONYMOUS, kind: 'system', tenantId, name: 'system', communityIds: null, requestId }
}

/**
 * The system at work for a person, by what they have let it do: it may what the system may, and what it writes and audits stands under
 * their name. Without a name it stays the system.
 */
export function inNameOf(system: Actor, person: { id: string | null; name: string }): Actor {
  return person.name === '' ? system : { ...system, id: person.id, name: person.name }
}

/** Whether the actor holds a permission. The system may do everything. */
export function can(actor: Actor, permission: Permission): boolean {
  return actor.kind === 'system' || actor.permissions.has(permission)
}

/** The tenant of an actor that must have one; anything else is a programmer's error. */
export function tenantOf(actor: Actor): string {
  if (!actor.tenantId) throw new Error('This actor belongs to no tenant.')
  return actor.tenantId
}

/** The account id of an actor that must have one (staff or resident). */
export function accountOf(actor: Actor): string {
  if (!actor.id) throw new Error('This actor has no account.')
  return actor.id
}
