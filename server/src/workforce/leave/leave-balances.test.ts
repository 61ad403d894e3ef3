import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { decideSetting } from '../../platform/settings/change-setting.ts'
import { negativeLeave } from '../settings.ts'
import { makeWorkforceWorld, type WorkforceWorld } from '../testing/workforce-world.ts'
import { askLeave } from './ask-leave.ts'
import { decideLeave, grantLeave } from './decide-leave.ts'
import { listLeaveBalances } from './leave-balances-view.ts'
import { listMyLeaves } from './leave-view.ts'

let world: WorkforceWorld
let run: WorkforceWorld['run']
let admin: Actor
let guard: Actor
let guardId: string

beforeAll(async () => {
  setClock(new Date('2026-11-10T10:00:00+08:00'))
  world = await makeWorkforceWorld()
  ;({ run, admin } = world)
  guard = await world.tenant.staff({ name: '老张', permissions: ['workforce.self'], communityIds: [world.here] })
  guardId = await world.employ('L1', { accountId: guard.id })
})
afterAll(async () => {
  setClock(null)
  await world.database.drop()
})

const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )
const days = { fromPart: 'am' as const, toPart: 'pm' as const, photoIds: [], reason: '回老家' }
/** Two workdays of a week. */
const ask = (id: string, kind: 'annual' | 'compensatory', fromOn: string, toOn: string) =>
  run(guard, tx => askLeave(tx, guard, { id, kind, fromOn, toOn, ...days }))
const grant = (amount: string, kind: 'annual' | 'compensatory' = 'annual') =>
  run(admin, tx =>
    grantLeave(tx, admin, { id: newId(), employeeId: guardId, kind, days: amount, validUntil: null, reason: '年度' }),
  )
const balances = async (year?: number) =>
  (await run(admin, tx => listLeaveBalances(tx, admin, { limit: 50, ...(year ? { year } : {}) }))).items.find(
    row => row.id === guardId,
  )?.balances

test('a balance goes below nothing only for the kinds the company lets, and the next grant pays it back', async () => {
  const id = newId()
  expect(await refused(ask(id, 'annual', '2026-11-16', '2026-11-17'))).toBe('workforce.leave_balance_short')
  const lend = { communityId: null, version: 0, reason: '职代会决定', value: ['annual'] }
  await run(admin, tx => decideSetting(tx, negativeLeave, lend))
  expect(await refused(ask(newId(), 'compensatory', '2026-11-18', '2026-11-18'))).toBe('workforce.leave_balance_short')
  await ask(id, 'annual', '2026-11-16', '2026-11-17')
  await run(admin, tx => decideLeave(tx, admin, { leaveId: id, approve: true, note: '' }))
  const mine = await run(guard, tx => listMyLeaves(tx, guard))
  expect(mine.mayGoNegative).toEqual(['annual'])
  expect(mine.balances[0]).toMatchObject({ kind: 'annual', days: '-2' })
  expect(mine.entries).toMatchObject([{ kind: 'annual', days: '-2' }])
  expect(await refused(grant('-1'))).toBe('workforce.leave_balance_short')
  expect((await grant('5')).balances[0]).toMatchObject({ days: '3' })
})

test('the list shows what was granted, used and is left, by year', async () => {
  expect(await balances()).toEqual([
    { kind: 'annual', days: '3', soonestEnd: null, granted: '5', used: '2' },
    { kind: 'compensatory', days: '0', soonestEnd: null, granted: '0', used: '0' },
  ])
  expect((await balances(2025))?.[0]).toMatchObject({ days: '3', granted: '0', used: '0' })
})
