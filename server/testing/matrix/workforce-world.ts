import { type Call, workforce } from '@anju/contract'
import type pg from 'pg'
import { newId } from '../../src/platform/ids.ts'

/** The organisation begins once per company; each community has a team with employees, one of them the account that asks. */
export async function makeWorkforce(
  call: Call,
  owner: pg.Pool,
  place: { communityId: string; code: string; photoId: string; accountId: string | null },
) {
  const { communityId, code, photoId, accountId } = place
  const { id: rootId } = await call(workforce.startOrganisation)
  const { items: posts } = await call(workforce.listPosts)
  const postId = posts.find(post => post.code === 'guard')?.id ?? ''
  const [teamId, closableTeamId] = [newId(), newId()]
  const team = { parentId: rootId, kind: 'project', communityId } as const
  await call(workforce.createTeam, { body: { id: teamId, name: '项目部', ...team } })
  await call(workforce.createTeam, { body: { id: closableTeamId, name: '空班组', ...team } })
  const employ = async (number: string, account: string | null) => {
    const employeeId = newId()
    const file = { number: `${code}-${number}`, name: '张同名', teamId, postId, accountId: account } as const
    await call(workforce.createEmployee, {
      body: { id: employeeId, ...file, employedFrom: '2026-01-01', phone: '13900000031' },
    })
    return employeeId
  }
  const [employeeId, leaverId, resumerId, partnerId] = [
    await employ('1', accountId),
    await employ('2', null),
    await employ('3', null),
    await employ('4', null),
  ]
  await call(workforce.endEmployment, {
    params: { employeeId: resumerId },
    body: { lastDay: '2026-12-31', reason: '离职', version: 1 },
  })
  const certify = async () => {
    const id = newId()
    const certificate = { kind: 'security-guard', title: '保安员证', number: 'B-1', validUntil: '2026-12-20' } as const
    await call(workforce.addCertificate, { params: { employeeId }, body: { id, ...certificate } })
    return id
  }
  const documentId = newId()
  await call(workforce.addDocument, {
    params: { employeeId },
    body: { id: documentId, title: '劳动合同', fileId: photoId },
  })
  const rota = await makeRota(call, teamId, { employeeId, partnerId })
  const swaps = await makeSwaps(owner, { employeeId, partnerId, leaverId }, rota.shiftId)
  const time = await makeTime(call, owner, communityId, { employeeId, partnerId })
  const performance = await makePerformance(call, owner, communityId, { employeeId, partnerId })
  return {
    ...performance,
    ...time,
    ...rota,
    ...swaps,
    ...{ documentId, rootId, teamId, closableTeamId, postId, employeeId, leaverId, resumerId, partnerId },
    certificateId: await certify(),
    removableCertificateId: await certify(),
  }
}

/** Shifts of the company, once; a published month of the team; a swap in each state that a step needs. */
async function makeRota(
  call: Call,
  teamId: string,
  { employeeId, partnerId }: Record<'employeeId' | 'partnerId', string>,
) {
  let shift = (await call(workforce.listShifts)).items[0]
  let pattern = (await call(workforce.listShiftPatterns)).items[0]
  const day = { code: '早', name: '早班', colour: 'blue', startsAt: '07:00', endsAt: '15:00' } as const
  shift ??= await call(workforce.createShift, { body: { id: newId(), ...day } })
  pattern ??= await call(workforce.createShiftPattern, {
    body: { id: newId(), name: '做一休一', shiftIds: [shift.id, null] },
  })
  const shiftId = shift.id
  const days = ['2026-12-01', '2026-12-03', '2026-12-05', '2026-12-07', '2026-12-09', '2026-12-11']
  const mine = days.map(each => ({ employeeId, day: each, shiftId, was: null }))
  const theirs = ['2026-12-02', '2026-12-04'].map(each => ({ employeeId: partnerId, day: each, shiftId, was: null }))
  await call(workforce.changeRota, {
    params: { teamId },
    body: { changes: [...mine, ...theirs], acceptWarnings: true },
  })
  await call(workforce.publishRota, { params: { teamId }, body: { month: '2026-12' } })
  const january = { employeeId: partnerId, day: '2027-01-05', shiftId, was: null }
  await call(workforce.changeRota, { params: { teamId }, body: { changes: [january], acceptWarnings: true } })
  const rota = await call(workforce.readRota, { params: { teamId }, query: { from: '2026-12-01', to: '2026-12-31' } })
  const dutyOf = (who: string, place: number) => rota.duties.filter(duty => duty.employeeId === who)[place]?.id ?? ''
  return { shiftId, patternId: pattern.id, dutyId: dutyOf(employeeId, 0), partnerDutyId: dutyOf(partnerId, 1) }
}

/** Swaps that the account of the employee may answer, take back and decide, past every wall. */
async function makeSwaps(
  owner: pg.Pool,
  { employeeId, partnerId, leaverId }: Record<'employeeId' | 'partnerId' | 'leaverId', string>,
  shiftId: string,
) {
  const make = async (asker: string, day: string, partner: string, state: string) => {
    const id = newId()
    await owner.query(
      `insert into workforce.swap (tenant_id, id, team_id, community_id, asker_id, asker_day, asker_shift_id, partner_id, reason, state, asked_at)
       select tenant_id, $1, team_id, community_id, id, $3, $4, $5, '家里有事', $6, '2026-11-23T10:00:00+08:00' from workforce.employee where id = $2`,
      [id, asker, day, shiftId, partner, state],
    )
    return id
  }
  return {
    acceptedSwapId: await make(partnerId, '2026-12-02', leaverId, 'accepted'),
    answerableSwapId: await make(partnerId, '2026-12-04', employeeId, 'asked'),
    withdrawableSwapId: await make(employeeId, '2026-12-03', partnerId, 'asked'),
  }
}

/** A place to clock in, leave and a correction in each state that a step needs, past every wall. */
async function makeTime(
  call: Call,
  owner: pg.Pool,
  communityId: string,
  { employeeId, partnerId }: Record<'employeeId' | 'partnerId', string>,
) {
  const [placeId, clockingId, correctionId, grantId] = [newId(), newId(), newId(), newId()]
  const point = { name: '北门岗', latitude: 31.2, longitude: 121.4, radiusM: 200 }
  await call(workforce.createClockPlace, { body: { id: placeId, communityId, ...point } })
  const grant = { id: grantId, kind: 'annual', days: '5', reason: '年度发放' } as const
  await call(workforce.grantLeave, { params: { employeeId: partnerId }, body: grant })
  const someone = newId()
  const leave = async (who: string, day: string, state: string) => {
    const id = newId()
    await owner.query(
      `insert into workforce.leave (tenant_id, id, employee_id, team_id, community_id, kind, from_on, from_part, to_on, to_part, days, reason, state, asked_at, asked_by)
       select tenant_id, $1, id, team_id, community_id, 'sick', $3, 'am', $3, 'pm', 1, '发烧', $4, '2026-11-23T10:00:00+08:00', $5 from workforce.employee where id = $2`,
      [id, who, day, state, someone],
    )
    return id
  }
  await owner.query(
    `insert into workforce.clocking (tenant_id, id, employee_id, community_id, kind, at, received_at, late_sent, place_state, reason)
     select tenant_id, $1, id, community_id, 'in', '2026-11-20T07:00:00+08:00', '2026-11-20T07:00:00+08:00', false, 'unknown', '无信号' from workforce.employee where id = $2`,
    [clockingId, employeeId],
  )
  await owner.query(
    `insert into workforce.correction (tenant_id, id, employee_id, team_id, community_id, day, in_at, reason, asked_at, asked_by)
     select tenant_id, $1, id, team_id, community_id, '2026-11-19', '2026-11-19T07:00:00+08:00', '忘记打卡', '2026-11-20T10:00:00+08:00', $3 from workforce.employee where id = $2`,
    [correctionId, partnerId, someone],
  )
  return {
    ...{ placeId, clockingId, correctionId, grantId },
    leaveId: await leave(partnerId, '2027-05-10', 'asked'),
    approvedLeaveId: await leave(partnerId, '2027-05-12', 'approved'),
    myLeaveId: await leave(employeeId, '2027-05-14', 'asked'),
  }
}

const BANDS = [
  { grade: 'A', from: '80' },
  { grade: 'B', from: '0' },
]

/** A scheme of the company, once; periods of the community in each state that a step needs, with cards past every wall. */
async function makePerformance(
  call: Call,
  owner: pg.Pool,
  communityId: string,
  { employeeId, partnerId }: Record<'employeeId' | 'partnerId', string>,
) {
  const manual = { source: 'manual', rule: 'manual', direction: 'higher' } as const
  const fed = { source: 'orders-on-time', rule: 'pass', direction: 'higher', target: '90' } as const
  const indicators = [
    { id: newId(), name: '服务态度', ...manual, weight: '60' },
    { id: newId(), name: '工单及时率', ...fed, weight: '40' },
  ]
  const scheme = { name: '保安考核', grain: 'month', effectiveFrom: '2026-01-01', bands: BANDS, indicators } as const
  let [schemeId] = (await call(workforce.listKpiSchemes)).items.map(each => each.id)
  schemeId ??= (await call(workforce.createKpiScheme, { body: { id: newId(), ...scheme, indicators } })).id
  const open = async (fromOn: string) => {
    const { id } = await call(workforce.openKpiPeriod, { body: { id: newId(), grain: 'month', fromOn, communityId } })
    const { items } = await call(workforce.listScorecards, { query: { periodId: id } })
    const cardOf = (who: string) => items.find(card => card.employeeId === who)?.id ?? ''
    return { id, mine: cardOf(employeeId), theirs: cardOf(partnerId) }
  }
  const someone = newId()
  const set = (id: string, state: 'scored' | 'published') =>
    owner.query(
      `update workforce.scorecard set state = $2, scored_by = $3, scored_by_name = '主管', scored_at = '2026-11-20T10:00:00+08:00', total = 80, grade = 'A',
         published_at = case $2 when 'published' then timestamptz '2026-11-20T10:00:00+08:00' end, appeal_until = '2099-12-31' where id = $1`,
      [id, state, someone],
    )
  const appeal = async (scorecardId: string) => {
    const id = newId()
    await owner.query(
      `insert into workforce.appeal (tenant_id, id, scorecard_id, employee_id, community_id, reason, asked_at, asked_by)
       select tenant_id, $1, id, employee_id, community_id, '及时率算错', '2026-11-21T10:00:00+08:00', $3 from workforce.scorecard where id = $2`,
      [id, scorecardId, someone],
    )
    return id
  }
  const [first, second, third] = [await open('2026-07-01'), await open('2026-08-01'), await open('2026-09-01')]
  const [voidable, lockable] = [await open('2026-06-01'), await open('2026-05-01')]
  await owner.query(
    `update workforce.scorecard set state = 'published', total = 80, grade = 'A', published_at = '2026-06-02T10:00:00+08:00', appeal_until = '2026-06-09'
     where period_id = $1`,
    [lockable.id],
  )
  await set(second.theirs, 'scored')
  await set(second.mine, 'published')
  await set(third.theirs, 'published')
  await set(third.mine, 'published')
  const line = await owner.query<{ id: string; rule: string }>(
    'select id, rule from workforce.scorecard_line where scorecard_id = $1',
    [first.theirs],
  )
  const lineOf = (rule: string) => line.rows.find(each => each.rule === rule)?.id ?? ''
  return {
    ...{
      schemeId,
      periodId: first.id,
      voidablePeriodId: voidable.id,
      lockablePeriodId: lockable.id,
      scorableCardId: first.theirs,
    },
    ...{ manualLineId: lineOf('manual'), fedLineId: lineOf('pass'), reviewableCardId: second.theirs },
    ...{ myOpenCardId: first.mine, myPublishedCardId: second.mine },
    ...{ appealId: await appeal(third.theirs), myAppealId: await appeal(third.mine) },
  }
}
