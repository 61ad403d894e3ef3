import type { Actor } from '../platform/actor.ts'
import { tenantOf } from '../platform/actor.ts'
import { setClock } from '../platform/clock.ts'
import { drawer } from '../platform/db.ts'
import { premisesKey } from '../registry/index.ts'
import { type Agenda, openAgenda } from './agenda.ts'
import { planApplications } from './apply-for-discounts.ts'
import { askAndDispute, planWaivers } from './ask-and-dispute.ts'
import { planBillRuns } from './bill-months.ts'
import { planWater } from './buy-water.ts'
import { type Calendar, calendarUntil } from './calendar.ts'
import { openCashQueue } from './cash-queue.ts'
import { chargeCommunity } from './charge-community.ts'
import { chargeKindsFrom } from './charge-kinds.ts'
import { chargeUsage } from './charge-usage.ts'
import { planClosings } from './close-months.ts'
import { planPayments } from './collect-payments.ts'
import { type CommunityPlan, type HabitWeights, NOBODY } from './community-plan.ts'
import { holdAndVoid, lateVacant, planLateVacancy } from './correct-bills.ts'
import { planCourtyard } from './courtyard.ts'
import { debitAccounts } from './debit-accounts.ts'
import { decidePenalties } from './decide-penalties.ts'
import { readResidents, readStaff } from './demo-actors.ts'
import { communityIdsByCode, type DemoGround } from './demo-company.ts'
import { finishDemo } from './demo-progress.ts'
import { dunDebtors, planDunning } from './dun-debtors.ts'
import { furnishPlaces } from './furnish-places.ts'
import { planGarden } from './garden.ts'
import { askForRefunds } from './give-back.ts'
import { seedMeters } from './meters.ts'
import { planNeighbours } from './neighbours.ts'
import { judgeData, parkCommunity } from './park-community.ts'
import { planYearsAhead } from './pay-ahead.ts'
import { planPerformance } from './performance.ts'
import { openPhotographer } from './photographs.ts'
import { type MoneyDesk, planDeposits, planPrepaid } from './prepaid-and-deposits.ts'
import { MONTHLY_SINCE, MONTHS_READ, planRounds } from './read-meters.ts'
import { rentShops } from './rent-shops.ts'
import { type Home, planOrders } from './repair-orders.ts'
import { openChannels, settleChannels } from './settle-channels.ts'
import { settleCommunity } from './settle-community.ts'
import { planFunds } from './spend-funds.ts'
import { planTills } from './tills.ts'
import { vacateHomes } from './vacate-homes.ts'
import { planWorkforce } from './workforce.ts'

const published = drawer('platform')

/** The communities of a company, the one with everything first. */
const PLANS: Record<string, ((calendar: Calendar) => CommunityPlan)[]> = {
  anju: [planGarden, planCourtyard],
  linli: [planNeighbours],
}

/** Whether the demo has months of this company to tell. */
export function hasLived(ground: DemoGround): boolean {
  return PLANS[ground.company.code] !== undefined
}

/**
 * The months that the communities of a demo company have behind them, on one agenda: people, charges, bills, payments and repairs, each through the
 * verb of its module, by whose part it is and with the clock at its moment. Cut off, it goes on where it stood: what is made
 * has an id or a log that tells. Finished, it changes nothing any more.
 *
 * The clock belongs to the whole thread, so this runs before anybody is served; afterwards the clock runs.
 */
export async function liveCommunity(ground: DemoGround, begunAt: Date): Promise<void> {
  const calendar = calendarUntil(begunAt)
  const plans = PLANS[ground.company.code]
  if (!plans) return
  try {
    await live(
      ground,
      calendar,
      plans.map(plan => plan(calendar)),
    )
  } finally {
    setClock(null)
  }
  await finishDemo(ground)
  await ground.analyze()
}

async function live(ground: DemoGround, calendar: Calendar, plans: readonly CommunityPlan[]): Promise<void> {
  const staff = await readStaff(ground)
  const agenda = openAgenda()
  const lived: { plan: CommunityPlan; desk: Desk }[] = []
  for (const plan of plans) lived.push({ plan, desk: await begin(ground, agenda, calendar, plan, staff) })
  const [first] = lived
  if (!first) return
  // Judged before and after the parking is described, so that a trend can be seen.
  agenda.add(calendar.at(calendar.dayAgo(3), 0.1), () => judgeData(ground, staff('admin')))
  await agenda.workUntil(calendar.endsAt)
  for (const { plan, desk } of lived) await decideAfterwards(ground, calendar, plan, desk)
  setClock(calendar.endsAt)
  await parkCommunity(ground, first.desk.communityId)
  await furnishPlaces(ground, staff('admin'), first.desk.communityId, calendar)
  await judgeData(ground, staff('admin'))
}

type Desk = MoneyDesk & { biller: Actor }

/** Who lives in a community and what is charged there; then what happens in it, month by month, is put on the agenda. */
async function begin(
  ground: DemoGround,
  agenda: Agenda,
  calendar: Calendar,
  plan: CommunityPlan,
  staff: (userName: string) => Actor,
): Promise<Desk> {
  const communityId = await ground.run(async tx => (await communityIdsByCode(tx)).get(plan.code))
  if (!communityId) throw new Error(`The demo has no community ${plan.code}.`)
  const [biller, cashier, admin] = [staff(plan.staff.biller), staff(plan.staff.cashier), staff('admin')]
  const movedInAt = calendar.at(`${calendar.month(-plan.billedMonths - 1)}-10`, 0.4)
  setClock(movedInAt)
  const premises = await settleCommunity(ground, communityId, plan, movedInAt)
  await chargeCommunity(ground, { admin, biller }, communityId, plan, premises, calendar)
  await vacateHomes(ground, { biller, admin }, communityId, plan, premises, calendar)
  const desk = { communityId, cashier, manager: biller, biller, admin, premises }
  await planMoney(ground, agenda, calendar, plan, { ...desk, staff })
  if (ground.company.code === 'anju')
    await planFunds(ground, agenda, calendar, plan.code, {
      ...{ communityId, manager: biller, finance: staff('finance'), admin, months: plan.billedMonths },
    })
  const homes = await readHomes(ground, communityId, plan, premises)
  const photographer = openPhotographer()
  const dispatcher = staff(plan.staff.dispatcher)
  await planOrders(ground, agenda, calendar, { dispatcher, staff, communityId, homes, photographer }, plan.stories)
  if (plan.code !== GARDEN) return desk
  planWorkforce(ground, agenda, calendar, communityId, staff)
  planPerformance(ground, agenda, calendar, communityId, staff)
  planTills(ground, agenda, calendar, { communityId, cashier, second: staff('cashier2'), supervisor: admin })
  planApplications(ground, agenda, calendar, { communityId, manager: biller, homes, photographer })
  return desk
}

/** The community that has everything. */
const GARDEN = 'AJHY'

/** What is read in which community. */
const KINDS: Record<string, readonly ('water-cold' | 'electricity')[]> = {
  ...{ AJHY: ['water-cold', 'electricity'], HY: ['water-cold', 'electricity'], LLJY: ['water-cold'] },
}

interface MoneyPeople extends MoneyDesk {
  biller: Actor
  staff: (userName: string) => Actor
}

/** How the household of each of the premises pays, by its id. */
function habitsOf(plan: CommunityPlan, premises: ReadonlyMap<string, string>): Map<string, HabitWeights> {
  const prompt = new Set(lateVacant(plan))
  return new Map(
    plan.premises.map(({ place, habits }) => {
      const key = premisesKey(place)
      return [premises.get(key) ?? '', prompt.has(key) ? PROMPT : habits]
    }),
  )
}

/** The premises with a rule whose lateness costs something, in the order of the plan. */
function penalisedBy(plan: CommunityPlan, premises: ReadonlyMap<string, string>): string[] {
  const codes = new Set(plan.rules.filter(rule => rule.penalty).map(rule => rule.code))
  const charged = plan.premises.filter(({ ruleCodes }) => ruleCodes.some(code => codes.has(code)))
  return charged.flatMap(({ place }) => premises.get(premisesKey(place)) ?? [])
}

const PROMPT: HabitWeights = { ...NOBODY, prompt: 1 }

/** Meters and their readings, charges by them, prepaid money, deposits, what is corrected afterwards; bills and who pays them when. */
async function planMoney(
  ground: DemoGround,
  agenda: Agenda,
  calendar: Calendar,
  plan: CommunityPlan,
  { staff, ...desk }: MoneyPeople,
): Promise<void> {
  const { communityId, biller, premises } = desk
  const isGarden = plan.code === GARDEN
  const isCourtyard = plan.code === 'HY'
  if (!isCourtyard) await chargeKindsFrom(ground, `${calendar.month(-25)}-01`)
  // Of each community once its homes are there.
  await seedMeters(ground)
  await planRounds(ground, agenda, calendar, {
    ...{ communityId, reader: staff(isCourtyard ? 'reader2' : 'reader'), chief: desk.manager },
    scope: isCourtyard ? `${plan.code} ` : '',
    ...{ kinds: KINDS[plan.code] ?? [], reading: isGarden, since: isCourtyard ? MONTHLY_SINCE : MONTHS_READ },
  })
  await planDeposits(ground, agenda, calendar, plan, desk)
  if (isGarden) {
    await chargeUsage(ground, agenda, calendar, plan, desk)
    await rentShops(ground, agenda, calendar, desk)
    await planPrepaid(ground, agenda, calendar, plan, desk)
    planLateVacancy(ground, agenda, calendar, plan, desk)
  }
  planDunning(ground, agenda, calendar, desk)
  const queue = openCashQueue(ground, desk.cashier)
  planWaivers(ground, agenda, calendar, desk, queue.changed)
  await planYearsAhead(ground, agenda, calendar, plan, { queue, communityId, premises })
  const penalised = new Set(penalisedBy(plan, premises))
  const channelIds = isGarden ? await openChannels(ground, desk.admin, communityId, calendar) : []
  const payments = await planPayments(ground, agenda, calendar, {
    ...{ queue, communityId, habits: habitsOf(plan, premises), penalised, paymentsToday: plan.paymentsToday },
    channelIds,
  })
  const months = plan.billedMonths
  if (isGarden) planWater(ground, agenda, calendar, { accountant: desk.admin, communityId, months })
  await planClosings(ground, agenda, calendar, { accountant: desk.admin, communityId, months, reopened: isGarden })
  await planBillRuns(ground, agenda, calendar, { biller, communityId, months }, async month => {
    // The statements were first planned for empty tables; counted anew, they are planned anew.
    if (month === calendar.month(1 - months) && !isCourtyard) await ground.analyze()
    await payments.planMonth(month)
    if (month === calendar.month(0)) payments.planToday()
  })
}

/** At the end those who owe are asked, some ask back, and some of it is decided. */
async function decideAfterwards(
  ground: DemoGround,
  calendar: Calendar,
  plan: CommunityPlan,
  desk: Omit<MoneyPeople, 'staff'>,
): Promise<void> {
  await dunDebtors(ground, desk.manager, desk.communityId, calendar)
  await askAndDispute(ground, desk, desk.communityId, calendar)
  await decidePenalties(ground, desk, calendar, penalisedBy(plan, desk.premises))
  if (plan.code !== GARDEN) return
  await holdAndVoid(ground, desk, calendar)
  await askForRefunds(ground, desk, calendar)
  await debitAccounts(ground, desk.admin, desk.communityId, calendar)
  await settleChannels(ground, calendar, { communityId: desk.communityId, biller: desk.manager, admin: desk.admin })
}

/** The rooms where somebody lives who can report a repair: the tenant where it is let, else the owner. */
async function readHomes(
  ground: DemoGround,
  communityId: string,
  plan: CommunityPlan,
  premises: Map<string, string>,
): Promise<Home[]> {
  const residentOf = await readResidents(ground)
  const rows = await ground.run(tx =>
    published(tx)
      .selectFrom('registry.publicOccupancy')
      .select(['premisesId', 'personId', 'kind'])
      .where('tenantId', '=', tenantOf(ground.actor))
      .where('communityId', '=', communityId)
      .where('kind', 'in', ['owner', 'tenant'])
      .orderBy('kind', 'desc')
      .orderBy('fromOn')
      .orderBy('personId')
      .execute(),
  )
  return plan.premises.flatMap(({ place }) => {
    const key = premisesKey(place)
    const premisesId = premises.get(key)
    const speaks = rows.find(row => row.premisesId === premisesId)
    const resident = speaks && residentOf(speaks.personId)
    return premisesId && resident && place.use === 'residential' ? [{ key, premisesId, resident }] : []
  })
}
