import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { askLeave, enterLeave, withdrawLeave } from '../leave/ask-leave.ts'
import { cancelLeave, decideLeave, grantLeave } from '../leave/decide-leave.ts'
import { listMyLeaves } from '../leave/leave-view.ts'
import { changeRota } from '../rota/change-rota.ts'
import { publishRota } from '../rota/publish-rota.ts'
import { createShift } from '../shifts/edit-shift.ts'
import { makeWorkforceWorld, type WorkforceWorld } from '../testing/workforce-world.ts'
import { exportAttendance, readAttendance } from './attendance-view.ts'
import { clock, readMyDay } from './clock-in.ts'
import { createClockPlace } from './clock-places.ts'
import { askCorrection, decideCorrection, readMyAttendance } from './decide-correction.ts'
import { exportCorrections } from './export-corrections.ts'
import { lockAttendance } from './lock-attendance.ts'

let world: WorkforceWorld
let run: WorkforceWorld['run']
let admin: Actor
let guard: Actor
let guardId: string
const [early, night] = [newId(), newId()]
const at = (time: string) => setClock(new Date(`${time}+08:00`))

beforeAll(async () => {
  at('2026-10-20T10:00:00')
  world = await makeWorkforceWorld()
  ;({ run, admin } = world)
  guard = await world.tenant.staff({ name: '老张', permissions: ['workforce.self'], communityIds: [world.here] })
  guardId = await world.employ('T1', { accountId: guard.id })
  const shift = { breakMinutes: 0, colour: 'blue' } as const
  await run(admin, async tx => {
    await createShift(tx, admin, { id: early, code: '早', name: '早班', startsAt: '07:00', endsAt: '15:00', ...shift })
    await createShift(tx, admin, { id: night, code: '夜', name: '夜班', startsAt: '22:00', endsAt: '06:00', ...shift })
    const place = { name: '北门岗', latitude: 31.2, longitude: 121.4, radiusM: 200 }
    await createClockPlace(tx, admin, { id: newId(), communityId: world.here, ...place })
    const planned: [string, string][] = [
      ['2026-11-02', night],
      ['2026-11-03', night],
      ['2026-11-05', early],
      ['2026-11-06', early],
    ]
    const changes = planned.map(([day, shiftId]) => ({ employeeId: guardId, day, shiftId, was: null }))
    expect((await changeRota(tx, admin, { teamId: world.teamId, changes, acceptWarnings: true })).saved).toBe(true)
    await publishRota(tx, admin, { teamId: world.teamId, month: '2026-11' })
  })
})
afterEach(() => at('2026-10-20T10:00:00'))
afterAll(async () => {
  setClock(null)
  await world.database.drop()
})

const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )
const here = { latitude: 31.2005, longitude: 121.4, accuracyM: 20 }
const punch = (kind: 'in' | 'out', more: object = {}) =>
  run(guard, tx => clock(tx, guard, { id: newId(), kind, at: null, position: here, reason: '', ...more }))
const sheet = (month = '2026-11') => run(admin, tx => readAttendance(tx, admin, { teamId: world.teamId, month }))
const dayOf = async (day: string) =>
  (await sheet()).rows.find(row => row.employeeId === guardId)?.days.find(one => one.day === day)

describe('clocking', () => {
  test('a night is clocked in at the gate and out next morning, and counts for the day it began', async () => {
    at('2026-11-02T21:50:00')
    const day = await run(guard, tx => readMyDay(tx, guard))
    expect([day.duty?.shiftName, day.next, day.places.length]).toEqual(['夜班', 'in', 1])
    expect(await punch('in')).toMatchObject({ placeState: 'inside', placeName: '北门岗', lateSent: false })
    at('2026-11-03T06:03:00')
    expect((await run(guard, tx => readMyDay(tx, guard))).next).toBe('out')
    await punch('out')
    expect(await dayOf('2026-11-02')).toMatchObject({ state: 'normal', workedMinutes: 480, marks: [] })
  })

  test('outside or without a position it needs a reason and is marked; sent later it keeps its time', async () => {
    at('2026-11-03T22:30:00')
    const far = { latitude: 31.3, longitude: 121.4, accuracyM: 20 }
    expect(await refused(punch('in', { position: far }))).toBe('workforce.clock_reason_missing')
    expect(await refused(punch('in', { position: null }))).toBe('workforce.clock_reason_missing')
    const away = await punch('in', { position: far, reason: '外出巡逻' })
    expect([away.placeState, (away.distanceM ?? 0) > 10_000]).toEqual(['outside', true])
    at('2026-11-04T09:00:00')
    const sent = await punch('out', { at: new Date('2026-11-04T06:00:00+08:00'), position: null, reason: '无网络' })
    expect([sent.lateSent, sent.at.toISOString()]).toEqual([true, '2026-11-03T22:00:00.000Z'])
    const day = await dayOf('2026-11-03')
    expect([day?.state, day?.lateMinutes, day?.marks]).toEqual(['late', 30, ['outside', 'unknown', 'late-sent']])
    expect(await refused(punch('in', { at: new Date('2026-10-20T06:00:00+08:00') }))).toBe('workforce.clock_too_old')
    expect(
      await refused(
        run(admin, tx => clock(tx, admin, { id: newId(), kind: 'in', at: null, position: here, reason: '' })),
      ),
    ).toBe('workforce.no_staff_file')
  })

  test('what was clocked cannot be changed by the application', async () => {
    const [row] = await asOwner<{ may: boolean }>(
      world.database,
      `select has_table_privilege('anju_app', 'workforce.clocking', 'update') or has_table_privilege('anju_app', 'workforce.clocking', 'delete') as may`,
    )
    expect(row?.may).toBe(false)
  })
})

describe('corrections', () => {
  test('are asked, decided by somebody else, and count', async () => {
    at('2026-11-06T09:00:00')
    expect((await dayOf('2026-11-05'))?.state).toBe('absent')
    const id = newId()
    const ask = (more: object = {}) =>
      run(guard, tx =>
        askCorrection(tx, guard, {
          ...{ id, day: '2026-11-05', reason: '忘记打卡', inAt: new Date('2026-11-05T07:00:00+08:00') },
          ...{ outAt: new Date('2026-11-05T15:00:00+08:00'), ...more },
        }),
      )
    expect(await refused(ask({ outAt: new Date('2026-11-05T06:00:00+08:00') }))).toBe(
      'workforce.correction_times_wrong',
    )
    await ask()
    expect(await refused(ask({ id: newId() }))).toBe('workforce.correction_waiting')
    const decide = (actor: Actor) =>
      run(actor, tx => decideCorrection(tx, actor, { correctionId: id, approve: true, note: '' }))
    expect(await refused(decide({ ...guard, permissions: admin.permissions }))).toBe('platform.own_request')
    expect((await decide(world.manager)).state).toBe('approved')
    expect(await refused(decide(admin))).toBe('workforce.wrong_state')
    expect(await dayOf('2026-11-05')).toMatchObject({ state: 'normal', marks: ['corrected'] })
    const mine = await run(guard, tx => readMyAttendance(tx, guard, { month: '2026-11' }))
    expect([mine.corrections.length, mine.days.find(day => day.day === '2026-11-05')?.state]).toEqual([1, 'normal'])
  })
})

describe('leave', () => {
  const ask = (more: object = {}) => {
    const id = newId()
    const span = { kind: 'annual', fromOn: '2026-11-06', fromPart: 'am', toOn: '2026-11-06', toPart: 'pm' } as const
    return run(guard, tx => askLeave(tx, guard, { id, ...span, reason: '回家', photoIds: [], ...more }))
  }
  const grant = (days: string, actor = admin) =>
    run(actor, tx =>
      grantLeave(tx, actor, {
        id: newId(),
        employeeId: guardId,
        kind: 'annual',
        days,
        validUntil: '2026-12-31',
        reason: '年度',
      }),
    )
  const left = async () => (await run(guard, tx => listMyLeaves(tx, guard))).balances[0]?.days

  test('uses what is left and never more, gives it back when cancelled, and shows in the attendance', async () => {
    expect(await refused(ask())).toBe('workforce.leave_balance_short')
    await grant('1.5')
    expect(await refused(ask({ fromOn: '2026-11-07', toOn: '2026-11-08' }))).toBe('workforce.leave_no_days')
    const leave = await ask()
    expect([leave.days, leave.state]).toEqual(['1', 'asked'])
    expect(await refused(ask({ kind: 'sick', fromPart: 'pm' }))).toBe('workforce.leave_overlaps')
    const decide = (actor: Actor) =>
      run(actor, tx => decideLeave(tx, actor, { leaveId: leave.id, approve: true, note: '' }))
    expect(await refused(decide({ ...guard, permissions: admin.permissions }))).toBe('platform.own_request')
    expect((await decide(admin)).state).toBe('approved')
    expect(await left()).toBe('0.5')
    at('2026-11-09T09:00:00')
    expect((await dayOf('2026-11-06'))?.state).toBe('leave')
    at('2026-10-20T10:00:00')
    const cancel = (actor: Actor) => run(actor, tx => cancelLeave(tx, actor, { leaveId: leave.id, reason: '提前回来' }))
    expect(await refused(cancel({ ...guard, permissions: admin.permissions }))).toBe('platform.own_request')
    await cancel(admin)
    expect(await left()).toBe('1.5')
    const { entries, balances } = await run(guard, tx => listMyLeaves(tx, guard))
    expect(balances[0]?.soonestEnd).toBe('2026-12-31')
    expect(entries.map(({ days, validUntil }) => [days, validUntil])).toEqual([
      ['1', '2026-12-31'],
      ['-1', null],
      ['1.5', '2026-12-31'],
    ])
    expect(await refused(grant('-2'))).toBe('workforce.leave_balance_short')
  })

  test('two approvals at once do not use the same days', async () => {
    const one = await ask({ fromPart: 'am', toPart: 'am' })
    const two = await ask({ kind: 'annual', fromOn: '2026-11-05', toOn: '2026-11-05' })
    const decide = (leaveId: string) =>
      refused(run(admin, tx => decideLeave(tx, admin, { leaveId, approve: true, note: '' })))
    expect((await Promise.all([decide(one.id), decide(two.id)])).toSorted()).toEqual(['done', 'done'])
    expect(await left()).toBe('0')
    for (const leaveId of [one.id, two.id]) await run(admin, tx => cancelLeave(tx, admin, { leaveId, reason: '测试' }))
  })

  test('who enters leave for somebody does not approve it; who asked takes it back', async () => {
    const span = { kind: 'sick', fromOn: '2026-11-06', fromPart: 'am', toOn: '2026-11-06', toPart: 'am' } as const
    const entered = await run(admin, tx =>
      enterLeave(tx, admin, { employeeId: guardId, id: newId(), ...span, reason: '电话请假', photoIds: [] }),
    )
    expect(entered.days).toBe('0.5')
    const decide = run(admin, tx => decideLeave(tx, admin, { leaveId: entered.id, approve: true, note: '' }))
    expect(await refused(decide)).toBe('platform.own_request')
    expect((await run(guard, tx => withdrawLeave(tx, guard, { leaveId: entered.id }))).state).toBe('withdrawn')
  })
})

describe('the locked month', () => {
  const lock = (month: string) => refused(run(admin, tx => lockAttendance(tx, admin, { teamId: world.teamId, month })))

  test('waits for its end and for open requests; then nothing of it changes', async () => {
    expect(await lock('2026-11')).toBe('workforce.month_not_over')
    at('2026-12-01T09:00:00')
    const asked = await run(guard, tx =>
      askCorrection(tx, guard, {
        ...{ id: newId(), day: '2026-11-06', inAt: new Date('2026-11-06T07:00:00+08:00'), outAt: null, reason: '忘了' },
      }),
    )
    expect(await lock('2026-11')).toBe('workforce.requests_waiting')
    await run(admin, tx => decideCorrection(tx, admin, { correctionId: asked.id, approve: false, note: '' }))
    const before = await sheet()
    expect([await lock('2026-11'), await lock('2026-11')]).toEqual(['done', 'workforce.month_locked'])
    expect((await sheet()).rows).toEqual(before.rows)
    const change = { employeeId: guardId, day: '2026-11-20', shiftId: early, was: null }
    const rota = run(admin, tx =>
      changeRota(tx, admin, { teamId: world.teamId, changes: [change], acceptWarnings: true }),
    )
    expect(await refused(rota)).toBe('workforce.month_locked')
    const csv = await run(admin, tx =>
      exportAttendance(tx, admin, { teamId: world.teamId, month: '2026-11', format: 'csv' }),
    )
    expect(String(csv.body)).toContain('T1,员工T1')
    const file = await run(admin, tx => exportCorrections(tx, admin, { state: 'refused', format: 'csv' }))
    expect(String(file.body)).toContain('未批准,员工T1')
    const update = asOwner(world.database, `update workforce.attendance_day set counted = '{}'`)
    expect(await update.catch((error: Error) => error.message)).toContain('append-only')
  })
})
