import type { registry as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { placeDocumentsChanged } from '../events.ts'
import { registry } from '../tables.ts'
import { requireOrder } from './add-place-document.ts'
import { type PlaceDocument, readPlaceDocument } from './place-document-view.ts'

/**
 * Corrects what is written down about a paper, from the version that was read.
 * Errors: platform.not_found, beyond_scope, changed_meanwhile, registry.document_removed, document_dates_wrong.
 */
export async function editPlaceDocument(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editPlaceDocument>,
): Promise<PlaceDocument> {
  const { documentId, version, ...facts } = input
  const before = await lockDocument(tx, actor, documentId, version)
  requireOrder(facts)
  await change(tx, actor, documentId, { ...facts, version: version + 1 })
  recordChanges<object>(tx, before, facts)
  return told(tx, actor, documentId)
}

/**
 * Takes a paper away with the reason; who had put it there, and that it was, stays written down.
 * Errors: platform.not_found, beyond_scope, changed_meanwhile, registry.document_removed.
 */
export async function removePlaceDocument(
  tx: Tx,
  actor: Actor,
  { documentId, version, reason }: RequestOf<typeof contract.removePlaceDocument>,
): Promise<PlaceDocument> {
  await lockDocument(tx, actor, documentId, version)
  const removed = { removedAt: now(), removedByName: actor.name, removedReason: reason }
  await change(tx, actor, documentId, { ...removed, version: version + 1 })
  recordChanges<object>(tx, { removedReason: null }, { removedReason: reason })
  return told(tx, actor, documentId)
}

async function lockDocument(tx: Tx, actor: Actor, documentId: string, version: number) {
  const document = await registry(tx)
    .selectFrom('registry.placeDocument')
    .select(['premisesId', 'kind', 'title', 'number', 'datedOn', 'validUntil', 'note', 'removedAt', 'version'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', documentId)
    .forUpdate()
    .executeTakeFirst()
  if (!document) throw platformRefuse.notFound()
  if (document.premisesId === null) requireWholeCommunities(actor)
  if (document.removedAt !== null) throw refuse.documentRemoved()
  if (document.version !== version) throw platformRefuse.changedMeanwhile({ version: document.version })
  return document
}

interface Change {
  version: number
  removedAt?: Date
  removedByName?: string
  removedReason?: string
}

async function change(tx: Tx, actor: Actor, documentId: string, set: Change): Promise<void> {
  await registry(tx)
    .updateTable('registry.placeDocument')
    .set(set)
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', documentId)
    .execute()
}

async function told(tx: Tx, actor: Actor, documentId: string): Promise<PlaceDocument> {
  const document = await readPlaceDocument(tx, actor, documentId)
  const { communityId, premisesId } = document
  await publish(tx, placeDocumentsChanged, { communityId, premisesId })
  return document
}
