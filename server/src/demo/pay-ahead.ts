import { billing as contract } from '@anju/contract'
import { tenantOf } from '../platform/actor.ts'
import { drawer } from '../platform/db.ts'
import { dec, toUnits } from '../platform/decimals.ts'
import { premisesKey } from '../registry/index.ts'
import type { Agenda } from './agenda.ts'
import type { Calendar } from './calendar.ts'
import { type CashQueue, takenPayments } from './cash-queue.ts'
import { chanceOf } from './chance.ts'
import type { CommunityPlan, PlannedPremises, PlannedRule } from './community-plan.ts'
import { callWithin } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'
import { habitOf } from './pay-day.ts'

const published = drawer('platform')
const HUNDRED_YUAN = 10_000n

/**
 * Households whose habit it is pay a year ahead, in the week before its first bills: each run is settled from that by itself. What was
 * paid already is left alone.
 */
export async function planYearsAhead(
  ground: DemoGround,
  agenda: Agenda,
  calendar: Calendar,
  plan: CommunityPlan,
  { queue, communityId, premises }: { queue: CashQueue; communityId: string; premises: ReadonlyMap<string, string> },
): Promise<void> {
  const taken = await takenPayments(ground, communityId)
  for (const { premisesId, label, ...each } of await aheadOf(ground, plan, { communityId, premises })) {
    const amountFen = yearOf(each, plan.rules)
    for (let monthsAgo = each.chargedMonths; monthsAgo > 0 && amountFen > 0n; monthsAgo -= 12) {
      const chance = chanceOf(label, monthsAgo, 'ahead')
      const at = calendar.at(`${calendar.month(-monthsAgo - 1)}-${chance.between(22, 27)}`, chance.share())
      const id = demoId(tenantOf(ground.actor), `${premisesId} pays a year ahead`, at)
      if (taken.has(id)) continue
      const method = chance.weighted({ transfer: 7, pos: 3 })
      agenda.addTo(queue.desk, at, async tx => {
        await callWithin(tx, contract.collect, queue.cashier, {
          ...{ id, premisesId, billIds: [], amountFen, method, overpayment: 'prepay', remark: '预存一年，自动冲抵' },
        })
      })
    }
  }
}

/** The premises whose households pay a year ahead. */
export async function aheadOf(
  ground: DemoGround,
  plan: CommunityPlan,
  { communityId, premises }: { communityId: string; premises: ReadonlyMap<string, string> },
): Promise<(PlannedPremises & { premisesId: string; label: string })[]> {
  const labels = await labelsOf(ground, communityId)
  return plan.premises.flatMap(each => {
    const premisesId = premises.get(premisesKey(each.place)) ?? ''
    const label = labels.get(premisesId)
    return label !== undefined && habitOf(label, each.habits, 1) === 'ahead' ? [{ ...each, premisesId, label }] : []
  })
}

/** The charges of twelve months and a little more, in whole hundreds of yuan. */
function yearOf({ place, ruleCodes }: PlannedPremises, rules: readonly PlannedRule[]): bigint {
  const yuan = rules
    .filter(rule => ruleCodes.includes(rule.code))
    .map(({ kind, raised, ...first }) => {
      const { fixedAmount, unitPrice } = raised ?? first
      return kind === 'fixed' ? dec(fixedAmount) : dec(unitPrice).times(place.areaM2 ?? '0')
    })
    .reduce((sum, monthly) => sum.plus(monthly.times(12)), dec('0'))
  return HUNDRED_YUAN * toUnits(yuan.times('1.03').div('100'), 0, 'UP')
}

async function labelsOf({ actor, run }: DemoGround, communityId: string): Promise<Map<string, string>> {
  const rows = await run(tx =>
    published(tx)
      .selectFrom('registry.publicPremises')
      .select(['id', 'label'])
      .where('tenantId', '=', tenantOf(actor))
      .where('communityId', '=', communityId)
      .execute(),
  )
  return new Map(rows.map(row => [row.id ?? '', row.label ?? '']))
}
