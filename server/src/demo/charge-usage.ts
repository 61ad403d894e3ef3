import { billing as contract } from '@anju/contract'
import { assignRules } from '../billing/index.ts'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { drawer } from '../platform/db.ts'
import { monthRange } from '../platform/period.ts'
import { premisesKey } from '../registry/index.ts'
import type { Agenda } from './agenda.ts'
import type { Calendar } from './calendar.ts'
import type { CommunityPlan } from './community-plan.ts'
import { call } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'
import { MONTHLY_SINCE, MONTHS_READ } from './read-meters.ts'

const published = drawer('platform')

/** Whose homes share the light of their stairs, and in which unit of it water is charged by the meter. */
const HOUSE = '1'
const METERED = '1'
/** The light is shared by the quarter, and of late by the month. */
const MONTHS_SHARED = 3
/** Households of the demo, one after the other. */
const PERSONS = [3, 2, 4, 5, 1, 3]

/**
 * The first unit of the first house pays its water by the meter, the house shares the light of its stairs: the rules on the homes, and each month's
 * shared cost by the meters, entered in the morning of the bill run that shares it. What is there already is left alone.
 */
export async function chargeUsage(
  ground: DemoGround,
  agenda: Agenda,
  calendar: Calendar,
  plan: CommunityPlan,
  at: { communityId: string; biller: Actor; premises: ReadonlyMap<string, string> },
): Promise<void> {
  const { communityId, biller, premises } = at
  const { items: rules } = await call(ground, contract.listRules, biller, { communityId, limit: 100 })
  const ruleId = (code: string) => rules.find(rule => rule.code === code)?.id ?? ''
  const homes = plan.premises.filter(
    ({ place, ruleCodes }) => place.use === 'residential' && place.buildingCode === HOUSE && ruleCodes.length > 0,
  )
  const on = (code: string, charged: typeof homes, startsOn: string) =>
    charged.flatMap(({ place }) => {
      const premisesId = premises.get(premisesKey(place))
      return premisesId ? [{ ruleId: ruleId(code), premisesId, startsOn }] : []
    })
  const metered = homes.filter(({ place }) => place.unitCode === METERED)
  await ground.run(tx =>
    assignRules(tx, biller, [
      ...on('SF', metered, `${calendar.month(-MONTHLY_SINCE)}-01`),
      ...on('GT', homes, `${calendar.month(-MONTHS_READ)}-01`),
    ]),
  )
  await countPersons(
    ground,
    biller,
    { communityId, effectiveFrom: `${calendar.month(-MONTHLY_SINCE)}-01` },
    metered.flatMap(({ place }) => premises.get(premisesKey(place)) ?? []),
  )
  const meterIds = await lightMeters(ground, communityId)
  for (const { first, step } of sharedSpans()) {
    const [{ from }, { to }] = [monthRange(calendar.month(first)), monthRange(calendar.month(step))]
    const words = first === step ? calendar.month(step) : `${calendar.month(first)} 至 ${calendar.month(step)}`
    const id = demoId(tenantOf(ground.actor), `${communityId} pool of ${from}`, new Date(`${from}T00:00:00Z`))
    const pool = contract.addPool.body.parse({
      ...{
        id,
        communityId,
        ruleId: ruleId('GT'),
        name: `${words} 楼道照明与电梯`,
        fromOn: from,
        toOn: to,
      },
      ...{
        cost: { by: 'meters', meterIds, unit: 'kWh', unitPrice: '0.62' },
        basis: 'household',
        exempt: 'company-bears',
      },
    })
    agenda.add(calendar.at(`${calendar.month(step + 1)}-01`, 0.005), async () => {
      const { items } = await call(ground, contract.listPools, biller, { communityId, limit: 100 })
      if (!items.some(known => known.id === id)) await call(ground, contract.addPool, biller, pool)
    })
  }
}

/** The months of each shared cost, as steps from now: quarters, which end where the meters are read, then months. */
function sharedSpans(): { first: number; step: number }[] {
  const quarters = (MONTHS_READ - MONTHS_SHARED) / 3
  return [
    ...Array.from({ length: quarters }, (_, nth) => ({
      first: nth * 3 - MONTHS_READ,
      step: nth * 3 + 2 - MONTHS_READ,
    })),
    ...Array.from({ length: MONTHS_SHARED }, (_, nth) => ({ first: nth - MONTHS_SHARED, step: nth - MONTHS_SHARED })),
  ]
}

/** How many live in each home, since the steps of the water price grow with a large household. Said once. */
async function countPersons(
  ground: DemoGround,
  biller: Actor,
  from: { communityId: string; effectiveFrom: string },
  homes: readonly string[],
): Promise<void> {
  const { communityId } = from
  const known = await call(ground, contract.listMeasures, biller, { communityId, name: 'persons', limit: 1 })
  if (known.total > 0 || homes.length === 0) return
  const values = homes.map((premisesId, index) => ({ premisesId, value: String(PERSONS[index % PERSONS.length]) }))
  await call(ground, contract.setMeasures, biller, { ...from, name: 'persons', effectiveTo: null, values })
}

async function lightMeters({ actor, run }: DemoGround, communityId: string): Promise<string[]> {
  const rows = await run(tx =>
    published(tx)
      .selectFrom('metering.publicMeter')
      .select('id')
      .where('tenantId', '=', tenantOf(actor))
      .where('communityId', '=', communityId)
      .where('code', '=', `D-${HOUSE}`)
      .orderBy('code')
      .execute(),
  )
  return rows.map(row => row.id)
}
