import type { registry as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireOwnFiles } from '../../platform/files/file-view.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../communities/community-exists.ts'
import { refuse } from '../errors.ts'
import { placeDocumentsChanged } from '../events.ts'
import { lockPremises } from '../premises/lock-premises.ts'
import { registry } from '../tables.ts'
import { type PlaceDocument, readPlaceDocument } from './place-document-view.ts'

/**
 * Puts a paper to premises, or to a community as a whole (which staff of some buildings may not).
 * Errors: platform.not_found (premises, community, or a file that is not the actor's own), platform.beyond_scope,
 * registry.premises_ended, document_dates_wrong, id_taken.
 */
export async function addPlaceDocument(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.addPlaceDocument>,
): Promise<PlaceDocument> {
  const { filePurpose, ...facts } = input
  const { id, communityId, premisesId, fileId } = facts
  await requirePlace(tx, actor, communityId, premisesId)
  requireOrder(facts)
  await requireOwnFiles(tx, actor, [fileId], filePurpose)
  const added = await registry(tx)
    .insertInto('registry.placeDocument')
    .values({ ...facts, tenantId: tenantOf(actor), addedBy: actor.id, addedByName: actor.name, addedAt: now() })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.idTaken()
  await publish(tx, placeDocumentsChanged, { communityId, premisesId })
  return readPlaceDocument(tx, actor, id)
}

/** Papers of a community are for who answers for the whole of it; premises must be there, and in that community. */
async function requirePlace(tx: Tx, actor: Actor, communityId: string, premisesId: string | null): Promise<void> {
  if (premisesId === null) {
    requireWholeCommunities(actor)
    return requireCommunity(tx, actor, communityId)
  }
  const premises = await lockPremises(tx, actor, premisesId, null)
  if (premises.communityId !== communityId) throw platformRefuse.notFound()
}

/** Errors: registry.document_dates_wrong when a paper ends before its own day. */
export function requireOrder({ datedOn, validUntil }: { datedOn: string | null; validUntil: string | null }): void {
  if (datedOn !== null && validUntil !== null && validUntil < datedOn) throw refuse.documentDatesWrong()
}
