import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { registerSubscriptions } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { PLATFORM_JOBS } from '../../platform/platform-jobs.ts'
import { askCorrection, decideCorrection } from '../../workforce/attendance/decide-correction.ts'
import { addCertificate } from '../../workforce/certificates/edit-certificate.ts'
import { remindCertificates } from '../../workforce/certificates/remind-certificates.ts'
import { askLeave } from '../../workforce/leave/ask-leave.ts'
import { decideLeave } from '../../workforce/leave/decide-leave.ts'
import { answerAppeal, appealScore } from '../../workforce/performance/appeal-score.ts'
import { createKpiScheme } from '../../workforce/performance/edit-scheme.ts'
import { openKpiPeriod } from '../../workforce/performance/open-period.ts'
import { reviewScorecard } from '../../workforce/performance/review-scorecard.ts'
import { scoreScorecard } from '../../workforce/performance/score-card.ts'
import { listScorecards, readScorecard } from '../../workforce/performance/scorecard-view.ts'
import { changeRota } from '../../workforce/rota/change-rota.ts'
import { publishRota } from '../../workforce/rota/publish-rota.ts'
import { readMyRota } from '../../workforce/rota/rota-view.ts'
import { createShift } from '../../workforce/shifts/edit-shift.ts'
import { answerSwap, askSwap } from '../../workforce/swaps/ask-swap.ts'
import { decideSwap } from '../../workforce/swaps/decide-swap.ts'
import { makeWorkforceWorld, type WorkforceWorld } from '../../workforce/testing/workforce-world.ts'
import messaging from '../module.ts'
import { listNotices } from './notice-view.ts'

let world: WorkforceWorld
let run: WorkforceWorld['run']
let admin: Actor
let manager: Actor
let guard: Actor
let colleague: Actor
let guardId: string
let colleagueId: string
const shiftId = newId()

beforeAll(async () => {
  setClock(new Date('2026-11-10T10:00:00+08:00'))
  world = await makeWorkforceWorld()
  ;({ run, admin, manager } = world)
  registerSubscriptions([messaging])
  const own = { permissions: ['workforce.self'] as const, communityIds: [world.here] }
  guard = await world.tenant.staff({ name: '老张', ...own, permissions: ['workforce.self'] })
  colleague = await world.tenant.staff({ name: '小李', ...own, permissions: ['workforce.self'] })
  guardId = await world.employ('G1', { accountId: guard.id, name: '老张' })
  colleagueId = await world.employ('G2', { accountId: colleague.id, name: '小李' })
  const shift = { name: '早班', colour: 'blue', startsAt: '07:00', endsAt: '15:00', breakMinutes: 0 } as const
  await run(admin, tx => createShift(tx, admin, { id: shiftId, code: '早', ...shift }))
})
afterAll(async () => {
  setClock(null)
  await world.database.drop()
})

const settle = () =>
  drainJobs(world.database.db, world.database.config, world.database.jobsUrl, [messaging], PLATFORM_JOBS)
/** What came into an inbox since it was last looked at, oldest first. */
const looked = new Map<string, number>()
async function news(actor: Actor) {
  await settle()
  const { items } = await run(actor, tx => listNotices(tx, actor, { limit: 200 }))
  const seen = looked.get(actor.id ?? '') ?? 0
  looked.set(actor.id ?? '', items.length)
  return items
    .toReversed()
    .slice(seen)
    .map(({ kind, params, about }) => ({ kind, params, about: about?.kind ?? null }))
}
const kinds = async (actor: Actor) => (await news(actor)).map(notice => notice.kind)

describe('the workforce tells', () => {
  test('whose duties a published rota has, and whose change', async () => {
    const changes = [guardId, colleagueId].map((employeeId, index) => ({
      ...{ employeeId, day: `2026-12-0${index + 1}`, shiftId, was: null },
    }))
    await run(admin, async tx => {
      await changeRota(tx, admin, { teamId: world.teamId, changes, acceptWarnings: true })
      await publishRota(tx, admin, { teamId: world.teamId, month: '2026-12' })
    })
    expect(await news(guard)).toEqual([
      { kind: 'rota-published', params: { month: '2026-12', team: '花园项目部' }, about: 'rota' },
    ])
    const more = [{ employeeId: guardId, day: '2026-12-05', shiftId, was: null }]
    await run(admin, tx => changeRota(tx, admin, { teamId: world.teamId, changes: more, acceptWarnings: true }))
    expect([await kinds(guard), await kinds(colleague)]).toEqual([['rota-changed'], ['rota-published']])
    expect(await kinds(admin)).toEqual([])
  })

  test('the colleague of a swap, then who approves, then both', async () => {
    const range = { from: '2026-12-01', to: '2026-12-31' }
    const duty = (await run(guard, tx => readMyRota(tx, guard, range))).duties[0]
    const swapId = newId()
    const ask = { id: swapId, dutyId: duty?.id ?? '', partnerId: colleagueId, partnerDutyId: null, reason: '家里有事' }
    await run(guard, tx => askSwap(tx, guard, ask))
    expect(await news(colleague)).toMatchObject([{ kind: 'swap-asked', params: { name: '老张', day: '2026-12-01' } }])
    await run(colleague, tx => answerSwap(tx, colleague, { swapId, accept: true }))
    expect(await kinds(manager)).toEqual(['swap-waiting'])
    await run(manager, tx => decideSwap(tx, manager, { swapId, approve: true, acceptWarnings: true, note: '' }))
    expect([await kinds(guard), await kinds(colleague)]).toEqual([
      ['rota-changed', 'swap-approved'],
      ['rota-changed', 'swap-approved'],
    ])
  })

  test('who approves leave and corrections, and the employee the answer', async () => {
    const [leaveId, correctionId] = [newId(), newId()]
    const leave = { id: leaveId, kind: 'personal', fromOn: '2026-12-05', toOn: '2026-12-05', reason: '搬家' } as const
    await run(guard, tx => askLeave(tx, guard, { ...leave, fromPart: 'am', toPart: 'pm', photoIds: [] }))
    // One after the other: what happens at one instant is told in any order.
    expect(await news(manager)).toMatchObject([
      { kind: 'leave-asked', params: { name: '老张', days: '1', reason: '搬家' }, about: 'leave' },
    ])
    const inAt = new Date('2026-11-09T07:00:00+08:00')
    const forgotten = { id: correctionId, day: '2026-11-09', inAt, outAt: null, reason: '忘记打卡' }
    await run(guard, tx => askCorrection(tx, guard, forgotten))
    expect(await news(manager)).toMatchObject([
      { kind: 'correction-asked', params: { day: '2026-11-09' }, about: 'correction' },
    ])
    await run(manager, tx => decideLeave(tx, manager, { leaveId, approve: false, note: '人手不够' }))
    expect(await news(guard)).toMatchObject([{ kind: 'leave-refused', params: { note: '人手不够' } }])
    await run(manager, tx => decideCorrection(tx, manager, { correctionId, approve: true, note: '' }))
    expect(await news(guard)).toMatchObject([{ kind: 'correction-approved', params: { day: '2026-11-09' } }])
  })

  test('of a certificate that expires its employee and who keeps the files, once', async () => {
    await kinds(admin)
    const certificate = { kind: 'security-guard', title: '保安员证', number: '', issuedOn: null, fileId: null } as const
    await run(admin, async tx => {
      const more = { id: newId(), employeeId: guardId, validUntil: '2026-11-30' }
      await addCertificate(tx, admin, { ...certificate, ...more })
    })
    const { system } = world.tenant
    await run(system, tx => remindCertificates(tx, system))
    const told = { kind: 'certificate-expiring', params: { name: '老张', title: '保安员证', days: '20' } }
    expect(await news(guard)).toMatchObject([told])
    expect(await news(manager)).toMatchObject([told])
    await run(system, tx => remindCertificates(tx, system))
    expect([await kinds(guard), await kinds(manager)]).toEqual([[], []])
  })

  test('of performance: the card, who reviews, the result, the appeal and its answer', async () => {
    const reviewer = await world.tenant.staff({ name: '人事', permissions: ['workforce.performance.review'] })
    const indicator = {
      name: '服务',
      source: 'manual',
      rule: 'manual',
      direction: 'higher',
      weight: '100',
      cap: '100',
    } as const
    const measures = { target: null, threshold: null, floor: null, steps: [] }
    const bands = [{ grade: 'A', from: '0' }]
    const dates = { effectiveFrom: '2026-01-01', effectiveTo: null, postIds: [], teamIds: [] }
    const periodId = newId()
    await run(admin, async tx => {
      const indicators = [{ id: newId(), ...indicator, ...measures }]
      await createKpiScheme(tx, admin, { id: newId(), name: '月度', grain: 'month', ...dates, bands, indicators })
      const period = { id: periodId, grain: 'month', fromOn: '2026-10-01', communityId: world.here, note: '' } as const
      await openKpiPeriod(tx, admin, period)
    })
    expect(await news(guard)).toMatchObject([
      { kind: 'scorecard-opened', params: { period: '2026-10-01 – 2026-10-31' } },
    ])
    const { items } = await run(admin, tx => listScorecards(tx, admin, { periodId, employeeId: guardId, limit: 1 }))
    const scorecardId = items[0]?.id ?? ''
    const { lines } = await run(admin, tx => readScorecard(tx, admin, { scorecardId }))
    const scores = [{ lineId: lines[0]?.id ?? '', score: '88', note: '' }]
    await run(manager, tx =>
      scoreScorecard(tx, manager, { scorecardId, scores, comment: '', handIn: true, version: 1 }),
    )
    expect(await news(reviewer)).toMatchObject([
      { kind: 'scorecard-waiting', params: { name: '老张', total: '88.00' } },
    ])
    // Who did it needs no telling, whatever the permissions.
    expect((await kinds(manager)).includes('scorecard-waiting')).toBe(false)
    await run(reviewer, tx => reviewScorecard(tx, reviewer, { scorecardId, approve: true, note: '', version: 2 }))
    const appealId = newId()
    await run(guard, tx => appealScore(tx, guard, { scorecardId, id: appealId, reason: '少算一次表扬' }))
    expect(await kinds(reviewer)).toEqual(['appeal-asked'])
    await run(reviewer, tx => answerAppeal(tx, reviewer, { appealId, scores: [], answer: '已计入' }))
    expect(await news(guard)).toMatchObject([
      { kind: 'result-published', params: { total: '88.00', grade: 'A', until: '2026-11-17' }, about: 'scorecard' },
      { kind: 'appeal-kept', params: { answer: '已计入' }, about: 'scorecard' },
    ])
  })
})

test('what is undone is not told', async () => {
  const failed = run(admin, async tx => {
    await publishRota(tx, admin, { teamId: world.teamId, month: '2027-01' })
    throw new Error('undone')
  })
  await expect(failed).rejects.toThrow()
  expect(await kinds(guard)).toEqual([])
})
