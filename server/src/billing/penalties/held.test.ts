import { afterEach, beforeEach, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { setClock } from '../../platform/clock.ts'
import { holdBill, releaseBill } from '../corrections/hold-bill.ts'
import { type MoneyWorld, makeMoneyWorld } from '../testing/money-world.ts'
import { freezePenalty, thawPenalty } from './freeze-penalty.ts'

/** Days on which a bill is held never count for its penalty, though it goes on since (ADR 16). */
let database: TestDatabase
let world: MoneyWorld
beforeEach(async () => {
  database = await cloneDatabase()
  setClock(new Date('2026-01-01T02:00:00Z'))
  world = await makeMoneyWorld(database)
})
afterEach(async () => {
  setClock(null)
  await database.drop()
})

it('days on hold do not count after the release either, held once or twice', async () => {
  const penalty = {
    rate: { by: 'day' as const, percent: '0.05' },
    ...{ graceDays: 0, countedFrom: 'end-of-grace' as const, capPercent: '100' },
  }
  await world.charge('物业费', '1000', '2026-01-31', { penalty, cycleMonths: 12, kind: 'one-off' })
  await world.bill('2026-01')
  const [bill] = (await world.household()).bills
  const billId = bill?.id ?? ''
  const hold = (reason: string) => world.as((tx, actor) => holdBill(tx, actor, { billId, reason }))
  const release = () => world.as((tx, actor) => releaseBill(tx, actor, { billId }))
  const owed = async () => (await world.household()).penaltyFen

  // 10 days, then held from the 11th on.
  world.at('2026-02-11')
  await hold('漏水争议')
  expect(await owed()).toBe(5_00n)
  world.at('2026-02-15')
  await hold('诉讼')
  world.at('2026-02-20')
  expect(await owed()).toBe(5_00n)
  await release()
  await release()
  expect(await owed()).toBe(5_00n)
  world.at('2026-03-02')
  expect(await owed()).toBe(10_00n)
  await hold('复议')
  world.at('2026-03-31')
  await release()
  world.at('2026-04-10')
  // 1–10 February, 21 February – 1 March, 1–10 April: the day on which it is held and that of its release do not count.
  expect(await owed()).toBe(14_50n)
})

it('a frozen penalty does not grow, and never makes up for it; the bill itself goes on', async () => {
  const penalty = {
    rate: { by: 'day' as const, percent: '0.05' },
    ...{ graceDays: 0, countedFrom: 'end-of-grace' as const, capPercent: '100' },
  }
  await world.charge('物业费', '1000', '2026-01-31', { penalty, cycleMonths: 12, kind: 'one-off' })
  await world.bill('2026-01')
  const billId = (await world.household()).bills[0]?.id ?? ''
  const freeze = (reason: string) => world.as((tx, actor) => freezePenalty(tx, actor, { billId, reason }))
  const thaw = () => world.as((tx, actor) => thawPenalty(tx, actor, { billId }))
  world.at('2026-02-11')
  expect(await freeze('投诉处理中')).toMatchObject({
    isHeld: false,
    penaltyFreeze: { frozenOn: '2026-02-11', reason: '投诉处理中', byName: '李收费' },
  })
  expect((await freeze('诉讼')).penaltyFreeze).toMatchObject({ frozenOn: '2026-02-11', reason: '诉讼' })
  world.at('2026-03-02')
  expect(await world.household()).toMatchObject({ penaltyFen: 5_00n, bills: [{ isPenaltyFrozen: true }] })
  expect((await thaw()).penaltyFreeze).toBeNull()
  await thaw()
  world.at('2026-03-12')
  // 1–10 February and 3–12 March.
  expect((await world.household()).penaltyFen).toBe(10_00n)
  await world.take(1010_00n, { withPenalty: true })
  await expect(freeze('太晚')).rejects.toMatchObject({
    code: 'billing.bill_not_correctable',
    params: { reason: 'settled' },
  })
})
