import { billing as contract } from '@anju/contract'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { premisesKey } from '../registry/index.ts'
import type { Calendar } from './calendar.ts'
import type { CommunityPlan } from './community-plan.ts'
import { call } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'
import { giveApproved } from './give-discount.ts'

/** So many vacant homes asked in time. */
export const VACANT_AT_ONCE = 6

/**
 * A discount for vacant homes, and some that have had it for ten months; before the bills of those months are made. What is there
 * already stays.
 */
export async function vacateHomes(
  ground: DemoGround,
  { biller, admin }: { biller: Actor; admin: Actor },
  communityId: string,
  plan: CommunityPlan,
  premises: Map<string, string>,
  calendar: Calendar,
): Promise<void> {
  const vacant = plan.premises.filter(({ place, ruleCodes }) => place.state === 'vacant' && ruleCodes.includes('WYF'))
  if (vacant.length === 0) return
  const fromOn = `${calendar.month(-10)}-01`
  const made = new Date(`${fromOn}T00:00:00Z`)
  const idOf = (name: string) => demoId(tenantOf(biller), `${communityId} ${name}`, made)
  const discountId = idOf('discount vacant')
  const known = await call(ground, contract.listDiscounts, biller, { communityId, limit: 10 })
  if (!known.items.some(discount => discount.id === discountId)) {
    const facts = { communityId, name: '空置房七折', kind: 'vacant', maxMonths: 12, needsEvidence: false }
    const versions = [{ effectiveFrom: `${calendar.month(-24)}-01`, percent: '70' }]
    const body = contract.createDiscount.body.parse({ ...facts, id: discountId, versions })
    await call(ground, contract.createDiscount, biller, body)
  }
  for (const { place } of vacant.slice(0, VACANT_AT_ONCE)) {
    const key = premisesKey(place)
    await giveApproved(
      ground,
      { biller, admin },
      {
        ...{ id: idOf(`vacant ${key}`), discountId, premisesId: premises.get(key) ?? '' },
        ...{ fromOn, toOn: `${calendar.month(0)}-28`, reason: '业主书面申请，水电表无用量', photoIds: [] },
        note: '已现场核实',
      },
    )
  }
}
