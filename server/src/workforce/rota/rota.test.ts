import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { addDays } from '../../platform/period.ts'
import { endEmployment } from '../employees/end-employment.ts'
import { createShift, createShiftPattern, setCalendarDays } from '../shifts/edit-shift.ts'
import { listCalendarDays } from '../shifts/shift-view.ts'
import { answerSwap, askSwap, withdrawSwap } from '../swaps/ask-swap.ts'
import { decideSwap } from '../swaps/decide-swap.ts'
import { exportSwaps } from '../swaps/export-swaps.ts'
import { listSwapPartners } from '../swaps/swap-view.ts'
import { makeWorkforceWorld, type WorkforceWorld } from '../testing/workforce-world.ts'
import { changeRota } from './change-rota.ts'
import { publishRota, setRotaNeeds } from './publish-rota.ts'
import { exportRota, listRotaChanges, readMyRota, readRota } from './rota-view.ts'

let world: WorkforceWorld
let run: WorkforceWorld['run']
let admin: Actor
const [early, night] = [newId(), newId()]

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  world = await makeWorkforceWorld()
  ;({ run, admin } = world)
  const shift = { breakMinutes: 60, colour: 'blue' } as const
  await run(admin, async tx => {
    await createShift(tx, admin, { id: early, code: '早', name: '早班', startsAt: '07:00', endsAt: '15:00', ...shift })
    await createShift(tx, admin, { id: night, code: '夜', name: '夜班', startsAt: '22:00', endsAt: '06:00', ...shift })
  })
})
afterAll(async () => {
  setClock(null)
  await world.database.drop()
})

type Cell = [employeeId: string, day: string, shiftId: string | null, was?: string | null]
const change = (actor: Actor, cells: Cell[], acceptWarnings = true) =>
  run(actor, tx =>
    changeRota(tx, actor, {
      ...{ teamId: world.teamId, acceptWarnings },
      changes: cells.map(([employeeId, day, shiftId, was = null]) => ({ employeeId, day, shiftId, was })),
    }),
  )
const read = (from: string, to: string) => run(admin, tx => readRota(tx, admin, { teamId: world.teamId, from, to }))
const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )

describe('the grid', () => {
  test('writes a batch, overnight to the next morning; warns, refuses, and keeps what another planner changed', async () => {
    const id = await world.employ('R1')
    expect(await change(admin, [[id, '2026-12-01', night]], false)).toMatchObject({
      saved: false,
      clashes: [{ kind: 'certificate', refused: false }],
    })
    expect(await change(admin, [[id, '2026-12-01', night]])).toMatchObject({ saved: true, changed: 1 })
    const { duties } = await read('2026-12-01', '2026-12-01')
    expect(duties[0]?.endsAt.toISOString()).toBe('2026-12-01T22:00:00.000Z')
    const rest = await change(admin, [[id, '2026-12-02', early]], false)
    expect(rest.clashes.find(clash => clash.kind === 'rest')?.restMinutes).toBe(60)
    const stale = await change(admin, [[id, '2026-12-01', early]])
    expect([stale.saved, stale.clashes.some(clash => clash.kind === 'changed')]).toEqual([false, true])
    expect((await change(admin, [[id, '2026-12-01', null, night]])).saved).toBe(true)
    expect((await read('2026-12-01', '2026-12-01')).duties).toEqual([])
  })

  test('takes nobody of another team, no foreign shift, no cell twice, and not more than 62 days', async () => {
    const [id, other] = [await world.employ('R2'), await world.employ('R3', { teamId: world.otherTeamId })]
    expect(await refused(change(admin, [[other, '2026-12-01', early]]))).toBe('platform.not_found')
    expect(await refused(change(admin, [[id, '2026-12-01', newId()]]))).toBe('platform.not_found')
    const twice: Cell[] = [
      [id, '2026-12-01', early],
      [id, '2026-12-01', night],
    ]
    expect(await refused(change(admin, twice))).toBe('workforce.same_cell_twice')
    const far: Cell[] = [
      [id, '2026-12-01', early],
      [id, '2027-03-01', early],
    ]
    expect(await refused(change(admin, far))).toBe('workforce.range_wrong')
    const stranger = await world.tenant.staff({ communityIds: [world.there] })
    expect(await refused(change(stranger, [[id, '2026-12-01', early]]))).toBe('platform.not_found')
  })

  test('two planners at once: one after the other, the second is told', async () => {
    const id = await world.employ('R4')
    const both = await Promise.all([
      change(admin, [[id, '2026-12-10', early]]),
      change(admin, [[id, '2026-12-10', night]]),
    ])
    expect(both.map(answer => answer.saved).toSorted()).toEqual([false, true])
  })

  test('sixty people for a month in one batch', async () => {
    const ids: string[] = []
    for (let index = 0; index < 60; index += 1) ids.push(await world.employ(`S${index}`, { teamId: world.otherTeamId }))
    const days = Array.from({ length: 31 }, (_, index) => addDays('2027-01-01', index))
    const changes = ids.flatMap(employeeId => days.map(day => ({ employeeId, day, shiftId: early, was: null })))
    const begun = performance.now()
    const answer = await run(admin, tx =>
      changeRota(tx, admin, { teamId: world.otherTeamId, changes, acceptWarnings: true }),
    )
    const wrote = performance.now()
    expect([answer.saved, answer.changed]).toEqual([true, 1860])
    const rota = await run(admin, tx =>
      readRota(tx, admin, { teamId: world.otherTeamId, from: '2027-01-01', to: '2027-01-31' }),
    )
    const took = { writeMs: Math.round(wrote - begun), readMs: Math.round(performance.now() - wrote) }
    expect(rota.duties).toHaveLength(1860)
    expect(took.writeMs, JSON.stringify(took)).toBeLessThan(3000)
    console.info('1860 cells', took)
  })

  test('knows holidays, needs, and comes as a file', async () => {
    await run(admin, tx =>
      setCalendarDays(tx, admin, {
        year: 2026,
        days: [{ day: '2026-12-31', kind: 'holiday', name: '元旦' }],
        version: 0,
      }),
    )
    await run(admin, tx =>
      setRotaNeeds(tx, admin, {
        teamId: world.teamId,
        needs: [{ shiftId: early, workday: 2, restday: 1 }],
        version: 1,
      }),
    )
    const rota = await read('2026-12-30', '2026-12-31')
    expect(rota.days).toEqual([
      { day: '2026-12-30', rest: false, name: null },
      { day: '2026-12-31', rest: true, name: '元旦' },
    ])
    expect(rota.needs).toEqual([{ shiftId: early, workday: 2, restday: 1 }])
    const file = await run(admin, tx =>
      exportRota(tx, admin, { teamId: world.teamId, from: '2026-12-01', to: '2026-12-10', format: 'csv' }),
    )
    expect(String(file.body)).toContain('早班')
    const wrong = [{ day: '2027-01-01', kind: 'holiday', name: '元旦' } as const]
    expect(await refused(run(admin, tx => setCalendarDays(tx, admin, { year: 2026, days: wrong, version: 1 })))).toBe(
      'workforce.calendar_year_wrong',
    )
    // Somebody who saw them before that loses nothing of it: what is saved upon an older version is refused.
    const needs = [{ shiftId: early, workday: 5, restday: 5 }]
    const late = (version: number) =>
      run(admin, tx => setRotaNeeds(tx, admin, { teamId: world.teamId, needs, version }))
    expect([rota.needsVersion, await refused(late(1))]).toEqual([2, 'platform.changed_meanwhile'])
    expect((await late(2)).version).toBe(3)
    const year = await run(admin, tx => listCalendarDays(tx, admin, { year: 2026 }))
    const day = { day: '2026-12-30', kind: 'workday', name: '补班' } as const
    const save = (version: number) => run(admin, tx => setCalendarDays(tx, admin, { year: 2026, days: [day], version }))
    expect([year.version, await refused(save(0))]).toEqual([1, 'platform.changed_meanwhile'])
    const both = await Promise.all([refused(save(1)), refused(save(1))])
    expect(both.toSorted()).toEqual(['done', 'platform.changed_meanwhile'])
    const pattern = { id: newId(), name: '做二休二', shiftIds: [early, early, null, null] }
    expect((await run(admin, tx => createShiftPattern(tx, admin, pattern))).shiftIds).toEqual(pattern.shiftIds)
  })
})

describe('published', () => {
  test('once; from then on it is seen by who it is about, and changes are kept', async () => {
    const account = await world.tenant.staff({ permissions: ['workforce.self'], communityIds: [world.here] })
    const id = await world.employ('P1', { accountId: account.id })
    const publish = (month: string) =>
      refused(run(admin, tx => publishRota(tx, admin, { teamId: world.teamId, month })))
    expect(await publish('2027-02')).toBe('workforce.rota_empty')
    await change(admin, [[id, '2027-02-01', early]])
    const mine = () => run(account, tx => readMyRota(tx, account, { from: '2027-02-01', to: '2027-02-28' }))
    expect((await mine()).duties).toEqual([])
    expect([await publish('2027-02'), await publish('2027-02')]).toEqual(['done', 'workforce.rota_published'])
    expect((await mine()).duties.map(duty => duty.shiftName)).toEqual(['早班'])
    await change(admin, [[id, '2027-02-01', night, early]])
    const { items } = await run(admin, tx => listRotaChanges(tx, admin, { teamId: world.teamId, month: '2027-02' }))
    expect(items.map(({ before, after, reason }) => [before, after, reason])).toEqual([['早班', '夜班', 'edit']])
    const told = await asOwner<{ accounts: string[] }>(
      world.database,
      `select payload -> 'accountIds' as accounts from platform.event where tenant_id = $1 and name in ('workforce.rotaPublished', 'workforce.rotaChanged')
         and payload -> 'accountIds' <> '[]' order by seq`,
      [world.tenant.tenantId],
    )
    expect(told.map(row => row.accounts)).toEqual([[account.id], [account.id]])
  })
})

describe('swaps', () => {
  async function pair(number: string) {
    const accounts = [
      await world.tenant.staff({ permissions: ['workforce.self'], communityIds: [world.here] }),
      await world.tenant.staff({ permissions: ['workforce.self'], communityIds: [world.here] }),
    ] as const
    const one = await world.employ(`${number}-1`, { accountId: accounts[0].id })
    const two = await world.employ(`${number}-2`, { accountId: accounts[1].id })
    return { one, two, asker: accounts[0], partner: accounts[1] }
  }
  const dutyOf = async (employeeId: string, day: string) =>
    (await read(day, day)).duties.find(duty => duty.employeeId === employeeId)

  test('are asked, agreed to by the colleague, approved by somebody else, and change the rota', async () => {
    const { one, two, asker, partner } = await pair('W')
    await change(admin, [
      [one, '2027-03-01', early],
      [two, '2027-03-04', night],
    ])
    await run(admin, tx => publishRota(tx, admin, { teamId: world.teamId, month: '2027-03' }))
    const [own, given] = [await dutyOf(one, '2027-03-01'), await dutyOf(two, '2027-03-04')]
    const partners = await run(asker, tx => listSwapPartners(tx, asker, { dutyId: own?.id ?? '' }))
    expect(partners.items.find(each => each.employeeId === two)?.duties.map(duty => duty.id)).toEqual([given?.id])
    const swapId = newId()
    const ask = (id: string) =>
      run(asker, tx =>
        askSwap(tx, asker, {
          id,
          dutyId: own?.id ?? '',
          partnerId: two,
          partnerDutyId: given?.id ?? null,
          reason: '家里有事',
        }),
      )
    expect((await ask(swapId)).state).toBe('asked')
    expect(await refused(ask(newId()))).toBe('workforce.duty_in_swap')
    const decide = (actor: Actor) =>
      run(actor, tx => decideSwap(tx, actor, { swapId, approve: true, note: '', acceptWarnings: true }))
    expect(await refused(decide(admin))).toBe('workforce.wrong_state')
    expect(await refused(run(asker, tx => answerSwap(tx, asker, { swapId, accept: true })))).toBe('platform.not_found')
    await run(partner, tx => answerSwap(tx, partner, { swapId, accept: true }))
    expect(await refused(decide({ ...partner, permissions: admin.permissions }))).toBe('platform.own_request')
    expect(await decide(admin)).toMatchObject({ saved: true, swap: { state: 'approved', decidedBy: '管理员' } })
    const file = await run(admin, tx => exportSwaps(tx, admin, { state: 'approved', format: 'csv' }))
    expect(String(file.body)).toMatch(/已批准,.*2027-03-01/)
    expect([(await dutyOf(two, '2027-03-01'))?.shiftId, (await dutyOf(one, '2027-03-04'))?.shiftId]).toEqual([
      early,
      night,
    ])
    expect([await dutyOf(one, '2027-03-01'), await dutyOf(two, '2027-03-04')]).toEqual([undefined, undefined])
  })

  test('a rota changed meanwhile is not swapped; a swap is taken back by who asked', async () => {
    const { one, two, asker, partner } = await pair('X')
    await change(admin, [
      [one, '2027-03-10', early],
      [one, '2027-03-12', early],
    ])
    const ask = async (day: string) => {
      const id = newId()
      const duty = await dutyOf(one, day)
      await run(asker, tx =>
        askSwap(tx, asker, { id, dutyId: duty?.id ?? '', partnerId: two, partnerDutyId: null, reason: '看病' }),
      )
      return id
    }
    const [first, second] = [await ask('2027-03-10'), await ask('2027-03-12')]
    await run(partner, tx => answerSwap(tx, partner, { swapId: first, accept: true }))
    await change(admin, [[one, '2027-03-10', night, early]])
    const decide = run(admin, tx =>
      decideSwap(tx, admin, { swapId: first, approve: true, note: '', acceptWarnings: true }),
    )
    expect(await refused(decide)).toBe('workforce.duty_gone')
    expect((await run(asker, tx => withdrawSwap(tx, asker, { swapId: second }))).state).toBe('withdrawn')
  })
})

test('who leaves is taken out of the rota after the last day', async () => {
  const id = await world.employ('L1')
  await change(admin, [
    [id, '2027-03-20', early],
    [id, '2027-03-21', early],
    [id, '2027-03-22', early],
  ])
  const leaving = { employeeId: id, lastDay: '2027-03-20', reason: '离职', handOverToId: null, version: 1 }
  expect((await run(admin, tx => endEmployment(tx, admin, leaving))).freedDuties).toBe(2)
  const { duties } = await read('2027-03-20', '2027-03-22')
  expect(duties.filter(duty => duty.employeeId === id).map(duty => duty.day)).toEqual(['2027-03-20'])
  const { items } = await run(admin, tx => listRotaChanges(tx, admin, { teamId: world.teamId, month: '2027-03' }))
  expect(items.filter(item => item.reason === 'leaving')).toHaveLength(2)
})
