import type { billing as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { dec } from '../../platform/decimals.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../../registry/index.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { type DiscountView, readDiscount } from './discount-view.ts'
import { grantsFrom, lockAllGrants, refuseOverlaps } from './overlapping-grants.ts'

type Facts = Omit<RequestOf<typeof contract.createDiscount>, 'id' | 'communityId'>

/**
 * Adds a discount. Errors: platform.not_found, platform.beyond_scope, billing.discount_name_taken, billing.discount_wrong,
 * billing.discount_on_deposit, billing.discount_on_pool.
 */
export async function createDiscount(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.createDiscount>,
): Promise<DiscountView> {
  requireWholeCommunities(actor)
  const { id, communityId, ...facts } = input
  await requireCommunity(tx, actor, communityId)
  refuseWrong(facts)
  await refuseNever(tx, actor, communityId, facts.itemIds)
  const added = await billing(tx)
    .insertInto('billing.discount')
    .values({ ...columnsOf(facts), id, communityId, tenantId: tenantOf(actor), createdAt: now() })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.discountNameTaken({ name: facts.name })
  return readDiscount(tx, actor, id)
}

/**
 * Changes a discount, from the version that was read; grants in force follow it from the next bill on.
 * Errors: platform.not_found, platform.beyond_scope, platform.changed_meanwhile, billing.discount_name_taken, billing.discount_wrong,
 * billing.discount_on_deposit, billing.discount_on_pool, billing.grant_overlaps (homes that have it have another of an item that it was not of).
 */
export async function editDiscount(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editDiscount>,
): Promise<DiscountView> {
  requireWholeCommunities(actor)
  const { discountId, version, active, ...facts } = input
  refuseWrong(facts)
  const before = await readDiscount(tx, actor, discountId)
  const taken = await billing(tx)
    .selectFrom('billing.discount')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', before.communityId)
    .where('name', '=', facts.name)
    .where('id', '<>', discountId)
    .executeTakeFirst()
  if (taken) throw refuse.discountNameTaken({ name: facts.name })
  if (!sameItems(before.itemIds, facts.itemIds)) {
    await refuseNever(tx, actor, before.communityId, facts.itemIds)
    await lockAllGrants(tx, actor)
    await refuseOverlaps(tx, actor, { discountId, itemIds: facts.itemIds }, grantsFrom(actor, discountId, today()))
  }
  const changed = await billing(tx)
    .updateTable('billing.discount')
    .set({ ...columnsOf(facts), active, version: version + 1 })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', discountId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw refusePlatform.changedMeanwhile({ version: before.version })
  recordChanges(tx, before, { ...facts, active })
  return readDiscount(tx, actor, discountId)
}

function columnsOf({ versions, ...facts }: Facts) {
  return { ...facts, versions: JSON.stringify(versions) }
}

function sameItems(before: readonly string[] | null, after: readonly string[] | null): boolean {
  return JSON.stringify(before?.toSorted() ?? null) === JSON.stringify(after?.toSorted() ?? null)
}

/**
 * Items that a discount is never of (`billing.discount_reaches`): deposits, and what is charged by shared costs alone in the community.
 * Errors: billing.discount_on_deposit, billing.discount_on_pool.
 */
async function refuseNever(
  tx: Tx,
  actor: Actor,
  communityId: string,
  itemIds: readonly string[] | null,
): Promise<void> {
  if (itemIds === null || itemIds.length === 0) return
  const items = await billing(tx)
    .selectFrom('billing.chargeItem as i')
    .select(['i.name', 'i.treatment'])
    .select(
      sql<boolean | null>`(select bool_and(r.kind = 'pool') from billing.rule r
        where r.tenant_id = i.tenant_id and r.item_id = i.id and r.community_id = ${communityId})`.as('shared'),
    )
    .where('i.tenantId', '=', tenantOf(actor))
    .where('i.id', 'in', [...itemIds])
    .orderBy('i.name')
    .execute()
  const deposit = items.find(({ treatment }) => treatment === 'deposit')
  if (deposit) throw refuse.discountOnDeposit({ name: deposit.name })
  const shared = items.find(item => item.shared)
  if (shared) throw refuse.discountOnPool({ name: shared.name })
}

/** At most 100 %, one version a date; a prepay discount says how many months it wants. */
function refuseWrong({ kind, versions, minMonths }: Facts): void {
  const problems: { field: string; code: string }[] = []
  const seen = new Set<string>()
  versions.forEach(({ effectiveFrom, percent }, index) => {
    if (dec(percent).gt(100)) problems.push({ field: `versions.${index}.percent`, code: 'out-of-range' })
    if (seen.has(effectiveFrom)) problems.push({ field: `versions.${index}.effectiveFrom`, code: 'duplicate-date' })
    seen.add(effectiveFrom)
  })
  if (kind === 'prepay' && minMonths === null) problems.push({ field: 'minMonths', code: 'required' })
  if (problems.length > 0) throw refuse.discountWrong({ problems })
}
