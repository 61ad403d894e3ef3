export { type EmployeeInput, ensureEmployees, staffGround } from './employees/ensure-employees.ts'
export {
  appealChanged,
  certificateExpiring,
  correctionChanged,
  kpiValuesWanted,
  leaveChanged,
  rotaChanged,
  rotaPublished,
  scorecardChanged,
  scorecardsOpened,
  swapChanged,
} from './events.ts'
export { facts } from './notice-facts-view.ts'
export { type KpiValue, recordKpiValues } from './performance/record-kpi-values.ts'
export { workdayAfter } from './shifts/workday-after.ts'
