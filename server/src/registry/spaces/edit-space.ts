import type { registry as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { spacesChanged } from '../events.ts'
import { ensureOccupancies } from '../occupancies/ensure-occupancies.ts'
import { registry } from '../tables.ts'
import { lockSpace, requireHolder, requireMother } from './lock-space.ts'
import { readSpace, type SpaceDetail } from './space-view.ts'

/** Tenures under which nobody owns a space: civil-defence spaces belong to the state, public ones to all owners. */
const WITHOUT_TITLE = ['civil-defence', 'public']

/** Changes the facts of a space. Errors: platform.changed_meanwhile, registry.mother_wrong, registry.mother_taken, registry.space_has_owner. */
export async function editSpace(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editSpace>,
): Promise<SpaceDetail> {
  const { spaceId, version, ...facts } = input
  const before = await lockSpace(tx, actor, spaceId, version)
  await requireMother(tx, actor, before, facts.motherId)
  if (WITHOUT_TITLE.includes(facts.tenure) && !WITHOUT_TITLE.includes(before.tenure)) {
    const { ownerName } = await readSpace(tx, actor, { spaceId })
    if (ownerName !== null) throw refuse.spaceHasOwner({ owner: ownerName })
  }
  await write(tx, actor, spaceId, facts)
  recordChanges(tx, before, facts)
  await publish(tx, spacesChanged, { communityId: before.communityId, count: 1 })
  return readSpace(tx, actor, { spaceId })
}

/** Keeps a free space for somebody, or frees it again. Errors: platform.changed_meanwhile, registry.space_not_free, registry.period_wrong. */
export async function reserveSpace(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.reserveSpace>,
): Promise<SpaceDetail> {
  const { spaceId, version, reservedFor } = input
  const before = await lockSpace(tx, actor, spaceId, version)
  const reservedUntil = reservedFor === null ? null : input.reservedUntil
  if (reservedFor !== null) {
    const { state } = await readSpace(tx, actor, { spaceId })
    if (state !== 'free' && state !== 'reserved') throw refuse.spaceNotFree({ state })
    if (reservedUntil !== null && reservedUntil < today()) throw refuse.periodWrong()
  }
  const after = { reservedFor, reservedUntil }
  await write(tx, actor, spaceId, after)
  recordChanges(tx, before, after)
  await publish(tx, spacesChanged, { communityId: before.communityId, count: 1 })
  return readSpace(tx, actor, { spaceId })
}

/**
 * Records the owner of a space with a title. Civil-defence spaces may be let and not sold, public ones neither.
 * Errors: registry.space_not_for_sale, registry.space_has_owner, registry.space_let (to somebody else).
 */
export async function sellSpace(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.sellSpace>,
): Promise<SpaceDetail> {
  const { spaceId, ownerId, fromOn } = input
  const space = await lockSpace(tx, actor, spaceId)
  if (WITHOUT_TITLE.includes(space.tenure)) throw refuse.spaceNotForSale({ tenure: space.tenure })
  await requireHolder(tx, actor, ownerId)
  const present = await readSpace(tx, actor, { spaceId })
  if (present.ownerId === ownerId) return present
  if (present.ownerName !== null) throw refuse.spaceHasOwner({ owner: present.ownerName })
  if (present.state === 'let' && present.holderId !== ownerId)
    throw refuse.spaceLet({ label: present.label, until: present.letUntil ?? '' })
  const owned = { tenure: 'owned', reservedFor: null, reservedUntil: null }
  await ensureOccupancies(tx, actor, [{ premisesId: spaceId, personId: ownerId, kind: 'owner', fromOn }])
  await write(tx, actor, spaceId, owned)
  recordChanges(tx, { ...space, ownerId: null as string | null }, { ...owned, ownerId })
  await publish(tx, spacesChanged, { communityId: space.communityId, count: 1 })
  return readSpace(tx, actor, { spaceId })
}

async function write(tx: Tx, actor: Actor, spaceId: string, set: object): Promise<void> {
  await registry(tx)
    .updateTable('registry.space')
    .set({ ...set, version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', spaceId)
    .execute()
}
