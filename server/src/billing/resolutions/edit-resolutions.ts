import type { billing as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { resultOf } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { dec } from '../../platform/decimals.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { requireOwnFiles } from '../../platform/files/file-view.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../../registry/index.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { type Resolution, readResolution } from './resolution-view.ts'

type Input = RequestOf<typeof contract.addResolution>

/**
 * Keeps what owners decided, with its paper. An assembly on the maintenance fund is counted by heads and area: two thirds took part, more
 * than half of them in favour (民法典 278, E78). Errors: platform.not_found, beyond_scope, already_there, billing.resolution_wrong,
 * resolution_not_carried, resolution_taken.
 */
export async function addResolution(tx: Tx, actor: Actor, input: Input): Promise<Resolution> {
  requireWholeCommunities(actor)
  await requireCommunity(tx, actor, input.communityId)
  checkResolution(input)
  await requireOwnFiles(tx, actor, input.fileIds, ['photo', 'document'])
  await requireNewNumber(tx, actor, input)
  const { votes, ...facts } = input
  const added = await billing(tx)
    .insertInto('billing.resolution')
    .values({
      ...{ ...facts, ...votes, tenantId: tenantOf(actor) },
      ...{ createdBy: actor.id, createdByName: actor.name, createdAt: now() },
    })
    .onConflict(conflict => conflict.columns(['tenantId', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refusePlatform.alreadyThere()
  return readResolution(tx, actor, { resolutionId: input.id })
}

function checkResolution({ kind, body, decidedOn, votes }: Input): void {
  if (body === (kind === 'public' ? 'emergency' : 'committee')) throw refuse.resolutionWrong({ field: 'body' })
  if (decidedOn > today()) throw refuse.resolutionWrong({ field: 'decidedOn' })
  if (votes === null) {
    if (kind === 'fund' && body === 'assembly') throw refuse.resolutionWrong({ field: 'votes' })
    return
  }
  const { heads, headsPart, headsFor } = votes
  const [area, areaPart, areaFor] = [dec(votes.areaM2), dec(votes.areaPartM2), dec(votes.areaForM2)]
  if (area.lte(0)) throw refuse.resolutionWrong({ field: 'areaM2' })
  if (headsPart > heads) throw refuse.resolutionWrong({ field: 'headsPart' })
  if (areaPart.gt(area)) throw refuse.resolutionWrong({ field: 'areaPartM2' })
  if (headsFor > headsPart) throw refuse.resolutionWrong({ field: 'headsFor' })
  if (areaFor.gt(areaPart)) throw refuse.resolutionWrong({ field: 'areaForM2' })
  const result = resultOf(
    { heads, areaM2: votes.areaM2 },
    { heads: headsPart, areaM2: votes.areaPartM2 },
    { heads: headsFor, areaM2: votes.areaForM2 },
    'more-than-half',
  )
  const { hasQuorum, headsPercent, areaPercent } = result
  if (!result.isCarried) throw refuse.resolutionNotCarried({ hasQuorum, headsPercent, areaPercent })
}

/** Two who enter the same paper wait for each other. Errors: billing.resolution_taken. */
async function requireNewNumber(tx: Tx, actor: Actor, { id, communityId, kind, number }: Input): Promise<void> {
  const key = `billing.resolution/${tenantOf(actor)}/${communityId}/${kind}/${number}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(billing(tx))
  const other = await billing(tx)
    .selectFrom('billing.resolution')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .where('kind', '=', kind)
    .where('number', '=', number)
    .where('voidedAt', 'is', null)
    .where('id', '<>', id)
    .executeTakeFirst()
  if (other) throw refuse.resolutionTaken({ number })
}

/**
 * It was entered wrongly: nothing more is spent on it, its number is free. Errors: platform.not_found, beyond_scope, changed_meanwhile,
 * billing.resolution_used (something was spent on it, or waits).
 */
export async function voidResolution(
  tx: Tx,
  actor: Actor,
  { resolutionId, version, reason }: RequestOf<typeof contract.voidResolution>,
): Promise<Resolution> {
  requireWholeCommunities(actor)
  await sql`select from billing.resolution where tenant_id = ${tenantOf(actor)}::uuid and id = ${resolutionId}::uuid for update`.execute(
    billing(tx),
  )
  const before = await readResolution(tx, actor, { resolutionId })
  if (before.version !== version || before.voidedAt !== null)
    throw refusePlatform.changedMeanwhile({ version: before.version })
  if (before.usedFen !== 0n) throw refuse.resolutionUsed({ leftFen: null })
  await billing(tx)
    .updateTable('billing.resolution')
    .set({ voidedAt: now(), voidReason: reason, version: version + 1 })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', resolutionId)
    .execute()
  recordChanges<{ voidReason: string | null }>(tx, { voidReason: null }, { voidReason: reason })
  return readResolution(tx, actor, { resolutionId })
}
