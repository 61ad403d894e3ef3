import { z } from 'zod'
import { FileRef, HistoryEntry } from '../platform.ts'
import { route } from '../route.ts'
import { CivilDate, Id, Instant, Line, PageQuery, pageOf, Text, Version } from '../values.ts'
import { CertificateKind } from './teams.ts'

const Phone = z.string().regex(/^1[3-9]\d{9}$/)
const IdNumber = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^\d{17}[\dX]$/)

/** employed 在职 · leaving 待离职 (a last day is set, not yet passed) · left 已离职 · coming 待入职 */
export const EmployeeState = z.enum(['coming', 'employed', 'leaving', 'left'])

export const EmployeeRow = z.object({
  id: Id,
  number: z.string(),
  name: z.string(),
  sex: z.enum(['male', 'female']).nullable(),
  phoneMasked: z.string().nullable(),
  teamId: Id,
  teamName: z.string(),
  communityId: Id.nullable(),
  postId: Id,
  postName: z.string(),
  state: EmployeeState,
  employedFrom: CivilDate,
  employedTo: CivilDate.nullable(),
  accountId: Id.nullable(),
  accountName: z.string().nullable(),
  photo: FileRef.nullable(),
  certificatesDue: z.int().describe('Certificates that expire within 60 days, or have'),
})

export const Certificate = z.object({
  id: Id,
  kind: CertificateKind,
  title: z.string(),
  number: z.string(),
  issuedOn: CivilDate.nullable(),
  validUntil: CivilDate.nullable().describe('null: without end'),
  file: FileRef.nullable(),
  version: Version,
})

export const EmployeeDocument = z.object({ id: Id, title: z.string(), addedAt: Instant, file: FileRef.nullable() })

export const Employee = EmployeeRow.extend({
  idNumberMasked: z.string().nullable(),
  emergencyName: z.string().nullable(),
  emergencyPhoneMasked: z.string().nullable(),
  note: z.string(),
  leavingReason: z.string().nullable(),
  handOverToId: Id.nullable(),
  handOverToName: z.string().nullable(),
  certificates: z.array(Certificate),
  documents: z.array(EmployeeDocument),
  version: Version,
})

const employeeParams = z.object({ employeeId: Id })
const fields = {
  number: z.string().regex(/^[A-Za-z0-9-]{1,20}$/),
  name: Line,
  sex: z.enum(['male', 'female']).nullable().default(null),
  teamId: Id,
  postId: Id,
  employedFrom: CivilDate,
  emergencyName: Line.nullable().default(null),
  accountId: Id.nullable().default(null),
  note: Text.default(''),
  photoId: Id.nullable().default(null),
}
const secrets = {
  phone: Phone.nullable(),
  idNumber: IdNumber.nullable(),
  emergencyPhone: Phone.nullable(),
}
const employeeErrors = [
  'platform.not_found',
  'workforce.number_taken',
  'workforce.account_taken',
  'workforce.id_number_wrong',
] as const

const employeeFilters = {
  communityId: Id.optional(),
  teamId: Id.optional().describe('With the teams below it'),
  postId: Id.optional(),
  state: EmployeeState.optional(),
  text: z.string().max(50).optional().describe('Name, pinyin, number, phone or its last four digits'),
  certificates: z.enum(['due']).optional().describe('Only with certificates that expire within 60 days, or have'),
}

export const listEmployees = route({
  method: 'GET',
  path: '/workforce/employees',
  summary: 'Employees with team, post and state.',
  permission: 'workforce.staff.read',
  query: PageQuery.extend(employeeFilters),
  response: pageOf(EmployeeRow),
})

export const exportEmployees = route({
  method: 'GET',
  path: '/workforce/employees/export',
  summary: 'The employee list with the same filters, as a workbook or csv.',
  permission: 'workforce.staff.read',
  query: z.object({ ...employeeFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const readEmployee = route({
  method: 'GET',
  path: '/workforce/employees/:employeeId',
  summary: 'The file of one employee, masked, with certificates and documents.',
  permission: 'workforce.staff.read',
  params: employeeParams,
  response: Employee,
  errors: ['platform.not_found'],
})

export const createEmployee = route({
  method: 'POST',
  path: '/workforce/employees',
  summary: 'Open the file of an employee.',
  permission: 'workforce.staff.manage',
  body: z.object({
    id: Id,
    ...fields,
    phone: secrets.phone.default(null),
    idNumber: secrets.idNumber.default(null),
    emergencyPhone: secrets.emergencyPhone.default(null),
  }),
  response: Employee,
  errors: employeeErrors,
  auditBody: false,
})

export const editEmployee = route({
  method: 'PUT',
  path: '/workforce/employees/:employeeId',
  summary: 'Change the file; phone numbers and ID number stay as they are unless given.',
  permission: 'workforce.staff.manage',
  params: employeeParams,
  body: z.object({
    ...fields,
    phone: secrets.phone.optional(),
    idNumber: secrets.idNumber.optional(),
    emergencyPhone: secrets.emergencyPhone.optional(),
    version: Version,
  }),
  response: Employee,
  errors: [...employeeErrors, 'platform.changed_meanwhile'],
  auditBody: false,
})

export const revealEmployee = route({
  method: 'POST',
  path: '/workforce/employees/:employeeId/reveal',
  summary: 'Phone and ID number in full, for a reason that the audit log keeps.',
  permission: 'workforce.staff.manage',
  params: employeeParams,
  body: z.object({ reason: Line }),
  response: z.object({
    phone: z.string().nullable(),
    idNumber: z.string().nullable(),
    emergencyPhone: z.string().nullable(),
  }),
  errors: ['platform.not_found'],
})

export const endEmployment = route({
  method: 'POST',
  path: '/workforce/employees/:employeeId/leave',
  summary:
    'Set the last day: the rota after it is freed, the account closes when it has passed, the work is handed over.',
  permission: 'workforce.staff.manage',
  params: employeeParams,
  body: z.object({ lastDay: CivilDate, reason: Line, handOverToId: Id.nullable().default(null), version: Version }),
  response: z.object({ employee: Employee, freedDuties: z.int() }),
  errors: [
    'platform.not_found',
    'platform.changed_meanwhile',
    'workforce.last_day_wrong',
    'workforce.hand_over_to_self',
    'workforce.not_self',
  ],
})

export const resumeEmployment = route({
  method: 'POST',
  path: '/workforce/employees/:employeeId/resume',
  summary: 'Take the leaving back: the last day is removed.',
  permission: 'workforce.staff.manage',
  params: employeeParams,
  body: z.object({ reason: Line, version: Version }),
  response: Employee,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'workforce.not_leaving'],
})

const certificateFields = {
  kind: CertificateKind,
  title: Line,
  number: z.string().trim().max(60).default(''),
  issuedOn: CivilDate.nullable().default(null),
  validUntil: CivilDate.nullable().default(null),
  fileId: Id.nullable().default(null),
}

export const addCertificate = route({
  method: 'POST',
  path: '/workforce/employees/:employeeId/certificates',
  summary: 'Put a certificate into the file.',
  permission: 'workforce.staff.manage',
  params: employeeParams,
  body: z.object({ id: Id, ...certificateFields }),
  response: Employee,
  errors: ['platform.not_found', 'platform.already_there', 'workforce.certificate_dates_wrong'],
})

export const editCertificate = route({
  method: 'PUT',
  path: '/workforce/employees/:employeeId/certificates/:certificateId',
  summary: 'Correct or renew a certificate; a new end of validity reminds anew.',
  permission: 'workforce.staff.manage',
  params: z.object({ employeeId: Id, certificateId: Id }),
  body: z.object({ ...certificateFields, version: Version }),
  response: Employee,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'workforce.certificate_dates_wrong'],
})

export const removeCertificate = route({
  method: 'POST',
  path: '/workforce/employees/:employeeId/certificates/:certificateId/remove',
  summary: 'Take a certificate out of the file, with the reason.',
  permission: 'workforce.staff.manage',
  params: z.object({ employeeId: Id, certificateId: Id }),
  body: z.object({ reason: Line, version: Version }),
  response: Employee,
  errors: ['platform.not_found', 'platform.changed_meanwhile'],
})

export const addDocument = route({
  method: 'POST',
  path: '/workforce/employees/:employeeId/documents',
  summary: 'Put a document into the file (a photograph or a scan).',
  permission: 'workforce.staff.manage',
  params: employeeParams,
  body: z.object({ id: Id, title: Line, fileId: Id }),
  response: Employee,
  errors: ['platform.not_found', 'platform.already_there'],
})

const certificateFilters = {
  communityId: Id.optional(),
  kind: CertificateKind.optional(),
  withinDays: z.coerce.number<number | string>().int().min(0).max(3650).optional(),
}

export const listCertificates = route({
  method: 'GET',
  path: '/workforce/certificates',
  summary: 'Certificates of everybody employed, the soonest to expire first.',
  permission: 'workforce.staff.read',
  query: PageQuery.extend(certificateFilters),
  response: pageOf(
    z.object({
      id: Id,
      employeeId: Id,
      employeeName: z.string(),
      teamName: z.string(),
      kind: CertificateKind,
      title: z.string(),
      number: z.string(),
      validUntil: CivilDate.nullable(),
      daysLeft: z.int().nullable(),
    }),
  ),
})

export const exportCertificates = route({
  method: 'GET',
  path: '/workforce/certificates/export',
  summary: 'The certificate list with the same filters, as a workbook or csv.',
  permission: 'workforce.staff.read',
  query: z.object({ ...certificateFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const employeeHistory = route({
  method: 'GET',
  path: '/workforce/employees/:employeeId/history',
  summary: 'What was changed in the file, by whom and when, newest first.',
  permission: 'workforce.staff.read',
  params: employeeParams,
  query: PageQuery,
  response: pageOf(HistoryEntry),
  errors: ['platform.not_found'],
})
