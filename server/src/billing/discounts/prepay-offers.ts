import type { billing as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { billing } from '../tables.ts'
import type { DiscountVersion } from './discount.ts'
import type { PrepayOffer } from './prepay.ts'

/**
 * What is offered today in a community to whoever pays ahead; an offer begins with its first version. One of every item is of those whose
 * money is the company's or the owners': deposits and what is collected for others are nobody's to let off.
 */
export async function readPrepayOffers(tx: Tx, actor: Actor, communityId: string): Promise<PrepayOffer[]> {
  const rows = await billing(tx)
    .selectFrom('billing.discount')
    .select(['id', 'name', 'itemIds', 'versions', 'minMonths', 'untilOn'])
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .where('kind', '=', 'prepay')
    .where('active', '=', true)
    .where('minMonths', 'is not', null)
    .where(sql<boolean>`(until_on is null or until_on >= ${today()}::date)`)
    .orderBy('id')
    .execute()
  const every = rows.some(row => row.itemIds === null) ? await discountable(tx, actor) : []
  return rows.flatMap(({ versions, minMonths, ...row }) => {
    const offer = { ...row, itemIds: row.itemIds ?? every }
    const known = (versions as DiscountVersion[]).filter(version => version.effectiveFrom <= today())
    const now = known.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1)).at(-1)
    return now && minMonths !== null ? [{ ...offer, minMonths, percent: now.percent, capYuan: now.capYuan }] : []
  })
}

async function discountable(tx: Tx, actor: Actor): Promise<string[]> {
  const items = await billing(tx)
    .selectFrom('billing.chargeItem')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('treatment', 'in', ['revenue', 'public'])
    .execute()
  return items.map(item => item.id)
}

type Shown = ResponseOf<typeof contract.readHousehold>['prepayOffers'][number]

/** The offers as the desk shows them, their items by name. */
export async function showPrepayOffers(tx: Tx, actor: Actor, communityId: string): Promise<Shown[]> {
  const offers = await readPrepayOffers(tx, actor, communityId)
  const itemIds = offers.flatMap(offer => offer.itemIds ?? [])
  const items =
    itemIds.length === 0
      ? []
      : await billing(tx)
          .selectFrom('billing.chargeItem')
          .select(['id', 'name'])
          .where('tenantId', '=', tenantOf(actor))
          .where('id', '=', sql<string>`any(${itemIds}::uuid[])`)
          .execute()
  const nameOf = new Map(items.map(item => [item.id, item.name]))
  return offers.map(({ itemIds: ids, ...offer }) => ({
    ...offer,
    itemNames: ids === null ? null : ids.flatMap(id => nameOf.get(id) ?? []),
  }))
}
