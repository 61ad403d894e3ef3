import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { requireOwnFiles } from '../../platform/files/file-view.ts'
import { newId } from '../../platform/ids.ts'
import { addDays, anchoredMonthStart } from '../../platform/period.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { askAsStaff } from './discount-approval.ts'
import { type DiscountView, type GrantView, readDiscount, readGrant } from './discount-view.ts'
import { daysOfGrant, lockGrants, refuseOverlaps } from './overlapping-grants.ts'

type Request = RequestOf<typeof contract.grantDiscount>
type Input = Omit<Request, 'photoIds'> & Partial<Pick<Request, 'photoIds'>>

/** What came of it: the grant, or the request that waits for approval. */
type Outcome = ResponseOf<typeof contract.grantDiscount>

/**
 * Gives premises a discount for some days, with what shows that it is due where the discount asks for that; where the setting asks for it, somebody
 * else has to approve it first (`discount-approval.ts`). Errors: as of `giveDiscount`, and platform.not_found (a photo that is not one's own),
 * billing.evidence_missing, billing.discount_asked, approvals.nobody_decides.
 */
export async function grantDiscount(tx: Tx, actor: Actor, input: Input): Promise<Outcome> {
  const { photoIds = [] } = input
  const discount = await readDiscount(tx, actor, input.discountId)
  if (discount.needsEvidence && photoIds.length === 0) throw refuse.evidenceMissing()
  await requireOwnFiles(tx, actor, photoIds, 'photo')
  if (!discount.needsApproval) return { grant: await giveDiscount(tx, actor, input), requestId: null }
  await requireGivable(tx, actor, discount, input)
  const { communityId } = discount
  return { grant: null, requestId: await askAsStaff(tx, actor, { ...input, photoIds, communityId }) }
}

/**
 * Gives premises a discount for some days, as it was asked for. One that is for whoever prepays is worked out at the counter and cannot be given.
 * Errors: platform.not_found, billing.grant_wrong (ends before it starts, too long, not to be given), billing.grant_taken (on some of the days),
 * billing.grant_overlaps (another discount of the same charges on some of the days).
 */
export async function giveDiscount(tx: Tx, actor: Actor, input: Input): Promise<GrantView> {
  const discount = await readDiscount(tx, actor, input.discountId)
  await requireGivable(tx, actor, discount, input)
  const granted = { grantedBy: accountOf(actor), grantedByName: actor.name, grantedAt: now() }
  const added = await billing(tx)
    .insertInto('billing.discountGrant')
    .values({ ...input, ...granted, tenantId: tenantOf(actor), communityId: discount.communityId })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.grantTaken()
  return readGrant(tx, actor, input.id)
}

/** Under the lock of the premises' grants. Errors: as of `giveDiscount`. */
async function requireGivable(tx: Tx, actor: Actor, discount: DiscountView, input: Input): Promise<void> {
  const { premisesId, fromOn, toOn } = input
  await lockGrants(tx, actor, premisesId)
  const premises = await billing(tx)
    .selectFrom('registry.publicPremises')
    .select('communityId')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', premisesId)
    .executeTakeFirst()
  if (premises?.communityId !== discount.communityId) throw refusePlatform.notFound()
  if (discount.kind === 'prepay' || !discount.active) throw refuse.grantWrong({ reason: 'not-given', maxMonths: null })
  refuseWrongDays(fromOn, toOn, discount.maxMonths)
  const taken = await billing(tx)
    .selectFrom('billing.discountGrant')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('discountId', '=', discount.id)
    .where('premisesId', '=', premisesId)
    .where('fromOn', '<=', toOn)
    .where('toOn', '>=', fromOn)
    .executeTakeFirst()
  if (taken) throw refuse.grantTaken()
  await refuseOverlaps(tx, actor, { discountId: discount.id, itemIds: discount.itemIds }, daysOfGrant(input))
}

/**
 * Lets a discount end on another day, knowing what was read until now: no reading so far ends it again. A later end waits for somebody else where
 * giving it does. Errors: platform.not_found, platform.changed_meanwhile, billing.grant_wrong, billing.grant_taken, billing.grant_overlaps,
 * billing.discount_asked, approvals.nobody_decides.
 */
export async function endDiscountGrant(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.endDiscountGrant>,
): Promise<Outcome> {
  const { grantId, version, toOn, reason } = input
  const before = await readGrant(tx, actor, grantId)
  const discount = await readDiscount(tx, actor, before.discountId)
  await requireEnd(tx, actor, discount, before, toOn)
  if (toOn <= before.toOn || !discount.needsApproval)
    return { grant: await setEnd(tx, actor, before, version, toOn), requestId: null }
  if (before.version !== version) throw refusePlatform.changedMeanwhile({ version: before.version })
  const { premisesId } = before
  const { id: discountId, communityId } = discount
  const longer = { id: newId(), communityId, premisesId, discountId, grantId, fromOn: addDays(before.toOn, 1), toOn }
  const requestId = await askAsStaff(tx, actor, { ...longer, reason, photoIds: [] }, before.endedBy)
  return { grant: before, requestId }
}

/**
 * Lets a discount go on for the days that were asked for, from the day after its end. Errors: platform.not_found, billing.grant_changed (it ends on
 * another day by now), billing.grant_wrong, billing.grant_taken, billing.grant_overlaps.
 */
export async function prolongGrant(
  tx: Tx,
  actor: Actor,
  { grantId, fromOn, toOn }: { grantId: string; fromOn: string; toOn: string },
): Promise<void> {
  const known = await readGrant(tx, actor, grantId)
  await lockGrants(tx, actor, known.premisesId)
  const before = await readGrant(tx, actor, grantId)
  if (addDays(before.toOn, 1) !== fromOn) throw refuse.grantChanged()
  await requireEnd(tx, actor, await readDiscount(tx, actor, before.discountId), before, toOn)
  await setEnd(tx, actor, before, before.version, toOn)
}

/** Under the lock of the premises' grants. Errors: billing.grant_wrong, billing.grant_taken, billing.grant_overlaps. */
async function requireEnd(
  tx: Tx,
  actor: Actor,
  discount: DiscountView,
  before: GrantView,
  toOn: string,
): Promise<void> {
  const { premisesId } = before
  await lockGrants(tx, actor, premisesId)
  refuseWrongDays(before.fromOn, toOn, discount.maxMonths)
  const later = await billing(tx)
    .selectFrom('billing.discountGrant')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('discountId', '=', before.discountId)
    .where('premisesId', '=', premisesId)
    .where('id', '<>', before.id)
    .where('fromOn', '>', before.fromOn)
    .where('fromOn', '<=', toOn)
    .executeTakeFirst()
  if (later) throw refuse.grantTaken()
  if (toOn <= before.toOn) return
  const more = daysOfGrant({ premisesId, fromOn: addDays(before.toOn, 1), toOn })
  await refuseOverlaps(tx, actor, { discountId: discount.id, itemIds: discount.itemIds }, more)
}

/** Errors: platform.changed_meanwhile. */
async function setEnd(tx: Tx, actor: Actor, before: GrantView, version: number, toOn: string): Promise<GrantView> {
  const changed = await billing(tx)
    .updateTable('billing.discountGrant')
    .set({ toOn, endedBy: null, judgedTo: lastRead(before.premisesId), version: version + 1 })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', before.id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw refusePlatform.changedMeanwhile({ version: before.version })
  recordChanges(tx, { toOn: before.toOn }, { toOn })
  return readGrant(tx, actor, before.id)
}

/** Until which day premises were read; estimates are nobody's word. */
function lastRead(premisesId: string) {
  return sql<
    string | null
  >`(select greatest(billing.discount_grant.judged_to, max(c.to_on)) from metering.public_consumption c
    where c.tenant_id = billing.discount_grant.tenant_id and c.premises_id = ${premisesId}::uuid and c.level = 'household' and not c.estimated)`
}

/** Days of a discount in order and no longer than it lasts. Errors: billing.grant_wrong. */
export function refuseWrongDays(fromOn: string, toOn: string, maxMonths: number | null): void {
  if (toOn < fromOn) throw refuse.grantWrong({ reason: 'ends-before-start', maxMonths })
  if (maxMonths !== null && toOn > addDays(anchoredMonthStart(fromOn, maxMonths), -1)) {
    throw refuse.grantWrong({ reason: 'too-long', maxMonths })
  }
}
