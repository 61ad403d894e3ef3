import type { billing as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { billing } from '../tables.ts'
import type { DiscountVersion } from './discount.ts'

type Mine = ResponseOf<typeof contract.listMyDiscounts>
export type MyApplication = Mine['applications'][number]

export interface OfferedDiscount {
  id: string
  communityId: string
  name: string
  kind: string
  versions: DiscountVersion[]
  itemNames: string[] | null
  maxMonths: number | null
  needsEvidence: boolean
  active: boolean
}

/** What a resident may ask for, has, and asked for; the walls keep to the own homes. */
export async function listMyDiscounts(tx: Tx, actor: Actor): Promise<Mine> {
  const discounts = await myDiscounts(tx)
  const names = new Map(discounts.map(({ id, name }) => [id, name]))
  const grants = await billing(tx)
    .selectFrom('billing.discountGrant as g')
    .innerJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'g.tenantId').onRef('p.id', '=', 'g.premisesId'),
    )
    .select(['g.id', 'g.premisesId', 'p.label as premisesLabel', 'g.discountId', 'g.fromOn', 'g.toOn'])
    .where('g.tenantId', '=', tenantOf(actor))
    .orderBy('g.fromOn', 'desc')
    .orderBy('g.id')
    .limit(100)
    .execute()
  return {
    offers: discounts.filter(({ active }) => active).map(offerOf),
    grants: grants.map(({ discountId, ...grant }) => ({ ...grant, discountName: names.get(discountId) ?? '' })),
    applications: await readMyApplications(tx, actor, names),
  }
}

/** The discounts of the communities where the own homes are, by name; past the wall of the rules. */
export async function myDiscounts(tx: Tx): Promise<OfferedDiscount[]> {
  const { rows } = await sql<OfferedDiscount>`
    select id, community_id, name, kind, versions, item_names, max_months, needs_evidence, active
    from billing.my_discounts() order by name, id`.execute(billing(tx))
  return rows
}

/** What was asked for, newest first. */
export async function readMyApplications(
  tx: Tx,
  actor: Actor,
  names: ReadonlyMap<string, string>,
  applicationId?: string,
): Promise<MyApplication[]> {
  let query = billing(tx)
    .selectFrom('billing.discountApplication as a')
    .innerJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'a.tenantId').onRef('p.id', '=', 'a.premisesId'),
    )
    .select(['a.id', 'a.premisesId', 'p.label as premisesLabel', 'a.discountId', 'a.fromOn', 'a.toOn', 'a.reason'])
    .select(['a.state', 'a.answer', 'a.askedAt'])
    .where('a.tenantId', '=', tenantOf(actor))
  if (applicationId) query = query.where('a.id', '=', applicationId)
  const rows = await query.orderBy('a.askedAt', 'desc').orderBy('a.id').limit(50).execute()
  return rows.map(row => ({
    ...row,
    state: row.state as MyApplication['state'],
    discountName: names.get(row.discountId) ?? '',
  }))
}

function offerOf({ id, kind, versions, active, ...offer }: OfferedDiscount): Mine['offers'][number] {
  const now = versions
    .filter(({ effectiveFrom }) => effectiveFrom <= today())
    .toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
    .at(-1)
  return { ...offer, discountId: id, kind: kind as Mine['offers'][number]['kind'], percent: now?.percent ?? null }
}
