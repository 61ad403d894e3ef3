import { registry as contract } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { today } from '../platform/clock.ts'
import { drawer, inTransaction, type Tx } from '../platform/db.ts'
import { addDays } from '../platform/period.ts'
import { addPeople, leases } from '../registry/index.ts'
import { readStaff } from './demo-actors.ts'
import { callWithin } from './demo-call.ts'
import { communityIdsByCode, type DemoGround, type DemoStep } from './demo-company.ts'
import { demoId } from './demo-id.ts'

const COMPANY = 'anju'
const BEGAN = new Date('2026-01-01T00:00:00Z')
const published = drawer('platform')

/** Who rents the shops along the street, from the first on; invented, with credit codes that check. */
const SHOPKEEPERS = [
  { name: '晨光早餐（北京）餐饮有限公司', purpose: '早餐店', price: '3.80' },
  { name: '京西药房有限公司', purpose: '药店', price: '4.20' },
  { name: '蓝鲸洗衣服务有限公司', purpose: '洗衣店', price: '3.50' },
  { name: '优学书店有限公司', purpose: '书店', price: '3.20' },
  { name: '小禾美容美发工作室', purpose: '美发店', price: '3.60' },
  { name: '邻家生鲜超市有限公司', purpose: '生鲜超市', price: '3.00' },
  { name: '好味面馆餐饮有限公司', purpose: '面馆', price: '3.90' },
] as const

interface LetHome {
  premisesId: string
  areaM2: string
  ownerId: string
  tenantId: string | null
  tenantSince: string | null
}

/**
 * Leases of what is let in 安居花园: homes by the month, shops to companies by the square metre and day; some end soon, one was renewed,
 * one ended early, one ended, one begins later, one waits for its signature. In one piece; a second time it changes nothing.
 */
export const letHomes: DemoStep = async ground => {
  if (ground.company.code !== COMPANY) return
  const manager = (await readStaff(ground))('manager')
  const communityId = await ground.run(async tx => (await communityIdsByCode(tx)).get('AJHY') ?? '')
  await inTransaction(ground.db, manager, async tx => {
    const known = await sql`select 1 from registry.public_lease where number = 'AJ-ZL-101'`.execute(published(tx))
    if (known.rows.length > 0) return
    await letRooms(tx, ground, manager, communityId)
    await letShops(tx, ground, manager, communityId)
  })
}

async function readLet(tx: Tx, ground: DemoGround, communityId: string, use: string): Promise<LetHome[]> {
  const { rows } = await sql<LetHome>`
    select p.id as premises_id, coalesce(a.area_m2::text, '60') as area_m2, w.person_id as owner_id, t.person_id as tenant_id, t.from_on::text as tenant_since
    from registry.public_premises p
    join lateral (select o.person_id from registry.public_occupancy o where o.tenant_id = p.tenant_id and o.premises_id = p.id and o.kind = 'owner'
      and o.to_on is null order by o.from_on, o.person_id limit 1) w on true
    left join lateral (select o.person_id, o.from_on from registry.public_occupancy o where o.tenant_id = p.tenant_id and o.premises_id = p.id
      and o.kind = 'tenant' and o.to_on is null order by o.from_on, o.person_id limit 1) t on true
    left join lateral (select x.area_m2 from registry.public_premises_area x where x.tenant_id = p.tenant_id and x.premises_id = p.id
      order by x.from_on desc limit 1) a on true
    where p.tenant_id = ${tenantOf(ground.actor)} and p.community_id = ${communityId} and p.use = ${use}
      and (p.state = 'let' or (p.use = 'shop' and p.state = 'vacant'))
    order by p.sort_key, p.id`.execute(published(tx))
  return rows
}

/** The day some months on, one day before: a term of whole months. */
function afterMonths(from: string, months: number): string {
  const [year = 0, month = 1, day = 1] = from.split('-').map(Number)
  return addDays(new Date(Date.UTC(year, month - 1 + months, Math.min(day, 28))).toISOString().slice(0, 10), -1)
}

const fixed = { rentKind: 'fixed', rentPeriod: 'month', unitPrice: null, areaM2: null } as const

async function letRooms(tx: Tx, ground: DemoGround, manager: Actor, communityId: string): Promise<void> {
  const rooms = (await readLet(tx, ground, communityId, 'residential')).filter(room => room.tenantId !== null)
  const rows = rooms.slice(0, 12).map((room, index) => {
    const fromOn = room.tenantSince ?? today()
    // The first two end soon; the others after whole years.
    const toOn = index < 2 ? addDays(today(), index === 0 ? 11 : 26) : yearsUntilAfter(fromOn, today())
    const rentFen = BigInt(2_800 + ((index * 350) % 2_400)) * 100n
    return {
      ...{ number: `AJ-ZL-${101 + index}`, premisesIds: [room.premisesId], landlordIds: [room.ownerId] },
      ...{ tenantIds: [room.tenantId ?? ''], signedOn: addDays(fromOn, -6), fromOn, toOn, ...fixed, rentFen },
      ...{ payEveryMonths: index % 3 === 0 ? (1 as const) : (3 as const), paymentDay: 5, purpose: '居住' },
      depositFen: rentFen,
    }
  })
  await leases.ensureLeases(tx, manager, communityId, rows)
  const second = rows[1]
  if (!second) return
  const { items } = await callWithin(tx, contract.listLeases, manager, { text: second.number, limit: 1 })
  const [lease] = items
  if (!lease) return
  await callWithin(tx, contract.renewLease, manager, {
    ...{ leaseId: lease.id, version: lease.version, id: demoId(tenantOf(ground.actor), 'renewed lease', BEGAN) },
    ...{ number: `${second.number}-续`, toOn: afterMonths(addDays(second.toOn, 1), 12), signedOn: today(), ...fixed },
    ...{ rentFen: second.rentFen + 10_000n, payEveryMonths: 3, paymentDay: 5, depositFen: second.depositFen },
    ...{ purpose: '居住', notes: '续租一年，月租上调 100 元', documents: [], staffId: manager.id },
  })
}

/** The end of the first whole years that lies more than four months ahead. */
function yearsUntilAfter(fromOn: string, day: string): string {
  for (let years = 1; ; years += 1) {
    const toOn = afterMonths(fromOn, 12 * years)
    if (toOn > addDays(day, 120)) return toOn
  }
}

async function letShops(tx: Tx, ground: DemoGround, manager: Actor, communityId: string): Promise<void> {
  const shops = await readLet(tx, ground, communityId, 'shop')
  const keepers = SHOPKEEPERS.map((keeper, index) => ({
    ...keeper,
    id: demoId(tenantOf(ground.actor), `shopkeeper ${index}`, BEGAN),
    creditCode: creditCodeOf(index),
  }))
  await addPeople(
    tx,
    manager,
    communityId,
    keepers.map(({ id, name, creditCode }, index) => ({
      ...{ id, name, type: 'organisation' as const, sex: null, phone: `1390008880${index}`, idNumber: creditCode },
    })),
  )
  const day = today()
  const terms = [
    { fromOn: addDays(day, -400), years: 3 },
    { fromOn: addDays(day, -220), years: 2 },
    { fromOn: addDays(day, -345), years: 1 },
    { fromOn: addDays(day, -150), years: 5 },
    { fromOn: addDays(day, -800), years: 2 },
    { fromOn: addDays(day, -90), years: 3 },
    { fromOn: addDays(day, 20), years: 2 },
  ]
  const rows = keepers.flatMap((keeper, index) => {
    const [shop, term] = [shops[index], terms[index]]
    if (!shop || !term) return []
    const { fromOn, years } = term
    return [
      {
        ...{ number: `AJ-SP-${201 + index}`, premisesIds: [shop.premisesId], landlordIds: [shop.ownerId] },
        ...{ tenantIds: [keeper.id], signedOn: fromOn > day ? addDays(day, -3) : addDays(fromOn, -15) },
        ...{ fromOn, toOn: afterMonths(fromOn, 12 * years), rentKind: 'area-day' as const, rentFen: null },
        ...{ rentPeriod: 'month' as const, unitPrice: keeper.price, areaM2: shop.areaM2, payEveryMonths: 3 as const },
        ...{ paymentDay: 10, depositFen: 1_000_000n + BigInt(index) * 250_000n, purpose: keeper.purpose },
      },
    ]
  })
  await leases.ensureLeases(tx, manager, communityId, rows)
  await endOneEarly(tx, manager)
  await draftOne(tx, ground, manager, rows, shops)
}

/** The bookshop gave up. */
async function endOneEarly(tx: Tx, manager: Actor): Promise<void> {
  const { items } = await callWithin(tx, contract.listLeases, manager, { text: 'AJ-SP-204', limit: 1 })
  const [lease] = items
  if (!lease) return
  await callWithin(tx, contract.terminateLease, manager, {
    ...{ leaseId: lease.id, version: lease.version, lastOn: addDays(today(), -10), reason: '经营不善，协商提前退租' },
  })
}

/** The next shop has been talked about, and is not signed yet. */
async function draftOne(
  tx: Tx,
  ground: DemoGround,
  manager: Actor,
  rows: readonly { tenantIds: string[] }[],
  shops: readonly LetHome[],
): Promise<void> {
  const shop = shops[rows.length]
  const keeper = rows[5]?.tenantIds[0]
  if (!shop || !keeper) return
  const fromOn = addDays(today(), 30)
  await callWithin(tx, contract.createLease, manager, {
    ...{ id: demoId(tenantOf(ground.actor), 'drafted lease', BEGAN), number: 'AJ-SP-208', signedOn: null },
    ...{ premisesIds: [shop.premisesId], landlordIds: [shop.ownerId], tenantIds: [keeper], fromOn },
    ...{ toOn: afterMonths(fromOn, 24), rentKind: 'area-day', rentFen: null, rentPeriod: 'month', unitPrice: '3.20' },
    ...{ areaM2: shop.areaM2, payEveryMonths: 3, paymentDay: 10, depositFen: 1_200_000n, purpose: '生鲜超市仓库' },
    ...{ notes: '等对方盖章', documents: [], staffId: manager.id },
  })
}

/** A made-up unified social credit code of an enterprise in Beijing, with the check digit it must have. */
export function creditCodeOf(index: number): string {
  const start = `91110105MA0${String(100_001 + index * 7_919).padStart(6, '0')}`
  return `${start}${contract.creditCodeCheckDigit(start)}`
}
