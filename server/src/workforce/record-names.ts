import { sql } from 'kysely'
import { type NameSources, namedBy } from '../platform/record-names.ts'

const nameOf = (column: string) =>
  sql`(select e.name from workforce.employee e where e.tenant_id = r.tenant_id and e.id = r.${sql.ref(column)})`
const EMPLOYEE = nameOf('employeeId')

/** What the workforce's records are called in the audit log. */
export const workforceNames: NameSources = {
  employee: namedBy('workforce.employee', 'workforce.staff.read', sql`r.name`),
  employeeDocument: namedBy(
    'workforce.employeeDocument',
    'workforce.staff.read',
    sql`concat_ws(' · ', ${EMPLOYEE}, r.title)`,
  ),
  certificate: namedBy(
    'workforce.certificate',
    'workforce.staff.read',
    sql`concat_ws(' · ', ${EMPLOYEE}, nullif(r.title, ''))`,
  ),
  team: namedBy('workforce.team', null, sql`r.name`),
  post: namedBy('workforce.post', null, sql`r.name`),
  shift: namedBy('workforce.shift', null, sql`r.name`),
  shiftPattern: namedBy('workforce.shiftPattern', null, sql`r.name`),
  duty: namedBy('workforce.duty', 'workforce.rota.read', sql`concat_ws(' · ', ${EMPLOYEE}, r.day)`),
  swap: namedBy('workforce.swap', 'workforce.rota.read', sql`concat_ws(' · ', ${nameOf('askerId')}, r.asker_day)`),
  clockPlace: namedBy('workforce.clockPlace', null, sql`r.name`),
  clocking: namedBy('workforce.clocking', 'workforce.attendance.read', EMPLOYEE),
  attendanceCorrection: namedBy(
    'workforce.correction',
    'workforce.attendance.read',
    sql`concat_ws(' · ', ${EMPLOYEE}, r.day)`,
  ),
  leave: namedBy('workforce.leave', 'workforce.leave.approve', sql`concat_ws(' · ', ${EMPLOYEE}, r.from_on)`),
  leaveEntry: namedBy('workforce.leaveEntry', 'workforce.leave.approve', EMPLOYEE),
  kpiScheme: namedBy('workforce.kpiScheme', 'workforce.performance.read', sql`r.name`),
  kpiPeriod: namedBy('workforce.kpiPeriod', 'workforce.performance.read', sql`concat_ws(' – ', r.from_on, r.to_on)`),
  scorecard: namedBy(
    'workforce.scorecard',
    'workforce.performance.read',
    sql`concat_ws(' · ', ${EMPLOYEE}, r.scheme_name)`,
  ),
  scorecardLine: namedBy('workforce.scorecardLine', 'workforce.performance.read', sql`r.name`),
  appeal: namedBy('workforce.appeal', 'workforce.performance.read', EMPLOYEE),
}
