import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asOwner } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { changeRota } from '../rota/change-rota.ts'
import { publishRota } from '../rota/publish-rota.ts'
import { createShift } from '../shifts/edit-shift.ts'
import { makeWorkforceWorld, type WorkforceWorld } from '../testing/workforce-world.ts'
import { answerAppeal, appealScore, withdrawAppeal } from './appeal-score.ts'
import { lockKpiPeriod, voidKpiPeriod } from './close-period.ts'
import { createKpiScheme, editKpiScheme } from './edit-scheme.ts'
import { exportKpiPeriods } from './export-periods.ts'
import { exportKpiSchemes } from './export-schemes.ts'
import { openKpiPeriod, refreshKpiPeriod } from './open-period.ts'
import { readKpiPeriod } from './period-view.ts'
import { recordKpiValues } from './record-kpi-values.ts'
import { reviewScorecard } from './review-scorecard.ts'
import type { Indicator } from './scheme.ts'
import { readKpiScheme } from './scheme-view.ts'
import { enterKpiValue, scoreMyself, scoreScorecard } from './score-card.ts'
import { listMyScorecards, listScorecards, readMyScorecard, readScorecard } from './scorecard-view.ts'

let world: WorkforceWorld
let run: WorkforceWorld['run']
let admin: Actor
let manager: Actor
let reviewer: Actor
let guard: Actor
let guardId: string
let managerFileId: string
const schemeId = newId()
const at = (time: string) => setClock(new Date(`${time}+08:00`))
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )

const linear = { rule: 'linear' as const, direction: 'higher' as const, target: '95', threshold: '80', floor: '60' }
const indicators = (): Indicator[] => [
  { id: newId(), name: '工单及时率', source: 'orders-on-time', ...linear, steps: [], weight: '50', cap: '100' },
  {
    ...{ id: newId(), name: '出勤率', source: 'attendance-rate', ...linear, steps: [], target: '100', threshold: null },
    ...{ floor: '0', weight: '20', cap: '100' },
  },
  {
    ...{
      id: newId(),
      name: '服务态度',
      source: 'manual' as const,
      rule: 'manual' as const,
      direction: 'higher' as const,
    },
    ...{ target: null, threshold: null, floor: null, steps: [], weight: '30', cap: '100' },
  },
]
const scheme = {
  bands: [
    { grade: 'A', from: '90' },
    { grade: 'B', from: '80' },
    { grade: 'C', from: '60' },
    { grade: 'D', from: '0' },
  ],
} as const
const fields = () => ({
  ...{ name: '保安月度', grain: 'month' as const, postIds: [], teamIds: [] },
  ...{ effectiveFrom: '2026-01-01', effectiveTo: null, bands: [...scheme.bands], indicators: indicators() },
})

beforeAll(async () => {
  at('2026-11-10T10:00:00')
  world = await makeWorkforceWorld()
  ;({ run, admin, manager } = world)
  reviewer = await world.tenant.staff({ name: '人事' })
  guard = await world.tenant.staff({ name: '老张', permissions: ['workforce.self'], communityIds: [world.here] })
  guardId = await world.employ('P1', { accountId: guard.id })
  managerFileId = await world.employ('P2', { accountId: manager.id, postId: world.posts.get('project-manager') ?? '' })
  await run(admin, tx => createKpiScheme(tx, admin, { id: schemeId, ...fields() }))
})
beforeEach(() => at('2026-11-10T10:00:00'))
afterAll(async () => {
  setClock(null)
  await world.database.drop()
})

let month = 0
/** Each story has a month of its own. */
async function open(communityId: string | null = world.here) {
  month += 1
  const id = newId()
  const fromOn = `2027-${String(month).padStart(2, '0')}-01`
  const answer = await run(admin, tx => openKpiPeriod(tx, admin, { id, grain: 'month', fromOn, communityId, note: '' }))
  return { id, fromOn, answer, card: await cardOf(id, guardId) }
}
const cardOf = async (periodId: string, employeeId: string) => {
  const { items } = await run(admin, tx => listScorecards(tx, admin, { periodId, employeeId, limit: 10 }))
  return run(admin, tx => readScorecard(tx, admin, { scorecardId: items[0]?.id ?? '' }))
}
const feed = (periodId: string, value: string | null, basis = '78 ÷ 90', who: Actor = world.tenant.system) =>
  run(who, tx =>
    recordKpiValues(tx, who, { periodId, source: 'orders-on-time', values: [{ employeeId: guardId, value, basis }] }),
  )
/** Attendance of days to come, as the night would count it. */
function attended(periodId: string, employeeId: string, value: string | null) {
  const { system } = world.tenant
  const values = [{ employeeId, value, basis: '0 ÷ 0' }]
  return run(system, tx => recordKpiValues(tx, system, { periodId, source: 'attendance-rate', values }))
}
async function score(periodId: string, points = '90', who = manager) {
  const card = await cardOf(periodId, guardId)
  const manual = card.lines.find(line => line.rule === 'manual')?.id ?? ''
  const attendance = card.lines.find(line => line.source === 'attendance-rate')?.id ?? ''
  expect(
    await codeOf(
      run(who, tx => enterKpiValue(tx, who, { scorecardId: card.id, lineId: attendance, value: '1', basis: '手工' })),
    ),
  ).toBe('workforce.line_counted')
  await attended(periodId, guardId, null)
  const scores = [{ lineId: manual, score: points, note: '' }]
  const { version } = await cardOf(periodId, guardId)
  return run(who, tx =>
    scoreScorecard(tx, who, { scorecardId: card.id, scores, comment: '认真', handIn: true, version }),
  )
}
async function publishCard(periodId: string) {
  const card = await cardOf(periodId, guardId)
  const { id: scorecardId, version } = card
  return run(reviewer, tx => reviewScorecard(tx, reviewer, { scorecardId, approve: true, note: '', version }))
}

describe('a scheme', () => {
  test('has weights of exactly 100, falling bands and whole rules; the database has the last word', async () => {
    const make = (more: object) =>
      codeOf(run(admin, tx => createKpiScheme(tx, admin, { id: newId(), ...fields(), name: '另一个', ...more })))
    const [first, ...rest] = indicators()
    expect(await make({ indicators: [{ ...first, weight: '49.99' }, ...rest] })).toBe('workforce.weights_wrong')
    expect(await make({ bands: [{ grade: 'A', from: '60' }] })).toBe('workforce.bands_wrong')
    expect(await make({ indicators: [{ ...first, floor: null }, ...rest] })).toBe('workforce.indicator_wrong')
    expect(await make({ effectiveTo: '2025-12-31' })).toBe('workforce.scheme_dates_wrong')
    expect(await make({ name: '保安月度' })).toBe('workforce.scheme_name_taken')
    expect(await make({ postIds: [newId()] })).toBe('platform.not_found')
    await expect(
      asOwner(world.database, `update workforce.kpi_indicator set weight = 10 where scheme_id = $1`, [schemeId]),
    ).rejects.toThrow('not 100')
  })

  test('is written into a file, as periods are', async () => {
    const schemes = await run(admin, tx => exportKpiSchemes(tx, admin, { state: 'active', format: 'csv' }))
    expect(String(schemes.body)).toContain('保安月度,月度')
    const periods = await run(admin, tx => exportKpiPeriods(tx, admin, { format: 'csv' }))
    expect(String(periods.body)).toContain('待评分')
  })

  test('is of the company, and two editors lose nothing', async () => {
    expect(await codeOf(run(manager, tx => createKpiScheme(tx, manager, { id: newId(), ...fields() })))).toBe(
      'platform.beyond_scope',
    )
    const before = await run(admin, tx => readKpiScheme(tx, admin, { schemeId }))
    const edit = { schemeId, ...fields(), active: true, version: before.version }
    const after = await run(admin, tx => editKpiScheme(tx, admin, edit))
    expect(after.version).toBe(before.version + 1)
    expect(await codeOf(run(admin, tx => editKpiScheme(tx, admin, edit)))).toBe('platform.changed_meanwhile')
  })
})

describe('a period', () => {
  test('makes a card for everybody of the community, once, with the scheme as it was', async () => {
    const { id, fromOn, answer } = await open()
    expect(answer).toMatchObject({ made: 2, cards: { open: 2, scored: 0, published: 0 }, appealDays: 7 })
    const again = { id: newId(), grain: 'month', fromOn, communityId: world.here, note: '' } as const
    expect(await codeOf(run(admin, tx => openKpiPeriod(tx, admin, again)))).toBe('workforce.period_there')
    // The company's period of the same days leaves out who has a card: here nobody else is left.
    const company = { ...again, id: newId(), communityId: null }
    expect(await codeOf(run(admin, tx => openKpiPeriod(tx, admin, company)))).toBe('workforce.no_scheme_fits')
    const newcomer = await world.employ(`N${month}`)
    expect(await run(admin, tx => refreshKpiPeriod(tx, admin, { periodId: id }))).toMatchObject({ made: 1 })
    await asOwner(world.database, `update workforce.employee set employed_to = '2026-12-31' where id = $1`, [newcomer])
    const card = await cardOf(id, guardId)
    expect(card.lines.map(line => [line.name, line.weight, line.path])).toEqual([
      ['工单及时率', '50', 'waiting'],
      ['出勤率', '20', 'waiting'],
      ['服务态度', '30', 'waiting'],
    ])
  })

  test('begins with its month, quarter or year, and is for who sees all of its place', async () => {
    const ask = (actor: Actor, fromOn: string, communityId: string | null) =>
      codeOf(
        run(actor, tx => openKpiPeriod(tx, actor, { id: newId(), grain: 'quarter', fromOn, communityId, note: '' })),
      )
    expect(await ask(admin, '2027-02-01', null)).toBe('workforce.period_start_wrong')
    expect(await ask(manager, '2027-01-01', null)).toBe('platform.beyond_scope')
    expect(await ask(manager, '2027-01-01', world.there)).toBe('platform.not_found')
    expect(await ask(admin, '2027-01-01', null)).toBe('workforce.no_scheme_fits')
  })

  test('opened by mistake is voided, and its days can be opened again', async () => {
    const { id, fromOn, answer } = await open()
    const voided = await run(admin, tx =>
      voidKpiPeriod(tx, admin, { periodId: id, reason: '开错月份', version: answer.version }),
    )
    expect(voided).toMatchObject({ state: 'void', note: '开错月份', cards: { open: 0 } })
    const again = { id: newId(), grain: 'month', fromOn, communityId: world.here, note: '' } as const
    expect((await run(admin, tx => openKpiPeriod(tx, admin, again))).made).toBe(2)
    expect(await codeOf(feed(id, '1'))).toBe('workforce.period_closed')
  })
})

describe('values', () => {
  test('are fed once each, the last holds, all are kept (K2)', async () => {
    const { id } = await open()
    expect([await feed(id, '80.00'), await feed(id, '80'), await feed(id, '86.67'), await feed(id, '86.67')]).toEqual([
      ...[1, 0, 1, 0],
    ])
    const line = (await cardOf(id, guardId)).lines[0]
    expect(line).toMatchObject({ value: '86.67', basis: '78 ÷ 90', score: '77.79', points: '38.895', path: 'upper' })
    const kept = await asOwner(world.database, `select value::text from workforce.kpi_value where period_id = $1`, [id])
    expect(kept).toHaveLength(2)
  })

  test('of attendance are counted here: one absent of two days is half (K7: none without a duty)', async () => {
    at('2027-12-20T10:00:00')
    const shiftId = newId()
    const shift = { id: shiftId, code: '日', name: '日班', startsAt: '08:00', endsAt: '16:00', breakMinutes: 0 }
    const id = newId()
    await run(admin, async tx => {
      await createShift(tx, admin, { ...shift, colour: 'blue' })
      const changes = ['2027-12-01', '2027-12-02'].map(day => ({ employeeId: guardId, day, shiftId, was: null }))
      await changeRota(tx, admin, { teamId: world.teamId, changes, acceptWarnings: true })
      await publishRota(tx, admin, { teamId: world.teamId, month: '2027-12' })
    })
    await asOwner(
      world.database,
      `insert into workforce.clocking (tenant_id, id, employee_id, community_id, kind, at, received_at, late_sent, place_state, reason)
       select tenant_id, gen_random_uuid(), id, community_id, k.kind, k.at, k.at, false, 'unknown', '无信号' from workforce.employee,
       (values ('in', timestamptz '2027-12-01T08:00:00+08:00'), ('out', timestamptz '2027-12-01T16:00:00+08:00')) k(kind, at) where id = $1`,
      [guardId],
    )
    const period = { id, grain: 'month', fromOn: '2027-12-01', communityId: world.here, note: '' } as const
    await run(admin, tx => openKpiPeriod(tx, admin, period))
    expect((await cardOf(id, guardId)).lines[1]).toMatchObject({ value: '50', basis: '1 ÷ 2', score: '50.00' })
    expect((await cardOf(id, managerFileId)).lines[1]).toMatchObject({ value: null, path: 'nothing', score: null })
  })
})

describe('a card', () => {
  test('is seen by its employee, who scores it, too; what others give shows when it is published', async () => {
    const { id, card } = await open()
    await feed(id, '86.67')
    const lineId = card.lines[2]?.id ?? ''
    const { version } = await cardOf(id, guardId)
    const mine = { scorecardId: card.id, scores: [{ lineId, score: '95' }], comment: '无投诉', version }
    expect(await run(guard, tx => scoreMyself(tx, guard, mine))).toMatchObject({ selfComment: '无投诉' })
    const scored = await score(id)
    // K7: attendance had nothing to measure. (38.895 + 27) × 100 ÷ 80 = 82.36875 → 82.37
    expect(scored).toMatchObject({ state: 'scored', countedWeight: '80', total: '82.37', grade: 'B' })
    const hidden = await run(guard, tx => readMyScorecard(tx, guard, { scorecardId: card.id }))
    expect(hidden).toMatchObject({ state: 'open', total: null, grade: null, comment: null })
    expect(hidden.lines[2]).toMatchObject({ selfScore: '95.00', givenScore: null, score: null })
    await publishCard(id)
    const seen = await run(guard, tx => readMyScorecard(tx, guard, { scorecardId: card.id }))
    expect(seen).toMatchObject({ state: 'published', total: '82.37', grade: 'B', comment: '认真' })
    const { items } = await run(guard, tx => listMyScorecards(tx, guard))
    expect(items.find(item => item.id === card.id)).toMatchObject({ total: '82.37', grade: 'B' })
    expect(items.filter(item => item.id !== card.id).every(item => item.total === null)).toBe(true)
    expect(await codeOf(run(manager, tx => readMyScorecard(tx, manager, { scorecardId: card.id })))).toBe(
      'platform.not_found',
    )
  })

  test('is scored by a supervisor and reviewed by a third; given back it takes the newest values', async () => {
    const { id, card } = await open()
    await feed(id, '86.67')
    const own = await cardOf(id, managerFileId)
    const scoreOwn = { scorecardId: own.id, scores: [], comment: '', handIn: false, version: own.version }
    expect(await codeOf(run(manager, tx => scoreScorecard(tx, manager, scoreOwn)))).toBe('platform.own_request')
    expect(
      await codeOf(
        run(manager, tx => scoreScorecard(tx, manager, { ...scoreOwn, scorecardId: card.id, handIn: true })),
      ),
    ).toBe('workforce.scores_missing')
    const beyond = [{ lineId: card.lines[2]?.id ?? '', score: '101', note: '' }]
    const tooMuch = { ...scoreOwn, scorecardId: card.id, scores: beyond, version: card.version }
    expect(await codeOf(run(manager, tx => scoreScorecard(tx, manager, tooMuch)))).toBe('workforce.score_beyond_cap')
    const { version } = await score(id)
    const review = { scorecardId: card.id, approve: true, note: '', version }
    expect(await codeOf(run(manager, tx => reviewScorecard(tx, manager, review)))).toBe('platform.own_request')
    expect(await codeOf(run(guard, tx => reviewScorecard(tx, guard, review)))).toBe('platform.own_request')
    await feed(id, '95')
    expect((await cardOf(id, guardId)).total).toBe('82.37')
    const back = { ...review, approve: false }
    expect(await codeOf(run(reviewer, tx => reviewScorecard(tx, reviewer, back)))).toBe('workforce.note_missing')
    const given = await run(reviewer, tx => reviewScorecard(tx, reviewer, { ...back, note: '请核对及时率' }))
    expect(given).toMatchObject({ state: 'open', reviewNote: '请核对及时率', total: '96.25' })
  })
})

describe('appeals and locking', () => {
  test('an appeal in time is answered by a third, changes the score with its reason, and then all is locked', async () => {
    const { id, card } = await open()
    await feed(id, '86.67')
    await score(id)
    await publishCard(id)
    const ask = (more: object = {}) => ({ scorecardId: card.id, id: newId(), reason: '有两单是平台延误', ...more })
    const first = ask()
    await run(guard, tx => appealScore(tx, guard, first))
    expect(await codeOf(run(guard, tx => appealScore(tx, guard, ask())))).toBe('workforce.appeal_there')
    await run(guard, tx => withdrawAppeal(tx, guard, { appealId: first.id }))
    const second = ask()
    await run(guard, tx => appealScore(tx, guard, second))
    const scores = [{ lineId: card.lines[0]?.id ?? '', score: '90', note: '剔除两单' }]
    const answer = { appealId: second.id, scores, answer: '核实属实' }
    for (const who of [guard, manager])
      expect(await codeOf(run(who, tx => answerAppeal(tx, who, answer)))).toBe('platform.own_request')
    const { version } = await run(admin, tx => readKpiPeriod(tx, admin, { periodId: id }))
    const other = await cardOf(id, managerFileId)
    await run(admin, tx =>
      enterKpiValue(tx, admin, { scorecardId: other.id, lineId: other.lines[0]?.id ?? '', value: '90', basis: '手工' }),
    )
    const lock = () => codeOf(run(admin, tx => lockKpiPeriod(tx, admin, { periodId: id, version })))
    expect(await lock()).toBe('workforce.cards_unpublished')
    await finishOthers(id)
    expect(await lock()).toBe('workforce.appeals_waiting')
    const changed = await run(reviewer, tx => answerAppeal(tx, reviewer, answer))
    // (45 + 27) × 100 ÷ 80
    expect(changed).toMatchObject({ total: '90.00', grade: 'A', state: 'published' })
    expect(changed.lines[0]).toMatchObject({ measuredScore: '77.79', appealScore: '90.00', path: 'appeal' })
    expect(changed.changes[0]).toMatchObject({
      scoreBefore: '77.79',
      scoreAfter: '90.00',
      totalBefore: '82.37',
      totalAfter: '90.00',
      reason: '剔除两单',
    })
    expect(await lock()).toBe('workforce.appeal_time_runs')
    at('2026-11-18T10:00:00')
    expect(await codeOf(run(guard, tx => appealScore(tx, guard, ask())))).toBe('workforce.appeal_too_late')
    expect(await lock()).toBe('done')
    const period = await run(admin, tx => readKpiPeriod(tx, admin, { periodId: id }))
    expect([period.state, period.grades.map(each => [each.grade, each.count])]).toEqual(['locked', [['A', 2]]])
    expect(await codeOf(feed(id, '10'))).toBe('workforce.period_closed')
  })

  test('what is locked the database refuses to change, whoever asks', async () => {
    const refused = [
      `update workforce.scorecard set total = 100 where state = 'published'`,
      `update workforce.scorecard_line set score = 100 where score is not null`,
      `update workforce.appeal set reason = '' where state = 'changed'`,
      `update workforce.kpi_period set state = 'open', locked_at = null where state = 'locked'`,
      `update workforce.kpi_period set state = 'void', locked_at = null where state = 'locked'`,
    ]
    for (const statement of refused)
      await expect(asOwner(world.database, statement), statement).rejects.toThrow('locked')
    await expect(asOwner(world.database, 'delete from workforce.score_change')).rejects.toThrow('append-only')
  })

  test('staff of another community see nothing of it', async () => {
    const stranger = await world.tenant.staff({ communityIds: [world.there] })
    const { total } = await run(stranger, tx => listScorecards(tx, stranger, { limit: 10 }))
    expect(total).toBe(0)
  })
})

async function finishOthers(periodId: string): Promise<void> {
  const { id: scorecardId, lines } = await cardOf(periodId, managerFileId)
  const at = (place: number) => lines[place]?.id ?? ''
  await attended(periodId, managerFileId, '100')
  await run(admin, async tx => {
    const { version } = await readScorecard(tx, admin, { scorecardId })
    const scores = [{ lineId: at(2), score: '95', note: '' }]
    await scoreScorecard(tx, admin, { scorecardId, scores, comment: '', handIn: true, version })
  })
  const { version } = await cardOf(periodId, managerFileId)
  await run(reviewer, tx => reviewScorecard(tx, reviewer, { scorecardId, approve: true, note: '', version }))
}
