import type { billing as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { requireOwnFiles } from '../../platform/files/file-view.ts'
import { addDays, anchoredMonthStart } from '../../platform/period.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { type GrantView, readDiscount, readGrant } from './discount-view.ts'
import { daysOfGrant, lockGrants, refuseOverlaps } from './overlapping-grants.ts'

type Request = RequestOf<typeof contract.grantDiscount>
type Input = Omit<Request, 'photoIds'> & Partial<Pick<Request, 'photoIds'>>

/**
 * Gives premises a discount for some days, with what shows that it is due where the discount asks for that. Errors: as of `giveDiscount`, and
 * platform.not_found (a photo that is not one's own), billing.evidence_missing.
 */
export async function grantDiscount(tx: Tx, actor: Actor, input: Input): Promise<GrantView> {
  const { photoIds = [] } = input
  const { needsEvidence } = await readDiscount(tx, actor, input.discountId)
  if (needsEvidence && photoIds.length === 0) throw refuse.evidenceMissing()
  await requireOwnFiles(tx, actor, photoIds, 'photo')
  return giveDiscount(tx, actor, input)
}

/**
 * Gives premises a discount for some days, as it was asked for. One that is for whoever prepays is worked out at the counter and cannot be given.
 * Errors: platform.not_found, billing.grant_wrong (ends before it starts, too long, not to be given), billing.grant_taken (on some of the days),
 * billing.grant_overlaps (another discount of the same charges on some of the days).
 */
export async function giveDiscount(tx: Tx, actor: Actor, input: Input): Promise<GrantView> {
  await lockGrants(tx, actor, input.premisesId)
  const discount = await readDiscount(tx, actor, input.discountId)
  const premises = await billing(tx)
    .selectFrom('registry.publicPremises')
    .select('communityId')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.premisesId)
    .executeTakeFirst()
  if (premises?.communityId !== discount.communityId) throw refusePlatform.notFound()
  if (discount.kind === 'prepay' || !discount.active) throw refuse.grantWrong({ reason: 'not-given', maxMonths: null })
  refuseWrongDays(input.fromOn, input.toOn, discount.maxMonths)
  const granted = { grantedBy: accountOf(actor), grantedByName: actor.name, grantedAt: now() }
  const added = await billing(tx)
    .insertInto('billing.discountGrant')
    .values({ ...input, ...granted, tenantId: tenantOf(actor), communityId: discount.communityId })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.grantTaken()
  await refuseOverlaps(tx, actor, { discountId: discount.id, itemIds: discount.itemIds }, daysOfGrant(input))
  return readGrant(tx, actor, input.id)
}

/**
 * Lets a discount end on another day, knowing what was read until now: no reading so far ends it again. Errors: platform.not_found, platform.changed_meanwhile, billing.grant_wrong, billing.grant_taken,
 * billing.grant_overlaps.
 */
export async function endDiscountGrant(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.endDiscountGrant>,
): Promise<GrantView> {
  const { grantId, version, toOn } = input
  const before = await readGrant(tx, actor, grantId)
  await lockGrants(tx, actor, before.premisesId)
  const { id: discountId, itemIds, maxMonths } = await readDiscount(tx, actor, before.discountId)
  refuseWrongDays(before.fromOn, toOn, maxMonths)
  const later = await billing(tx)
    .selectFrom('billing.discountGrant')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('discountId', '=', before.discountId)
    .where('premisesId', '=', before.premisesId)
    .where('id', '<>', grantId)
    .where('fromOn', '>', before.fromOn)
    .where('fromOn', '<=', toOn)
    .executeTakeFirst()
  if (later) throw refuse.grantTaken()
  if (toOn > before.toOn) {
    const { premisesId } = before
    const more = daysOfGrant({ premisesId, fromOn: addDays(before.toOn, 1), toOn })
    await refuseOverlaps(tx, actor, { discountId, itemIds }, more)
  }
  const changed = await billing(tx)
    .updateTable('billing.discountGrant')
    .set({ toOn, endedBy: null, judgedTo: lastRead(before.premisesId), version: version + 1 })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', grantId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw refusePlatform.changedMeanwhile({ version: before.version })
  recordChanges(tx, { toOn: before.toOn }, { toOn })
  return readGrant(tx, actor, grantId)
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
