import { workforce as contract } from '@anju/contract'
import { defineModule, handle } from '../platform/module.ts'
import { exportAttendance, readAttendance } from './attendance/attendance-view.ts'
import { clock, readMyDay } from './attendance/clock-in.ts'
import { createClockPlace, editClockPlace, listClockPlaces, readEmployeeClockings } from './attendance/clock-places.ts'
import { askCorrection, decideCorrection, listCorrections, readMyAttendance } from './attendance/decide-correction.ts'
import { exportClockPlaces } from './attendance/export-clock-places.ts'
import { exportCorrections } from './attendance/export-corrections.ts'
import { lockAttendance } from './attendance/lock-attendance.ts'
import { exportCertificates, listCertificates } from './certificates/certificate-view.ts'
import { addCertificate, addDocument, editCertificate, removeCertificate } from './certificates/edit-certificate.ts'
import { remindOfCertificates } from './certificates/remind-certificates.ts'
import { createEmployee, editEmployee, revealEmployee } from './employees/edit-employee.ts'
import { employeeHistory, listEmployees, readEmployee } from './employees/employee-view.ts'
import { closeAccount, endEmployment, resumeEmployment } from './employees/end-employment.ts'
import { exportEmployees } from './employees/export-employees.ts'
import { askLeave, enterLeave, withdrawLeave } from './leave/ask-leave.ts'
import { cancelLeave, decideLeave, grantLeave } from './leave/decide-leave.ts'
import { exportLeaveBalances, listLeaveBalances } from './leave/leave-balances-view.ts'
import { exportLeaves, listLeaves, listMyLeaves, readLeaveBalances } from './leave/leave-view.ts'
import { answerAppeal, appealScore, withdrawAppeal } from './performance/appeal-score.ts'
import { exportAppeals, listAppeals } from './performance/appeal-view.ts'
import { lockKpiPeriod, voidKpiPeriod } from './performance/close-period.ts'
import { createKpiScheme, editKpiScheme } from './performance/edit-scheme.ts'
import { exportKpiPeriods } from './performance/export-periods.ts'
import { exportKpiSchemes } from './performance/export-schemes.ts'
import { feedPerformance } from './performance/feed-attendance.ts'
import { openKpiPeriod, refreshKpiPeriod } from './performance/open-period.ts'
import { listKpiPeriods, readKpiPeriod } from './performance/period-view.ts'
import { reviewScorecard } from './performance/review-scorecard.ts'
import { listKpiSchemes, readKpiScheme } from './performance/scheme-view.ts'
import { enterKpiValue, scoreMyself, scoreScorecard } from './performance/score-card.ts'
import {
  exportScorecards,
  listMyScorecards,
  listScorecards,
  readMyScorecard,
  readScorecard,
} from './performance/scorecard-view.ts'
import { createPost, editPost } from './posts/edit-post.ts'
import { exportPosts } from './posts/export-posts.ts'
import { listPosts } from './posts/post-view.ts'
import { workforceNames } from './record-names.ts'
import { changeRota } from './rota/change-rota.ts'
import { exportRotaChanges } from './rota/export-rota-changes.ts'
import { publishRota, setRotaNeeds } from './rota/publish-rota.ts'
import { exportRota, listRotaChanges, readMyRota, readRota } from './rota/rota-view.ts'
import { appealDays, graceMinutes, negativeLeave, restHours } from './settings.ts'
import { createShift, createShiftPattern, editShift, editShiftPattern, setCalendarDays } from './shifts/edit-shift.ts'
import { exportCalendarDays, exportShiftPatterns } from './shifts/export-calendar.ts'
import { exportShifts } from './shifts/export-shifts.ts'
import { listCalendarDays, listShiftPatterns, listShifts } from './shifts/shift-view.ts'
import { answerSwap, askSwap, withdrawSwap } from './swaps/ask-swap.ts'
import { decideSwap } from './swaps/decide-swap.ts'
import { exportSwaps } from './swaps/export-swaps.ts'
import { listMySwaps, listSwapPartners, listSwaps } from './swaps/swap-view.ts'
import { closeTeam, createTeam, editTeam } from './teams/edit-team.ts'
import { exportTeams } from './teams/export-teams.ts'
import { startOrganisation } from './teams/start-organisation.ts'
import { listTeams } from './teams/team-view.ts'

export default defineModule('workforce', {
  names: workforceNames,
  feature: { requires: [] },
  routes: [
    handle(contract.startOrganisation, startOrganisation),
    handle(contract.listTeams, listTeams),
    handle(contract.exportTeams, exportTeams),
    handle(contract.createTeam, createTeam),
    handle(contract.editTeam, editTeam),
    handle(contract.closeTeam, closeTeam),
    handle(contract.listPosts, listPosts),
    handle(contract.exportPosts, exportPosts),
    handle(contract.createPost, createPost),
    handle(contract.editPost, editPost),
    handle(contract.listEmployees, listEmployees),
    handle(contract.exportEmployees, exportEmployees),
    handle(contract.readEmployee, readEmployee),
    handle(contract.employeeHistory, employeeHistory),
    handle(contract.createEmployee, createEmployee),
    handle(contract.editEmployee, editEmployee),
    handle(contract.revealEmployee, revealEmployee),
    handle(contract.endEmployment, endEmployment),
    handle(contract.resumeEmployment, resumeEmployment),
    handle(contract.addCertificate, addCertificate),
    handle(contract.editCertificate, editCertificate),
    handle(contract.removeCertificate, removeCertificate),
    handle(contract.addDocument, addDocument),
    handle(contract.listShifts, listShifts),
    handle(contract.exportShifts, exportShifts),
    handle(contract.createShift, createShift),
    handle(contract.editShift, editShift),
    handle(contract.listShiftPatterns, listShiftPatterns),
    handle(contract.exportShiftPatterns, exportShiftPatterns),
    handle(contract.createShiftPattern, createShiftPattern),
    handle(contract.editShiftPattern, editShiftPattern),
    handle(contract.listCalendarDays, listCalendarDays),
    handle(contract.exportCalendarDays, exportCalendarDays),
    handle(contract.setCalendarDays, setCalendarDays),
    handle(contract.readRota, readRota),
    handle(contract.exportRota, exportRota),
    handle(contract.changeRota, changeRota),
    handle(contract.publishRota, publishRota),
    handle(contract.setRotaNeeds, setRotaNeeds),
    handle(contract.listRotaChanges, listRotaChanges),
    handle(contract.exportRotaChanges, exportRotaChanges),
    handle(contract.readMyRota, readMyRota),
    handle(contract.listLeaves, listLeaves),
    handle(contract.exportLeaves, exportLeaves),
    handle(contract.enterLeave, enterLeave),
    handle(contract.decideLeave, decideLeave),
    handle(contract.cancelLeave, cancelLeave),
    handle(contract.grantLeave, grantLeave),
    handle(contract.readLeaveBalances, readLeaveBalances),
    handle(contract.listLeaveBalances, listLeaveBalances),
    handle(contract.exportLeaveBalances, exportLeaveBalances),
    handle(contract.listMyLeaves, listMyLeaves),
    handle(contract.askLeave, askLeave),
    handle(contract.withdrawLeave, withdrawLeave),
    handle(contract.readAttendance, readAttendance),
    handle(contract.exportAttendance, exportAttendance),
    handle(contract.lockAttendance, lockAttendance),
    handle(contract.readEmployeeClockings, readEmployeeClockings),
    handle(contract.listCorrections, listCorrections),
    handle(contract.exportCorrections, exportCorrections),
    handle(contract.decideCorrection, decideCorrection),
    handle(contract.listClockPlaces, listClockPlaces),
    handle(contract.exportClockPlaces, exportClockPlaces),
    handle(contract.createClockPlace, createClockPlace),
    handle(contract.editClockPlace, editClockPlace),
    handle(contract.readMyDay, readMyDay),
    handle(contract.clock, clock),
    handle(contract.readMyAttendance, readMyAttendance),
    handle(contract.askCorrection, askCorrection),
    handle(contract.listSwaps, listSwaps),
    handle(contract.exportSwaps, exportSwaps),
    handle(contract.decideSwap, decideSwap),
    handle(contract.listMySwaps, listMySwaps),
    handle(contract.listSwapPartners, listSwapPartners),
    handle(contract.askSwap, askSwap),
    handle(contract.answerSwap, answerSwap),
    handle(contract.withdrawSwap, withdrawSwap),
    handle(contract.listCertificates, listCertificates),
    handle(contract.exportCertificates, exportCertificates),
    handle(contract.listKpiSchemes, listKpiSchemes),
    handle(contract.exportKpiSchemes, exportKpiSchemes),
    handle(contract.readKpiScheme, readKpiScheme),
    handle(contract.createKpiScheme, createKpiScheme),
    handle(contract.editKpiScheme, editKpiScheme),
    handle(contract.listKpiPeriods, listKpiPeriods),
    handle(contract.exportKpiPeriods, exportKpiPeriods),
    handle(contract.readKpiPeriod, readKpiPeriod),
    handle(contract.openKpiPeriod, openKpiPeriod),
    handle(contract.refreshKpiPeriod, refreshKpiPeriod),
    handle(contract.lockKpiPeriod, lockKpiPeriod),
    handle(contract.voidKpiPeriod, voidKpiPeriod),
    handle(contract.listScorecards, listScorecards),
    handle(contract.exportScorecards, exportScorecards),
    handle(contract.readScorecard, readScorecard),
    handle(contract.scoreScorecard, scoreScorecard),
    handle(contract.enterKpiValue, enterKpiValue),
    handle(contract.reviewScorecard, reviewScorecard),
    handle(contract.listAppeals, listAppeals),
    handle(contract.exportAppeals, exportAppeals),
    handle(contract.answerAppeal, answerAppeal),
    handle(contract.listMyScorecards, listMyScorecards),
    handle(contract.readMyScorecard, readMyScorecard),
    handle(contract.scoreMyself, scoreMyself),
    handle(contract.appealScore, appealScore),
    handle(contract.withdrawAppeal, withdrawAppeal),
  ],
  jobs: [closeAccount],
  settings: [graceMinutes, restHours, negativeLeave, appealDays],
  cron: [remindOfCertificates, feedPerformance],
})
