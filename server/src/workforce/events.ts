import { z } from 'zod'
import { defineEvent } from '../platform/events.ts'

const place = { communityId: z.uuid().optional() }
const staffHear = { staff: 'workforce.staff.read', residents: false } as const

/** A file, a team or a post was changed. */
export const staffChanged = defineEvent(
  'workforce.staffChanged',
  z.object({ ...place, employeeId: z.uuid().optional() }),
  staffHear,
)

/** A last day was set. The account closes when it has passed; what was given to the employee goes to somebody else. */
export const employmentEnded = defineEvent(
  'workforce.employmentEnded',
  z.object({
    ...place,
    employeeId: z.uuid(),
    accountId: z.uuid().nullable(),
    handOverToId: z.uuid().nullable(),
    lastDay: z.iso.date(),
  }),
  staffHear,
)

/** A certificate expires in 60, 30 or 7 days, or has (0). `accountIds` are to be told: the employee and the head of the team. */
export const certificateExpiring = defineEvent(
  'workforce.certificateExpiring',
  z.object({
    ...place,
    certificateId: z.uuid(),
    employeeId: z.uuid(),
    daysLeft: z.int(),
    accountIds: z.array(z.uuid()),
  }),
  staffHear,
)

/** The rota of a team was changed. `published`: somebody was told before, so `accountIds` are told again. */
export const rotaChanged = defineEvent(
  'workforce.rotaChanged',
  z.object({
    ...place,
    teamId: z.uuid(),
    months: z.array(z.string()),
    published: z.boolean(),
    accountIds: z.array(z.uuid()),
  }),
  { staff: 'workforce.self', residents: false },
)

/** A month of a team was published; `accountIds` have duties in it. */
export const rotaPublished = defineEvent(
  'workforce.rotaPublished',
  z.object({ ...place, teamId: z.uuid(), month: z.string(), accountIds: z.array(z.uuid()) }),
  { staff: 'workforce.self', residents: false },
)

/** A swap was asked for, answered, decided or taken back; `accountIds` are to be told. */
export const swapChanged = defineEvent(
  'workforce.swapChanged',
  z.object({ ...place, swapId: z.uuid(), state: z.string(), accountIds: z.array(z.uuid()) }),
  { staff: 'workforce.self', residents: false },
)

/** Leave was asked for, decided, taken back or cancelled; `accountIds` are to be told. */
export const leaveChanged = defineEvent(
  'workforce.leaveChanged',
  z.object({ ...place, leaveId: z.uuid(), state: z.string(), accountIds: z.array(z.uuid()) }),
  { staff: 'workforce.self', residents: false },
)

/** A correction of a clocking was asked for or decided; `accountIds` are to be told. */
export const correctionChanged = defineEvent(
  'workforce.correctionChanged',
  z.object({ ...place, correctionId: z.uuid(), state: z.string(), accountIds: z.array(z.uuid()) }),
  { staff: 'workforce.self', residents: false },
)

/** Somebody clocked in or out. */
export const clocked = defineEvent('workforce.clocked', z.object({ ...place, employeeId: z.uuid() }), {
  staff: 'workforce.attendance.read',
  residents: false,
})

/** The attendance of a month was locked. */
export const attendanceLocked = defineEvent(
  'workforce.attendanceLocked',
  z.object({ ...place, teamId: z.uuid(), month: z.string() }),
  { staff: 'workforce.attendance.read', residents: false },
)

/** Scorecards were made; `accountIds` (100 at most) are the employees. */
export const scorecardsOpened = defineEvent(
  'workforce.scorecardsOpened',
  z.object({ ...place, periodId: z.uuid(), fromOn: z.string(), toOn: z.string(), accountIds: z.array(z.uuid()) }),
  { staff: 'workforce.self', residents: false },
)

/** The values of these sources (contract `KpiSource`) are wanted for a period: who knows them answers with `recordKpiValues`. */
export const kpiValuesWanted = defineEvent(
  'workforce.kpiValuesWanted',
  z.object({ ...place, periodId: z.uuid(), fromOn: z.string(), toOn: z.string(), sources: z.array(z.string()) }),
  { staff: 'workforce.performance.read', residents: false },
)

/** A scorecard was scored, given back or published; `accountIds` are to be told. */
export const scorecardChanged = defineEvent(
  'workforce.scorecardChanged',
  z.object({
    ...place,
    scorecardId: z.uuid(),
    state: z.enum(['open', 'scored', 'returned', 'published']),
    accountIds: z.array(z.uuid()),
  }),
  { staff: 'workforce.self', residents: false },
)

/** An appeal was made, answered or taken back; `accountIds` are to be told. */
export const appealChanged = defineEvent(
  'workforce.appealChanged',
  z.object({
    ...place,
    appealId: z.uuid(),
    scorecardId: z.uuid(),
    state: z.enum(['asked', 'changed', 'kept', 'withdrawn']),
    accountIds: z.array(z.uuid()),
  }),
  { staff: 'workforce.self', residents: false },
)

/** A period was opened, filled up, locked or voided. */
export const kpiPeriodChanged = defineEvent('workforce.kpiPeriodChanged', z.object({ ...place, periodId: z.uuid() }), {
  staff: 'workforce.performance.read',
  residents: false,
})
