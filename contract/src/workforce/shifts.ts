import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Id, Line, Version } from '../values.ts'

/** A time of day in Asia/Shanghai, `HH:MM`. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** The colours a shift may have in the grid; the code is always written beside. */
export const ShiftColour = z.enum(['blue', 'green', 'orange', 'purple', 'teal', 'red', 'grey'])

export const Shift = z.object({
  id: Id,
  code: z.string().describe('One or two characters for the grid: 早 中 夜'),
  name: z.string(),
  colour: ShiftColour,
  startsAt: TimeOfDay,
  endsAt: TimeOfDay.describe('Not after the start: on the next day; the shift belongs to the day it starts'),
  overnight: z.boolean(),
  breakMinutes: z.int(),
  workMinutes: z.int().describe('Length without the break'),
  active: z.boolean(),
  version: Version,
})

const shiftFields = {
  code: z.string().trim().min(1).max(2),
  name: Line,
  colour: ShiftColour,
  startsAt: TimeOfDay,
  endsAt: TimeOfDay,
  breakMinutes: z.int().min(0).max(240).default(0),
}

export const listShifts = route({
  method: 'GET',
  path: '/workforce/shifts',
  summary: 'The shifts of the company.',
  permission: 'workforce.self',
  response: z.object({ items: z.array(Shift) }),
})

export const exportShifts = route({
  method: 'GET',
  path: '/workforce/shifts/export',
  summary: 'The shifts of the company, as a workbook or csv.',
  permission: 'workforce.rota.read',
  query: z.object({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const createShift = route({
  method: 'POST',
  path: '/workforce/shifts',
  summary: 'Add a shift.',
  permission: 'workforce.rota.manage',
  body: z.object({ id: Id, ...shiftFields }),
  response: Shift,
  errors: ['workforce.shift_code_taken', 'workforce.shift_too_long', 'platform.beyond_scope'],
})

export const editShift = route({
  method: 'PUT',
  path: '/workforce/shifts/:shiftId',
  summary: 'Change a shift; duties planned before keep their times.',
  permission: 'workforce.rota.manage',
  params: z.object({ shiftId: Id }),
  body: z.object({ ...shiftFields, active: z.boolean(), version: Version }),
  response: Shift,
  errors: [
    'platform.not_found',
    'platform.changed_meanwhile',
    'platform.beyond_scope',
    'workforce.shift_code_taken',
    'workforce.shift_too_long',
  ],
})

export const ShiftPattern = z.object({
  id: Id,
  name: z.string(),
  shiftIds: z.array(Id.nullable()).describe('One for each day of the cycle; null is a day off'),
  active: z.boolean(),
  version: Version,
})

const patternFields = { name: Line, shiftIds: z.array(Id.nullable()).min(1).max(56) }

export const listShiftPatterns = route({
  method: 'GET',
  path: '/workforce/shift-patterns',
  summary: 'Rotations such as 四班三运转 and 做二休二.',
  permission: 'workforce.rota.read',
  response: z.object({ items: z.array(ShiftPattern) }),
})

export const exportShiftPatterns = route({
  method: 'GET',
  path: '/workforce/shift-patterns/export',
  summary: 'The rotations, as a workbook or csv.',
  permission: 'workforce.rota.read',
  query: z.object({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const createShiftPattern = route({
  method: 'POST',
  path: '/workforce/shift-patterns',
  summary: 'Add a rotation.',
  permission: 'workforce.rota.manage',
  body: z.object({ id: Id, ...patternFields }),
  response: ShiftPattern,
  errors: ['platform.not_found', 'platform.already_there', 'platform.beyond_scope'],
})

export const editShiftPattern = route({
  method: 'PUT',
  path: '/workforce/shift-patterns/:patternId',
  summary: 'Change a rotation or take it out of use; what it filled stays.',
  permission: 'workforce.rota.manage',
  params: z.object({ patternId: Id }),
  body: z.object({ ...patternFields, active: z.boolean(), version: Version }),
  response: ShiftPattern,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'platform.beyond_scope'],
})

/** holiday 法定节假日放假 · workday 调休上班; days without an entry are as the week has them. */
export const CalendarDay = z.object({ day: CivilDate, kind: z.enum(['holiday', 'workday']), name: z.string() })

export const listCalendarDays = route({
  method: 'GET',
  path: '/workforce/calendar',
  summary: 'The days of a year that differ from the week: public holidays, and weekends worked for them.',
  permission: 'workforce.self',
  query: z.object({ year: z.coerce.number<number | string>().int().min(2000).max(2100) }),
  response: z.object({
    items: z.array(CalendarDay),
    version: z.int().min(0).describe('0 while nobody has saved the year'),
  }),
})

export const exportCalendarDays = route({
  method: 'GET',
  path: '/workforce/calendar/export',
  summary: 'The days of a year that differ from the week, as a workbook or csv.',
  permission: 'workforce.rota.read',
  query: z.object({
    year: z.coerce.number<number | string>().int().min(2000).max(2100),
    format: z.enum(['xlsx', 'csv']).default('xlsx'),
  }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const setCalendarDays = route({
  method: 'PUT',
  path: '/workforce/calendar/:year',
  summary: 'Replace the holiday calendar of a year.',
  permission: 'workforce.rota.manage',
  params: z.object({ year: z.coerce.number<number | string>().int().min(2000).max(2100) }),
  body: z.object({
    days: z.array(z.object({ day: CivilDate, kind: z.enum(['holiday', 'workday']), name: Line })).max(120),
    version: z.int().min(0).describe('Of the year that the form showed'),
  }),
  response: z.object({ items: z.array(CalendarDay), version: Version }),
  errors: ['workforce.calendar_year_wrong', 'platform.changed_meanwhile', 'platform.beyond_scope'],
})
