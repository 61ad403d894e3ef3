import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { verifyInvariants } from '../../verify.ts'
import { openings } from '../index.ts'
import { type MoneyWorld, makeMoneyWorld } from '../testing/money-world.ts'

/** What a former system had counted of a penalty stands; by a rule of ours the days after it are added, under one cap. */
let database: TestDatabase
let world: MoneyWorld
beforeAll(async () => {
  database = await cloneDatabase()
  world = await makeMoneyWorld(database)
  const penalty = { rate: { by: 'day', percent: '0.05' }, graceDays: 0, countedFrom: 'end-of-grace' } as const
  await world.charge('物业费', '254.70', '2024-01-01', { penalty: { ...penalty, capPercent: '100' } })
  await world.charge('车位费', '254.70', '2024-01-01', { penalty: { ...penalty, capPercent: '10' } })
}, 60_000)
afterAll(async () => {
  setClock(null)
  await database.drop()
})

/** An arrear of 254.70, due 2024-01-31, whose penalty was counted to 2024-04-10. */
async function open(itemName: string, penaltyFen: bigint): Promise<string> {
  const id = newId()
  const period = { periodFrom: '2024-01-01', periodTo: '2024-01-31', dueOn: '2024-01-31' }
  const amounts = { arrearsFen: 25_470n, receivableFen: null, paidFen: null, waivedFen: null }
  world.at('2024-04-10')
  await world.as((tx, actor) =>
    openings.openDebts(tx, actor, { communityId: world.communityId, asOfOn: '2024-04-10' }, [
      {
        ...{ id, premisesId: world.premisesId, itemName, ...period, ...amounts, debtor: null },
        ...{ penaltyFen, penaltyStopOn: '2024-04-10' },
      },
    ]),
  )
  return id
}
const penaltyOn = async (billId: string, day: string) =>
  (await world.household(day)).bills.find(bill => bill.id === billId)?.penaltyFen

describe('the penalty of a debt taken over', () => {
  it('is counted on by our rule from the day after it was counted to', async () => {
    const id = await open('物业费', 879n)
    expect(await penaltyOn(id, '2024-04-10')).toBe(879n)
    // 254.70 × 1 day × 0.05 % = 0.127 → 0.13
    expect(await penaltyOn(id, '2024-04-11')).toBe(879n + 13n)
    // 254.70 × 20 days × 0.05 % = 2.547 → 2.55
    expect(await penaltyOn(id, '2024-04-30')).toBe(879n + 255n)
  })

  it('is capped together with what we add: 20.00 + 100 days of 254.70 (12.74) is 25.47, a tenth', async () => {
    const id = await open('车位费', 2_000n)
    // 254.70 × 20 days × 0.05 % = 2.547: under the cap still.
    expect(await penaltyOn(id, '2024-04-30')).toBe(2_000n + 255n)
    expect(await penaltyOn(id, '2024-07-19')).toBe(2_547n)
    expect(await penaltyOn(id, '2025-04-30')).toBe(2_547n)
  })

  it('stands without a rule: it grows no more, and is paid with the debt', async () => {
    const id = await open('水费', 500n)
    expect(await penaltyOn(id, '2024-12-31')).toBe(500n)
    world.at('2024-12-31')
    await world.take(25_970n, { billIds: [id], withPenalty: true })
    expect(await penaltyOn(id, '2024-12-31')).toBeUndefined()
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  it('is still there, and payable, when the debt alone was paid', async () => {
    const id = await open('电费', 500n)
    world.at('2024-12-31')
    await world.take(25_470n, { billIds: [id] })
    expect(await penaltyOn(id, '2024-12-31')).toBe(500n)
    await world.take(500n, { billIds: [id], withPenalty: true })
    expect(await penaltyOn(id, '2024-12-31')).toBeUndefined()
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })
})
