import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Id, Instant, Month, Version } from '../values.ts'

export const Duty = z.object({
  id: Id,
  employeeId: Id,
  day: CivilDate,
  shiftId: Id,
  startsAt: Instant,
  endsAt: Instant,
})

/**
 * What speaks against a duty. overlap, not-employed, changed are refused; rest, leave, certificate warn and go through when they
 * are accepted.
 */
export const ClashKind = z.enum(['overlap', 'not-employed', 'changed', 'rest', 'leave', 'certificate'])
export const Clash = z.object({
  employeeId: Id,
  employeeName: z.string(),
  day: CivilDate,
  kind: ClashKind,
  refused: z.boolean(),
  restMinutes: z.int().nullable().describe('Of kind rest: the minutes between the two duties'),
})

export const RotaMonth = z.object({
  month: Month,
  state: z.enum(['draft', 'published']),
  publishedAt: Instant.nullable(),
  publishedBy: z.string().nullable(),
  version: Version,
})

export const Rota = z.object({
  teamId: Id,
  teamName: z.string(),
  from: CivilDate,
  to: CivilDate,
  months: z.array(RotaMonth),
  employees: z.array(
    z.object({
      id: Id,
      number: z.string(),
      name: z.string(),
      postName: z.string(),
      employedFrom: CivilDate,
      employedTo: CivilDate.nullable(),
    }),
  ),
  duties: z.array(Duty),
  leaves: z.array(z.object({ employeeId: Id, day: CivilDate, part: z.enum(['day', 'am', 'pm']) })),
  needs: z.array(z.object({ shiftId: Id, workday: z.int(), restday: z.int() })),
  needsVersion: Version,
  days: z.array(z.object({ day: CivilDate, rest: z.boolean(), name: z.string().nullable() })),
  changedCells: z.array(z.object({ employeeId: Id, day: CivilDate })).describe('Changed after the month was published'),
})

const rotaRange = { from: CivilDate, to: CivilDate.describe('At most 62 days after from') }

export const readRota = route({
  method: 'GET',
  path: '/workforce/teams/:teamId/rota',
  summary: 'The rota of a team for some days: everybody, their duties and leave, what is needed.',
  permission: 'workforce.rota.read',
  params: z.object({ teamId: Id }),
  query: z.object(rotaRange),
  response: Rota,
  errors: ['platform.not_found', 'workforce.range_wrong'],
})

export const exportRota = route({
  method: 'GET',
  path: '/workforce/teams/:teamId/rota/export',
  summary: 'The rota as a workbook or csv, a row for each employee and a column for each day.',
  permission: 'workforce.rota.read',
  params: z.object({ teamId: Id }),
  query: z.object({ ...rotaRange, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.not_found', 'workforce.range_wrong'],
})

export const changeRota = route({
  method: 'POST',
  path: '/workforce/teams/:teamId/rota',
  summary:
    'Set or clear cells in one step, all or none. Clashes come back; those that only warn go through when accepted.',
  permission: 'workforce.rota.manage',
  params: z.object({ teamId: Id }),
  body: z.object({
    changes: z
      .array(
        z.object({
          employeeId: Id,
          day: CivilDate,
          shiftId: Id.nullable().describe('null clears the cell'),
          was: Id.nullable().describe('What the cell showed; another shift there by now is a clash'),
        }),
      )
      .min(1)
      .max(2500),
    acceptWarnings: z.boolean().default(false),
  }),
  response: z.object({ saved: z.boolean(), clashes: z.array(Clash), changed: z.int() }),
  errors: ['platform.not_found', 'workforce.month_locked', 'workforce.range_wrong', 'workforce.same_cell_twice'],
})

export const publishRota = route({
  method: 'POST',
  path: '/workforce/teams/:teamId/rota/publish',
  summary: 'Publish a month: everybody in it is told; later edits are changes with a history.',
  permission: 'workforce.rota.manage',
  params: z.object({ teamId: Id }),
  body: z.object({ month: Month }),
  response: RotaMonth,
  errors: ['platform.not_found', 'workforce.rota_published', 'workforce.rota_empty'],
})

export const setRotaNeeds = route({
  method: 'PUT',
  path: '/workforce/teams/:teamId/rota/needs',
  summary: 'How many a team needs in each shift, on workdays and on days of rest.',
  permission: 'workforce.rota.manage',
  params: z.object({ teamId: Id }),
  body: z.object({
    needs: z
      .array(z.object({ shiftId: Id, workday: z.int().min(0).max(200), restday: z.int().min(0).max(200) }))
      .max(50),
    version: Version.describe('Of the needs that the form showed'),
  }),
  response: z.object({
    needs: z.array(z.object({ shiftId: Id, workday: z.int(), restday: z.int() })),
    version: Version,
  }),
  errors: ['platform.not_found', 'platform.changed_meanwhile'],
})

export const listRotaChanges = route({
  method: 'GET',
  path: '/workforce/teams/:teamId/rota/changes',
  summary: 'What was changed in the published rota, by whom, newest first.',
  permission: 'workforce.rota.read',
  params: z.object({ teamId: Id }),
  query: z.object({ month: Month }),
  response: z.object({
    items: z.array(
      z.object({
        id: Id,
        at: Instant,
        actorName: z.string(),
        employeeName: z.string(),
        day: CivilDate,
        before: z.string().nullable().describe('Name of the shift'),
        after: z.string().nullable(),
        reason: z.enum(['edit', 'swap', 'leaving']),
      }),
    ),
  }),
  errors: ['platform.not_found'],
})

export const exportRotaChanges = route({
  method: 'GET',
  path: '/workforce/teams/:teamId/rota/changes/export',
  summary: 'What was changed in the published rota of a month, as a workbook or csv.',
  permission: 'workforce.rota.read',
  params: z.object({ teamId: Id }),
  query: z.object({ month: Month, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.not_found', 'platform.export_too_large'],
})

export const MyDuty = z.object({
  id: Id,
  day: CivilDate,
  shiftId: Id,
  shiftCode: z.string(),
  shiftName: z.string(),
  colour: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  teamName: z.string(),
  onLeave: z.boolean(),
})

export const readMyRota = route({
  method: 'GET',
  path: '/workforce/my-rota',
  summary: 'My published duties for some days.',
  permission: 'workforce.self',
  query: z.object(rotaRange),
  response: z.object({
    employeeId: Id.nullable().describe('null: the account has no staff file'),
    duties: z.array(MyDuty),
    days: z.array(z.object({ day: CivilDate, rest: z.boolean(), name: z.string().nullable() })),
  }),
  errors: ['workforce.range_wrong'],
})
