import type { billing as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { anchoredMonthStart, type CivilDate } from '../../platform/period.ts'
import { countOf } from '../assignments/count-of.ts'
import { type ChargedRule, readChargeRules } from '../rules/rule-view.ts'
import { billing } from '../tables.ts'
import { billingPeriod } from './billing-months.ts'
import type { Charge } from './charged-objects.ts'
import { compareBills } from './compare-bills.ts'
import { proposeCharges } from './propose-bills.ts'

export type HomeInput = Extract<RequestOf<typeof contract.previewBills>, { ruleId: unknown }>

/**
 * What a saved rule would bill a home for months, by all that is known of it (area, meters, household, own fields, discounts, who pays), also where
 * it is not charged there. Nothing exists of it, so all of it is new. Errors: platform.not_found (rule or home, or they are of different
 * communities), billing.period_wrong.
 */
export async function compareHome(tx: Tx, actor: Actor, input: HomeInput) {
  const { ruleId, premisesId } = input
  const period = billingPeriod(input.from, input.to)
  const place = await readPlace(tx, actor, input)
  if (!place) throw refuse.notFound()
  const { communityId, label, floor, endsOn } = place
  const rules = await readChargeRules(tx, actor, communityId, [ruleId])
  const charge: Charge = {
    ...{ id: newId(), ruleId, premisesId, label, floor, endsOn, createdAt: now(), isTried: true },
    startsOn: input.startsOn ?? usualStart(rules.get(ruleId), period.from),
    quantity: input.quantityBy === null ? input.quantity : await countAt(tx, actor, premisesId, input.quantityBy),
  }
  const scope = { communityId, period, rules, addFrom: period.from, on: today() }
  const proposal = await proposeCharges(tx, actor, scope, [charge])
  return { compared: await compareBills(tx, actor, scope, proposal), exceptions: proposal.exceptions }
}

/** What is billed in arrears in the first month began a cycle before. */
function usualStart(charged: ChargedRule | undefined, from: CivilDate): CivilDate {
  return charged?.rule.timing === 'arrears' ? anchoredMonthStart(from, -charged.rule.cycleMonths) : from
}

/** How many vehicles or meters a home has now, as an assignment that is counted by them begins. */
async function countAt(tx: Tx, actor: Actor, premisesId: string, of: 'vehicles' | 'meters'): Promise<string> {
  const { rows } = await sql<{ count: string }>`
    select ${countOf('a')} as count from (select ${tenantOf(actor)}::uuid as tenant_id, ${premisesId}::uuid as premises_id,
      ${JSON.stringify({ of, kinds: [] })}::jsonb as counted_by) as a`.execute(billing(tx))
  return rows[0]?.count ?? '0'
}

async function readPlace(tx: Tx, actor: Actor, { ruleId, premisesId }: HomeInput) {
  return billing(tx)
    .selectFrom('registry.publicPremises as p')
    .innerJoin('billing.rule as r', join =>
      join.onRef('r.tenantId', '=', 'p.tenantId').onRef('r.communityId', '=', 'p.communityId'),
    )
    .select(['p.communityId', 'p.label', 'p.floor', 'p.endedOn as endsOn'])
    .where('p.tenantId', '=', tenantOf(actor))
    .where('p.id', '=', premisesId)
    .where('r.id', '=', ruleId)
    .executeTakeFirst()
}
