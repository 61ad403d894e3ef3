import { z } from 'zod'
import { FileRef } from '../platform.ts'
import { route } from '../route.ts'
import { CivilDate, DecimalText, Id, Instant, Line, PageQuery, pageOf } from '../values.ts'

/** 年假 病假 事假 调休 婚假 产假 丧假 */
export const LeaveKind = z.enum(['annual', 'sick', 'personal', 'compensatory', 'marriage', 'maternity', 'bereavement'])
/** asked 待批准 → approved 已批准 · refused 未批准 · withdrawn 已撤回; approved → cancelled 已销假 */
export const LeaveState = z.enum(['asked', 'approved', 'refused', 'withdrawn', 'cancelled'])
export const LeaveBalanceKind = z.enum(['annual', 'compensatory'])
const Part = z.enum(['am', 'pm'])

export const Leave = z.object({
  id: Id,
  employeeId: Id,
  employeeName: z.string(),
  teamName: z.string(),
  kind: LeaveKind,
  fromOn: CivilDate,
  fromPart: Part.describe('pm: from noon'),
  toOn: CivilDate,
  toPart: Part.describe('am: until noon'),
  days: DecimalText,
  reason: z.string(),
  photos: z.array(FileRef),
  state: LeaveState,
  askedAt: Instant,
  decidedAt: Instant.nullable(),
  decidedBy: z.string().nullable(),
  note: z.string().nullable(),
})

export const LeaveBalance = z.object({
  kind: LeaveBalanceKind,
  days: DecimalText,
  soonestEnd: CivilDate.nullable().describe('Until when the next days to expire may be used'),
})

export const LeaveEntry = z.object({
  id: Id,
  at: Instant,
  kind: LeaveBalanceKind,
  days: DecimalText.describe('Granted or come back; negative: used or taken back'),
  validUntil: CivilDate.nullable(),
  reason: z.string(),
  actorName: z.string(),
})

const leaveFields = {
  id: Id,
  kind: LeaveKind,
  fromOn: CivilDate,
  fromPart: Part.default('am'),
  toOn: CivilDate,
  toPart: Part.default('pm'),
  reason: Line,
  photoIds: z.array(Id).max(9).default([]),
}
const leaveParams = z.object({ leaveId: Id })
const askErrors = [
  'platform.not_found',
  'platform.already_there',
  'workforce.leave_dates_wrong',
  'workforce.leave_no_days',
  'workforce.leave_overlaps',
  'workforce.leave_balance_short',
  'workforce.month_locked',
] as const

export const listLeaves = route({
  method: 'GET',
  path: '/workforce/leaves',
  summary: 'Leave asked for and decided, what waits first.',
  permission: 'workforce.leave.approve',
  query: PageQuery.extend({
    communityId: Id.optional(),
    teamId: Id.optional(),
    employeeId: Id.optional(),
    state: LeaveState.optional(),
    kind: LeaveKind.optional(),
  }),
  response: pageOf(Leave),
})

export const exportLeaves = route({
  method: 'GET',
  path: '/workforce/leaves/export',
  summary: 'The leave list with the same filters, as a workbook or csv.',
  permission: 'workforce.leave.approve',
  query: z.object({
    communityId: Id.optional(),
    teamId: Id.optional(),
    employeeId: Id.optional(),
    state: LeaveState.optional(),
    kind: LeaveKind.optional(),
    format: z.enum(['xlsx', 'csv']).default('xlsx'),
  }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const enterLeave = route({
  method: 'POST',
  path: '/workforce/employees/:employeeId/leaves',
  summary: 'Enter leave for an employee who asked by phone or on paper; somebody else approves it.',
  permission: 'workforce.leave.approve',
  params: z.object({ employeeId: Id }),
  body: z.object(leaveFields),
  response: Leave,
  errors: askErrors,
})

export const decideLeave = route({
  method: 'POST',
  path: '/workforce/leaves/:leaveId/decide',
  summary: 'Approve or refuse leave; not one’s own, and not what one entered.',
  permission: 'workforce.leave.approve',
  params: leaveParams,
  body: z.object({ approve: z.boolean(), note: z.string().trim().max(200).default('') }),
  response: Leave,
  errors: [
    'platform.not_found',
    'platform.own_request',
    'workforce.wrong_state',
    'workforce.leave_balance_short',
    'workforce.month_locked',
  ],
})

export const cancelLeave = route({
  method: 'POST',
  path: '/workforce/leaves/:leaveId/cancel',
  summary: 'Cancel approved leave: the days come back.',
  permission: 'workforce.leave.approve',
  params: leaveParams,
  body: z.object({ reason: Line }),
  response: Leave,
  errors: ['platform.not_found', 'workforce.wrong_state', 'workforce.month_locked'],
})

export const grantLeave = route({
  method: 'POST',
  path: '/workforce/employees/:employeeId/leave-grants',
  summary: 'Grant days of annual or compensatory leave, or take some back.',
  permission: 'workforce.leave.approve',
  params: z.object({ employeeId: Id }),
  body: z.object({
    id: Id,
    kind: LeaveBalanceKind,
    days: z
      .string()
      .regex(/^-?\d{1,3}(\.[05])?$/)
      .describe('In halves; negative takes back'),
    validUntil: CivilDate.nullable().default(null),
    reason: Line,
  }),
  response: z.object({ balances: z.array(LeaveBalance) }),
  errors: [
    'platform.not_found',
    'platform.already_there',
    'platform.own_request',
    'workforce.leave_balance_short',
    'workforce.leave_no_days',
  ],
})

export const readLeaveBalances = route({
  method: 'GET',
  path: '/workforce/employees/:employeeId/leave-balances',
  summary: 'What is left of annual and compensatory leave, with every entry.',
  permission: 'workforce.leave.approve',
  params: z.object({ employeeId: Id }),
  response: z.object({ balances: z.array(LeaveBalance), entries: z.array(LeaveEntry) }),
  errors: ['platform.not_found'],
})

const balanceFilters = {
  communityId: Id.optional(),
  teamId: Id.optional().describe('With the teams below it'),
  text: z.string().max(50).optional().describe('Name, pinyin or number'),
  year: z.coerce
    .number<number | string>()
    .int()
    .min(2000)
    .max(2100)
    .optional()
    .describe('Of what was granted and used'),
}

export const listLeaveBalances = route({
  method: 'GET',
  path: '/workforce/leave-balances',
  summary:
    'What everybody employed has left of annual and compensatory leave, with what was granted and used in a year.',
  permission: 'workforce.leave.approve',
  query: PageQuery.extend(balanceFilters),
  response: pageOf(
    z.object({
      id: Id.describe('Of the employee'),
      number: z.string(),
      name: z.string(),
      teamName: z.string(),
      postName: z.string(),
      balances: z.array(LeaveBalance.extend({ granted: DecimalText, used: DecimalText })),
    }),
  ),
})

export const exportLeaveBalances = route({
  method: 'GET',
  path: '/workforce/leave-balances/export',
  summary: 'The balances with the same filters, as a workbook or csv.',
  permission: 'workforce.leave.approve',
  query: z.object({ ...balanceFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const listMyLeaves = route({
  method: 'GET',
  path: '/workforce/my-leaves',
  summary: 'My leave with what is left.',
  permission: 'workforce.self',
  response: z.object({
    items: z.array(Leave),
    balances: z.array(LeaveBalance),
    entries: z.array(LeaveEntry).describe('Behind the balances, newest first'),
    mayGoNegative: z.array(LeaveBalanceKind).describe('Kinds that may be used before they are granted'),
  }),
})

export const askLeave = route({
  method: 'POST',
  path: '/workforce/my-leaves',
  summary: 'Ask for leave.',
  permission: 'workforce.self',
  body: z.object(leaveFields),
  response: Leave,
  errors: askErrors,
})

export const withdrawLeave = route({
  method: 'POST',
  path: '/workforce/my-leaves/:leaveId/withdraw',
  summary: 'Take back leave that is not decided.',
  permission: 'workforce.self',
  params: leaveParams,
  response: Leave,
  errors: ['platform.not_found', 'workforce.wrong_state'],
})
