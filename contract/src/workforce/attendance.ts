import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Id, Instant, Line, Month, PageQuery, pageOf, Version } from '../values.ts'

const Latitude = z.number().min(-90).max(90)
const Longitude = z.number().min(-180).max(180)

/** inside: within the radius of a place · outside · unknown: the phone gave no position */
export const PlaceState = z.enum(['inside', 'outside', 'unknown'])

export const Clocking = z.object({
  id: Id,
  kind: z.enum(['in', 'out']),
  at: Instant,
  receivedAt: Instant,
  lateSent: z.boolean(),
  placeState: PlaceState,
  placeName: z.string().nullable(),
  distanceM: z.int().nullable(),
  accuracyM: z.int().nullable(),
  reason: z.string().nullable(),
})

/**
 * rest 休息 · planned 未到 · normal 正常 · late 迟到 · early 早退 · late-early 迟到早退 · missing-in 缺上班卡 · missing-out 缺下班卡 ·
 * absent 缺勤 · leave 请假 · extra 无排班出勤
 */
export const AttendanceState = z.enum([
  'rest',
  'planned',
  'normal',
  'late',
  'early',
  'late-early',
  'missing-in',
  'missing-out',
  'absent',
  'leave',
  'extra',
])

export const AttendanceDay = z.object({
  day: CivilDate,
  state: AttendanceState,
  shiftName: z.string().nullable(),
  startsAt: Instant.nullable(),
  endsAt: Instant.nullable(),
  inAt: Instant.nullable(),
  outAt: Instant.nullable(),
  lateMinutes: z.int(),
  earlyMinutes: z.int(),
  workedMinutes: z.int(),
  leavePart: z.enum(['day', 'am', 'pm']).nullable(),
  leaveKinds: z.array(z.string()).describe('In the order of the day; two where the halves are of different kinds'),
  marks: z.array(z.enum(['outside', 'unknown', 'late-sent', 'corrected'])),
})

export const AttendanceSums = z.object({
  plannedDays: z.int(),
  workedDays: z.int(),
  workedMinutes: z.int(),
  lateCount: z.int(),
  earlyCount: z.int(),
  missingCount: z.int(),
  absentDays: z.int(),
  leaveHalfDays: z.int(),
})

export const AttendanceRow = z.object({
  employeeId: Id,
  number: z.string(),
  name: z.string(),
  postName: z.string(),
  days: z.array(AttendanceDay),
  sums: AttendanceSums,
})

const sheet = { params: z.object({ teamId: Id }), query: z.object({ month: Month }) }

export const readAttendance = route({
  method: 'GET',
  path: '/workforce/teams/:teamId/attendance',
  summary: 'The attendance of a team for a month, a row for each employee; as it was counted when the month is locked.',
  permission: 'workforce.attendance.read',
  params: sheet.params,
  query: sheet.query,
  response: z.object({
    teamId: Id,
    teamName: z.string(),
    month: Month,
    locked: z.object({ at: Instant, by: z.string() }).nullable(),
    waiting: z.int().describe('Corrections and leave not decided'),
    rows: z.array(AttendanceRow),
  }),
  errors: ['platform.not_found'],
})

export const exportAttendance = route({
  method: 'GET',
  path: '/workforce/teams/:teamId/attendance/export',
  summary: 'The month of a team as a workbook or csv: sums and every day.',
  permission: 'workforce.attendance.read',
  params: sheet.params,
  query: z.object({ month: Month, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.not_found'],
})

export const lockAttendance = route({
  method: 'POST',
  path: '/workforce/teams/:teamId/attendance/lock',
  summary: 'Lock a month that is over and has nothing waiting: its days are kept as counted, for ever.',
  permission: 'workforce.attendance.manage',
  params: sheet.params,
  body: z.object({ month: Month }),
  response: z.object({ at: Instant, by: z.string() }),
  errors: ['platform.not_found', 'workforce.month_locked', 'workforce.month_not_over', 'workforce.requests_waiting'],
})

export const readEmployeeClockings = route({
  method: 'GET',
  path: '/workforce/employees/:employeeId/clockings',
  summary: 'Everything an employee clocked on a day and the next, with time and place.',
  permission: 'workforce.attendance.read',
  params: z.object({ employeeId: Id }),
  query: z.object({ day: CivilDate }),
  response: z.object({ items: z.array(Clocking) }),
  errors: ['platform.not_found'],
})

export const CorrectionState = z.enum(['asked', 'approved', 'refused', 'withdrawn'])
export const Correction = z.object({
  id: Id,
  employeeId: Id,
  employeeName: z.string(),
  teamName: z.string(),
  day: CivilDate,
  inAt: Instant.nullable(),
  outAt: Instant.nullable(),
  reason: z.string(),
  state: CorrectionState,
  askedAt: Instant,
  decidedAt: Instant.nullable(),
  decidedBy: z.string().nullable(),
  note: z.string().nullable(),
})

const CorrectionFilters = z.object({
  communityId: Id.optional(),
  teamId: Id.optional(),
  state: CorrectionState.optional(),
})

export const listCorrections = route({
  method: 'GET',
  path: '/workforce/corrections',
  summary: 'Corrections of clockings, what waits first.',
  permission: 'workforce.attendance.read',
  query: PageQuery.extend(CorrectionFilters.shape),
  response: pageOf(Correction),
})

export const exportCorrections = route({
  method: 'GET',
  path: '/workforce/corrections/export',
  summary: 'The corrections with the same filters, as a workbook or csv.',
  permission: 'workforce.attendance.read',
  query: CorrectionFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const decideCorrection = route({
  method: 'POST',
  path: '/workforce/corrections/:correctionId/decide',
  summary: 'Approve or refuse a correction; not one’s own.',
  permission: 'workforce.attendance.manage',
  params: z.object({ correctionId: Id }),
  body: z.object({ approve: z.boolean(), note: z.string().trim().max(200).default('') }),
  response: Correction,
  errors: ['platform.not_found', 'platform.own_request', 'workforce.wrong_state', 'workforce.month_locked'],
})

export const ClockPlace = z.object({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  name: z.string(),
  latitude: Latitude,
  longitude: Longitude,
  radiusM: z.int(),
  active: z.boolean(),
  version: Version,
})
const placeFields = { name: Line, latitude: Latitude, longitude: Longitude, radiusM: z.int().min(20).max(5000) }

export const listClockPlaces = route({
  method: 'GET',
  path: '/workforce/clock-places',
  summary: 'Where one clocks in: points of communities with their radius.',
  permission: 'workforce.attendance.read',
  query: z.object({ communityId: Id.optional() }),
  response: z.object({ items: z.array(ClockPlace) }),
})

export const exportClockPlaces = route({
  method: 'GET',
  path: '/workforce/clock-places/export',
  summary: 'The places to clock in at with the same filter, as a workbook or csv.',
  permission: 'workforce.attendance.read',
  query: z.object({ communityId: Id.optional(), format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const createClockPlace = route({
  method: 'POST',
  path: '/workforce/clock-places',
  summary: 'Add a place to clock in at.',
  permission: 'workforce.attendance.manage',
  body: z.object({ id: Id, communityId: Id, ...placeFields }),
  response: ClockPlace,
  errors: ['platform.not_found', 'platform.already_there'],
})

export const editClockPlace = route({
  method: 'PUT',
  path: '/workforce/clock-places/:placeId',
  summary: 'Move a place, change its radius or take it out of use.',
  permission: 'workforce.attendance.manage',
  params: z.object({ placeId: Id }),
  body: z.object({ ...placeFields, active: z.boolean(), version: Version }),
  response: ClockPlace,
  errors: ['platform.not_found', 'platform.changed_meanwhile'],
})

export const readMyDay = route({
  method: 'GET',
  path: '/workforce/my-day',
  summary: 'My shift now or next, what I clocked, and where clocking counts.',
  permission: 'workforce.self',
  response: z.object({
    employeeId: Id.nullable(),
    name: z.string(),
    teamName: z.string().nullable(),
    duty: z
      .object({ day: CivilDate, shiftName: z.string(), startsAt: Instant, endsAt: Instant, onLeave: z.boolean() })
      .nullable(),
    clockings: z.array(Clocking),
    next: z.enum(['in', 'out']).describe('What the button does'),
    places: z.array(z.object({ name: z.string(), latitude: Latitude, longitude: Longitude, radiusM: z.int() })),
  }),
})

export const clock = route({
  method: 'POST',
  path: '/workforce/my-clockings',
  summary: 'Clock in or out. What was done without a network comes with its own time and is marked.',
  permission: 'workforce.self',
  body: z.object({
    id: Id,
    kind: z.enum(['in', 'out']),
    at: Instant.nullable().default(null).describe('When it was done, if it is sent later; null: now'),
    position: z
      .object({ latitude: Latitude, longitude: Longitude, accuracyM: z.int().min(0).max(100_000) })
      .nullable()
      .default(null),
    reason: z.string().trim().max(100).default('').describe('Needed outside the places, or without a position'),
  }),
  response: Clocking,
  errors: [
    'workforce.no_staff_file',
    'workforce.clock_reason_missing',
    'workforce.clock_too_old',
    'platform.already_there',
  ],
})

export const readMyAttendance = route({
  method: 'GET',
  path: '/workforce/my-attendance',
  summary: 'My attendance of a month, with my corrections.',
  permission: 'workforce.self',
  query: z.object({ month: Month }),
  response: z.object({
    month: Month,
    locked: z.boolean(),
    days: z.array(AttendanceDay),
    sums: AttendanceSums,
    corrections: z.array(Correction),
  }),
})

export const askCorrection = route({
  method: 'POST',
  path: '/workforce/my-corrections',
  summary: 'Ask that a forgotten or wrong clocking be corrected.',
  permission: 'workforce.self',
  body: z.object({ id: Id, day: CivilDate, inAt: Instant.nullable(), outAt: Instant.nullable(), reason: Line }),
  response: Correction,
  errors: [
    'workforce.no_staff_file',
    'workforce.correction_times_wrong',
    'workforce.correction_waiting',
    'workforce.month_locked',
    'platform.already_there',
  ],
})
