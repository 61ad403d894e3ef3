import { billing as contract } from '@anju/contract'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { drawer, inTransaction, type Tx } from '../platform/db.ts'
import { addDays, addMonths, lastDayOfMonth } from '../platform/period.ts'
import { changeSetting } from '../platform/settings/change-setting.ts'
import { addPeople, ensureOccupancies, leases, requireCommunity } from '../registry/index.ts'
import type { Agenda } from './agenda.ts'
import type { Calendar } from './calendar.ts'
import { chanceOf } from './chance.ts'
import { NOBODY, type PlannedPremises } from './community-plan.ts'
import { call, callWithin } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'
import { creditCodeOf } from './let-homes.ts'

const platform = drawer('platform')
const BEGAN = new Date('2026-01-01T00:00:00Z')
const MONTHS = 36
const ITEM = '商铺租金'

/** Those of `let-homes.ts` have the first ones. */
const FIRST_CODE = 20
const OWNER = { name: '安居物业服务有限公司', phone: '13900088890', idNumber: creditCodeOf(FIRST_CODE) }

type Terms = Partial<Parameters<typeof contract.createRule.body.parse>[0] & object>

interface Let {
  /** `premisesKey` of the shop. */
  key: string
  number: string
  keeper: { name: string; phone: string; idNumber: string }
  purpose: string
  /** Since the first of the month so many months ago. */
  monthsAgo: number
  rentFen: bigint
  name: string
  terms: Terms
  habit: Partial<PlannedPremises['habits']>
}

/** Two shops of the company itself: one with two months free and 5 % more each year, one by its turnover, a minimum guaranteed. */
const LETS: Let[] = [
  {
    ...{ key: '2///04铺', number: 'AJ-SP-301', purpose: '咖啡馆', monthsAgo: 14, rentFen: 6_800_00n },
    keeper: { name: '云栖咖啡餐饮有限公司', phone: '13900088891', idNumber: creditCodeOf(FIRST_CODE + 1) },
    name: '2栋04铺租金（免租2个月，每年递增5%）',
    terms: {
      ...{ fixedAmount: '6800', freeMonths: 2, timing: 'advance' },
      rent: { basis: 'month', escalation: { percent: '5', mode: 'compound', everyMonths: 12 } },
    },
    habit: { steady: 1 },
  },
  {
    ...{ key: '2///06铺', number: 'AJ-SP-302', purpose: '超市', monthsAgo: 11, rentFen: 9_000_00n },
    keeper: { name: '丰禾生活超市有限公司', phone: '13900088892', idNumber: creditCodeOf(FIRST_CODE + 2) },
    name: '2栋06铺租金（保底与营业额 6% 取高）',
    terms: { fixedAmount: '9000', turnoverPercent: '6', timing: 'arrears', rent: { basis: 'month' } },
    habit: { late: 1 },
  },
]

/** How the keepers of the company's own shops pay, by `premisesKey`; of other premises nothing. */
export function ownShopHabits(key: string): PlannedPremises['habits'] | undefined {
  const found = LETS.find(one => one.key === key)
  return found && { ...NOBODY, ...found.habit }
}

/**
 * The company lets two shops of its own: leases, the rent on each until the lease ends, billed by the month to the tenant, the turnover that is told
 * as a month is over; and rent is recognised evenly as months are closed (E45). What is there already is left alone.
 */
export async function rentShops(
  ground: DemoGround,
  agenda: Agenda,
  calendar: Calendar,
  at: { communityId: string; admin: Actor; premises: ReadonlyMap<string, string> },
): Promise<void> {
  await recogniseEvenly(ground, at.admin)
  const { communityId, admin, premises } = at
  const known = await call(ground, contract.listRules, admin, { communityId, text: LETS[0]?.name, limit: 1 })
  if (known.total === 0)
    await inTransaction(ground.db, admin, async tx => {
      for (const one of LETS)
        await letShop(tx, admin, calendar, one, { communityId, premisesId: premises.get(one.key) ?? '' })
    })
  const [, byTurnover] = LETS
  const premisesId = premises.get(byTurnover?.key ?? '')
  if (byTurnover && premisesId)
    await tellTurnover(ground, agenda, calendar, { communityId, admin, premisesId, months: byTurnover.monthsAgo })
}

/** The setting of the company, once. */
async function recogniseEvenly({ db }: DemoGround, admin: Actor): Promise<void> {
  const key = 'billing.straightenRent'
  await inTransaction(db, admin, async tx => {
    const decided = await platform(tx)
      .selectFrom('platform.setting')
      .select('id')
      .where('tenantId', '=', tenantOf(admin))
      .where('key', '=', key)
      .executeTakeFirst()
    if (decided) return
    const decide = changeSetting({ requireCommunity })
    await decide(tx, admin, { key, value: true, version: 0, reason: '执行新租赁准则，租金按直线法确认' })
  })
}

async function letShop(
  tx: Tx,
  admin: Actor,
  calendar: Calendar,
  { number, keeper, purpose, monthsAgo, rentFen, name, terms }: Let,
  { communityId, premisesId }: { communityId: string; premisesId: string },
): Promise<void> {
  const idOf = (what: string) => demoId(tenantOf(admin), `${number} ${what}`, BEGAN)
  const fromOn = `${calendar.month(-monthsAgo)}-01`
  const toOn = lastDayOfMonth(`${addMonths(calendar.month(-monthsAgo), MONTHS - 1)}-01`)
  const [ownerId, tenantId] = [demoId(tenantOf(admin), 'the company as an owner', BEGAN), idOf('keeper')]
  const organisation = { type: 'organisation' as const, sex: null }
  await addPeople(tx, admin, communityId, [
    { ...organisation, id: ownerId, ...OWNER },
    { ...organisation, id: tenantId, ...keeper },
  ])
  await ensureOccupancies(tx, admin, [
    { premisesId, personId: ownerId, kind: 'owner', fromOn: `${calendar.month(-66)}-15` },
  ])
  await leases.ensureLeases(tx, admin, communityId, [
    {
      ...{ number, premisesIds: [premisesId], landlordIds: [ownerId], tenantIds: [tenantId], purpose },
      ...{ signedOn: addDays(fromOn, -20), fromOn, toOn, rentKind: 'fixed', rentFen, rentPeriod: 'month' },
      ...{ unitPrice: null, areaM2: null, payEveryMonths: 1, paymentDay: 10, depositFen: rentFen * 2n, notes: name },
    },
  ])
  const ruleId = idOf('rule')
  await callWithin(
    tx,
    contract.createRule,
    admin,
    contract.createRule.body.parse({
      ...{
        id: ruleId,
        communityId,
        code: `ZJ-${number.slice(-3)}`,
        name,
        itemName: ITEM,
        kind: 'rent',
        cycleMonths: 1,
      },
      ...{ lineGrain: 'natural-month', proration: 'ACTUAL', dueDays: 10, unitPrice: '0' },
      ...{ effectiveFrom: fromOn, effectiveTo: toOn, ...terms },
    }),
  )
  const { items } = await callWithin(tx, contract.listRules, admin, { communityId, limit: 100 })
  const upkeep = items.find(rule => rule.code === 'WYF-SP')?.id
  for (const [what, charged, endsOn] of [['rent', ruleId, toOn] as const, ['upkeep', upkeep, null] as const]) {
    if (!charged) continue
    const assignmentId = idOf(`charge of ${what}`)
    const charge = { id: assignmentId, ruleId: charged, premisesId, startsOn: fromOn, endsOn, quantity: null }
    await callWithin(tx, contract.assignRule, admin, charge)
    await callWithin(tx, contract.arrangePayers, admin, {
      ...{ assignmentId, id: idOf(`payer of ${what}`), fromOn, toOn: null },
      shares: [{ kind: 'tenant', personId: null, percent: '100' }],
    })
  }
}

/** The till of the supermarket, told on the first of the next month, before its bill is made. */
async function tellTurnover(
  ground: DemoGround,
  agenda: Agenda,
  calendar: Calendar,
  { communityId, admin, premisesId, months }: { communityId: string; admin: Actor; premisesId: string; months: number },
): Promise<void> {
  const known = await call(ground, contract.listMeasures, admin, { premisesId, name: 'turnover', limit: 100 })
  const told = new Set(known.items.map(one => one.effectiveFrom))
  for (let step = -months; step < 0; step += 1) {
    const effectiveFrom = `${calendar.month(step)}-01`
    if (told.has(effectiveFrom)) continue
    const value = String(chanceOf('AJ-SP-302', effectiveFrom, 'turnover').between(118_000, 204_000))
    agenda.add(calendar.at(`${calendar.month(step + 1)}-01`, 0.004), async () => {
      await call(ground, contract.setMeasures, admin, {
        ...{ communityId, name: 'turnover', effectiveFrom, effectiveTo: lastDayOfMonth(effectiveFrom) },
        values: [{ premisesId, value }],
      })
    })
  }
}
