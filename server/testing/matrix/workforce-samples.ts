import { newId } from '../../src/platform/ids.ts'
import type { MadeId, Sample } from './samples.ts'
import type { Things } from './world.ts'

const page = { limit: 200 }

function file(things: Things) {
  return {
    number: `N-${newId().slice(-8)}`,
    name: '新员工',
    teamId: things.teamId,
    postId: things.postId,
    employedFrom: '2026-01-01',
  }
}

let past = 0

/** Corrections wait once a day: each request is about another one. */
function nextPast(): string {
  past += 1
  return new Date(Date.UTC(2026, 9, 31) - past * 86_400_000).toISOString().slice(0, 10)
}

/** A time of the day that was named last. */
function times() {
  const day = new Date(Date.UTC(2026, 9, 31) - past * 86_400_000).toISOString().slice(0, 10)
  return { inAt: `${day}T07:00:00+08:00`, outAt: null }
}

const MONTH = { from: '2026-12-01', to: '2026-12-31' }

let months = 0

/** The first day of a month that no period has. */
function nextMonth(): string {
  months += 1
  return `${2030 + Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`
}

function kpiScheme() {
  const manual = { source: 'manual', rule: 'manual', direction: 'higher', weight: '100' }
  return {
    ...{ name: `方案${newId().slice(-8)}`, grain: 'month', effectiveFrom: '2026-01-01' },
    bands: [{ grade: 'A', from: '0' }],
    indicators: [{ id: newId(), name: '服务态度', ...manual }],
  }
}

const CERTIFICATE = { kind: 'electrician', title: '电工证', number: 'D-1', validUntil: '2027-01-01' }

/** The samples of the workforce; see samples.ts. */
export const WORKFORCE_SAMPLES: Record<string, Sample> = {
  'workforce.startOrganisation': () => ({}),
  'workforce.listTeams': things => ({ query: { communityId: things.communityId } }),
  'workforce.exportTeams': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'workforce.createTeam': things => ({
    body: {
      id: newId(),
      parentId: things.teamId,
      kind: 'team',
      name: '保安班',
      communityId: things.communityId,
      headId: things.employeeId,
    },
  }),
  'workforce.editTeam': things => ({
    params: { teamId: things.teamId },
    body: {
      parentId: things.rootId,
      kind: 'project',
      name: '项目部',
      communityId: things.communityId,
      headId: things.employeeId,
      version: 1,
    },
  }),
  'workforce.closeTeam': things => ({ params: { teamId: things.closableTeamId }, body: { version: 1 } }),
  'workforce.listPosts': () => ({}),
  'workforce.exportPosts': () => ({ query: { format: 'csv' } }),
  'workforce.createPost': () => ({ body: { id: newId(), code: `post-${newId().slice(-8)}`, name: '司机' } }),
  'workforce.editPost': things => ({
    params: { postId: things.postId },
    body: { name: '保安员', certificateKind: 'security-guard', active: true, version: 1 },
  }),
  'workforce.listEmployees': things => ({
    query: { ...page, communityId: things.communityId, teamId: things.teamId, postId: things.postId, text: '张' },
  }),
  'workforce.exportEmployees': things => ({
    query: { communityId: things.communityId, teamId: things.teamId, postId: things.postId, format: 'csv' },
  }),
  'workforce.readEmployee': things => ({ params: { employeeId: things.employeeId } }),
  'workforce.employeeHistory': things => ({ params: { employeeId: things.employeeId }, query: page }),
  'workforce.createEmployee': things => ({ body: { id: newId(), ...file(things), phone: '13900000032' } }),
  'workforce.editEmployee': things => ({
    params: { employeeId: things.partnerId },
    body: { ...file(things), version: 1 },
  }),
  'workforce.revealEmployee': things => ({ params: { employeeId: things.employeeId }, body: { reason: '核对电话' } }),
  'workforce.endEmployment': things => ({
    params: { employeeId: things.leaverId },
    body: { lastDay: '2026-12-31', reason: '离职', handOverToId: things.employeeId, version: 1 },
  }),
  'workforce.resumeEmployment': things => ({
    params: { employeeId: things.resumerId },
    body: { reason: '留任', version: 2 },
  }),
  'workforce.addCertificate': things => ({
    params: { employeeId: things.employeeId },
    body: { id: newId(), ...CERTIFICATE, fileId: things.photoId },
  }),
  'workforce.editCertificate': things => ({
    params: { employeeId: things.employeeId, certificateId: things.certificateId },
    body: { ...CERTIFICATE, fileId: things.photoId, version: 1 },
  }),
  'workforce.removeCertificate': things => ({
    params: { employeeId: things.employeeId, certificateId: things.removableCertificateId },
    body: { reason: '录错了', version: 1 },
  }),
  'workforce.addDocument': things => ({
    params: { employeeId: things.employeeId },
    body: { id: newId(), title: '劳动合同', fileId: things.photoId },
  }),
  'workforce.listCertificates': things => ({ query: { ...page, communityId: things.communityId } }),
  'workforce.listShifts': () => ({}),
  'workforce.exportShifts': () => ({ query: { format: 'csv' } }),
  'workforce.createShift': () => ({
    body: {
      id: newId(),
      code: String.fromCharCode(0x4e00 + Math.floor(Math.random() * 20_000)),
      name: '中班',
      colour: 'green',
      startsAt: '15:00',
      endsAt: '23:00',
    },
  }),
  'workforce.editShift': things => ({
    params: { shiftId: things.shiftId },
    body: { code: '早', name: '早班', colour: 'blue', startsAt: '07:00', endsAt: '15:00', active: true, version: 1 },
  }),
  'workforce.listShiftPatterns': () => ({}),
  'workforce.exportShiftPatterns': () => ({ query: { format: 'csv' } }),
  'workforce.createShiftPattern': things => ({
    body: { id: newId(), name: '做二休二', shiftIds: [things.shiftId, null] },
  }),
  'workforce.editShiftPattern': things => ({
    params: { patternId: things.patternId },
    body: { name: '做一休一', shiftIds: [things.shiftId, null], active: true, version: 1 },
  }),
  'workforce.listCalendarDays': () => ({ query: { year: 2026 } }),
  'workforce.exportCalendarDays': () => ({ query: { year: 2026, format: 'csv' } }),
  'workforce.setCalendarDays': () => ({
    params: { year: '2026' },
    body: { days: [{ day: '2026-10-01', kind: 'holiday', name: '国庆节' }], version: 0 },
  }),
  'workforce.readRota': things => ({ params: { teamId: things.teamId }, query: MONTH }),
  'workforce.exportRota': things => ({ params: { teamId: things.teamId }, query: { ...MONTH, format: 'csv' } }),
  'workforce.changeRota': things => ({
    params: { teamId: things.teamId },
    body: {
      changes: [{ employeeId: things.leaverId, day: '2026-12-20', shiftId: things.shiftId, was: null }],
      acceptWarnings: true,
    },
  }),
  'workforce.publishRota': things => ({ params: { teamId: things.teamId }, body: { month: '2027-01' } }),
  'workforce.setRotaNeeds': things => ({
    params: { teamId: things.teamId },
    body: { needs: [{ shiftId: things.shiftId, workday: 2, restday: 1 }], version: 1 },
  }),
  'workforce.listRotaChanges': things => ({ params: { teamId: things.teamId }, query: { month: '2026-12' } }),
  'workforce.exportRotaChanges': things => ({
    params: { teamId: things.teamId },
    query: { month: '2026-12', format: 'csv' },
  }),
  'workforce.readMyRota': () => ({ query: MONTH }),
  'workforce.listLeaves': things => ({
    query: { ...page, communityId: things.communityId, teamId: things.teamId, employeeId: things.employeeId },
  }),
  'workforce.exportLeaves': things => ({
    query: { communityId: things.communityId, teamId: things.teamId, employeeId: things.employeeId, format: 'csv' },
  }),
  'workforce.enterLeave': things => ({
    params: { employeeId: things.partnerId },
    body: {
      id: newId(),
      kind: 'sick',
      fromOn: '2027-06-30',
      toOn: '2027-06-30',
      reason: '发烧',
      photoIds: [things.photoId],
    },
  }),
  'workforce.decideLeave': things => ({ params: { leaveId: things.leaveId }, body: { approve: true } }),
  'workforce.cancelLeave': things => ({ params: { leaveId: things.approvedLeaveId }, body: { reason: '提前回来' } }),
  'workforce.grantLeave': things => ({
    params: { employeeId: things.partnerId },
    body: { id: newId(), kind: 'annual', days: '5', reason: '年度发放' },
  }),
  'workforce.readLeaveBalances': things => ({ params: { employeeId: things.employeeId } }),
  'workforce.listLeaveBalances': things => ({ query: { ...page, communityId: things.communityId } }),
  'workforce.exportLeaveBalances': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'workforce.listMyLeaves': () => ({}),
  'workforce.askLeave': things => ({
    body: {
      id: newId(),
      kind: 'sick',
      fromOn: '2027-07-05',
      toOn: '2027-07-05',
      reason: '发烧',
      photoIds: [things.photoId],
    },
  }),
  'workforce.withdrawLeave': things => ({ params: { leaveId: things.myLeaveId } }),
  'workforce.readAttendance': things => ({ params: { teamId: things.teamId }, query: { month: '2026-11' } }),
  'workforce.exportAttendance': things => ({
    params: { teamId: things.teamId },
    query: { month: '2026-11', format: 'csv' },
  }),
  'workforce.lockAttendance': things => ({ params: { teamId: things.teamId }, body: { month: '2026-03' } }),
  'workforce.readEmployeeClockings': things => ({
    params: { employeeId: things.employeeId },
    query: { day: '2026-11-20' },
  }),
  'workforce.listCorrections': things => ({
    query: { ...page, communityId: things.communityId, teamId: things.teamId },
  }),
  'workforce.exportCorrections': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'workforce.decideCorrection': things => ({ params: { correctionId: things.correctionId }, body: { approve: true } }),
  'workforce.listClockPlaces': things => ({ query: { communityId: things.communityId } }),
  'workforce.exportClockPlaces': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'workforce.createClockPlace': things => ({
    body: {
      id: newId(),
      communityId: things.communityId,
      name: '南门岗',
      latitude: 31.2,
      longitude: 121.4,
      radiusM: 200,
    },
  }),
  'workforce.editClockPlace': things => ({
    params: { placeId: things.placeId },
    body: { name: '北门岗', latitude: 31.2, longitude: 121.4, radiusM: 300, active: true, version: 1 },
  }),
  'workforce.readMyDay': () => ({}),
  'workforce.clock': () => ({ body: { id: newId(), kind: 'in', reason: '门岗无信号' } }),
  'workforce.readMyAttendance': () => ({ query: { month: '2026-11' } }),
  'workforce.askCorrection': () => ({
    body: { id: newId(), day: nextPast(), ...times(), reason: '忘记打卡' },
  }),
  'workforce.listSwaps': things => ({
    query: { ...page, communityId: things.communityId, teamId: things.teamId },
  }),
  'workforce.exportSwaps': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'workforce.decideSwap': things => ({
    params: { swapId: things.acceptedSwapId },
    body: { approve: true, acceptWarnings: true },
  }),
  'workforce.listMySwaps': () => ({}),
  'workforce.listSwapPartners': things => ({ query: { dutyId: things.dutyId } }),
  'workforce.askSwap': things => ({
    body: {
      id: newId(),
      dutyId: things.dutyId,
      partnerId: things.partnerId,
      partnerDutyId: things.partnerDutyId,
      reason: '家里有事',
    },
  }),
  'workforce.answerSwap': things => ({ params: { swapId: things.answerableSwapId }, body: { accept: true } }),
  'workforce.withdrawSwap': things => ({ params: { swapId: things.withdrawableSwapId } }),
  'workforce.exportKpiSchemes': () => ({ query: { format: 'csv' } }),
  'workforce.listKpiSchemes': () => ({ query: page }),
  'workforce.readKpiScheme': things => ({ params: { schemeId: things.schemeId } }),
  'workforce.createKpiScheme': () => ({ body: { id: newId(), ...kpiScheme() } }),
  'workforce.editKpiScheme': things => ({
    params: { schemeId: things.schemeId },
    body: { ...kpiScheme(), active: true, version: 1 },
  }),
  'workforce.exportKpiPeriods': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'workforce.listKpiPeriods': things => ({ query: { ...page, communityId: things.communityId } }),
  'workforce.readKpiPeriod': things => ({ params: { periodId: things.periodId } }),
  'workforce.openKpiPeriod': things => ({
    body: { id: newId(), grain: 'month', fromOn: nextMonth(), communityId: things.communityId },
  }),
  'workforce.refreshKpiPeriod': things => ({ params: { periodId: things.periodId } }),
  'workforce.lockKpiPeriod': things => ({ params: { periodId: things.lockablePeriodId }, body: { version: 1 } }),
  'workforce.voidKpiPeriod': things => ({
    params: { periodId: things.voidablePeriodId },
    body: { reason: '开错月份', version: 1 },
  }),
  'workforce.listScorecards': things => ({ query: { ...page, communityId: things.communityId } }),
  'workforce.exportScorecards': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'workforce.readScorecard': things => ({ params: { scorecardId: things.scorableCardId } }),
  'workforce.scoreScorecard': things => ({
    params: { scorecardId: things.scorableCardId },
    body: { scores: [{ lineId: things.manualLineId, score: '88' }], handIn: false, version: 1 },
  }),
  'workforce.enterKpiValue': things => ({
    params: { scorecardId: things.scorableCardId },
    body: { lineId: things.fedLineId, value: '92.5', basis: '37 ÷ 40' },
  }),
  'workforce.reviewScorecard': things => ({
    params: { scorecardId: things.reviewableCardId },
    body: { approve: true, version: 1 },
  }),
  'workforce.listAppeals': things => ({ query: { ...page, communityId: things.communityId } }),
  'workforce.exportAppeals': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'workforce.answerAppeal': things => ({
    params: { appealId: things.appealId },
    body: { scores: [], answer: '核对无误，维持原分' },
  }),
  'workforce.listMyScorecards': () => ({}),
  'workforce.readMyScorecard': things => ({ params: { scorecardId: things.myOpenCardId } }),
  'workforce.scoreMyself': things => ({
    params: { scorecardId: things.myOpenCardId },
    body: { scores: [], comment: '无投诉', version: 1 },
  }),
  'workforce.appealScore': things => ({
    params: { scorecardId: things.myPublishedCardId },
    body: { id: newId(), reason: '及时率算错' },
  }),
  'workforce.withdrawAppeal': things => ({ params: { appealId: things.myAppealId } }),
  'workforce.exportCertificates': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
}

/** The ids of existing things for the routes of the workforce that take one made by the client; see samples.ts. */
export const WORKFORCE_MADE_IDS: Record<string, MadeId> = {
  'workforce.createTeam': (_ground, _company, things) => things.teamId,
  'workforce.createPost': (_ground, _company, things) => things.postId,
  'workforce.createEmployee': (_ground, _company, things) => things.employeeId,
  'workforce.addCertificate': (_ground, _company, things) => things.certificateId,
  'workforce.addDocument': (_ground, _company, things) => things.documentId,
  'workforce.createShift': (_ground, _company, things) => things.shiftId,
  'workforce.createShiftPattern': (_ground, _company, things) => things.patternId,
  'workforce.enterLeave': (_ground, _company, things) => things.leaveId,
  'workforce.askLeave': (_ground, _company, things) => things.myLeaveId,
  'workforce.grantLeave': (_ground, _company, things) => things.grantId,
  'workforce.createKpiScheme': (_ground, _company, things) => things.schemeId,
  'workforce.openKpiPeriod': (_ground, _company, things) => things.periodId,
  'workforce.appealScore': (_ground, _company, things) => things.appealId,
  'workforce.createClockPlace': (_ground, _company, things) => things.placeId,
  'workforce.clock': (_ground, _company, things) => things.clockingId,
  'workforce.askCorrection': (_ground, _company, things) => things.correctionId,
  'workforce.askSwap': (_ground, _company, things) => things.acceptedSwapId,
}
