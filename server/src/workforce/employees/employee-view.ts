import type { workforce as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { historyOf } from '../../platform/audit.ts'
import { today } from '../../platform/clock.ts'
import { type Tx, together } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { fileRefs } from '../../platform/files/file-view.ts'
import { keyset, pageOfRows, pageRows, type SortColumn } from '../../platform/page.ts'
import { addDays } from '../../platform/period.ts'
import { blindIndex } from '../../platform/seal.ts'
import { likeText, startsWith } from '../../platform/starts-with.ts'
import { workforce } from '../tables.ts'
import { teamsBelow } from '../teams/team-view.ts'
import { stateOf } from './employee.ts'
import { maskedIdNumber, maskedPhone } from './sealed.ts'

export type EmployeeDetail = ResponseOf<typeof contract.readEmployee>
export type EmployeeRow = ResponseOf<typeof contract.listEmployees>['items'][number]
type Filters = Omit<RequestOf<typeof contract.listEmployees>, 'limit' | 'cursor' | 'sort'>

/** From so many days before its end a certificate is due. */
const DUE_WITHIN_DAYS = 60

const SORTS: Record<string, SortColumn> = {
  number: { by: sql`e.number`, type: 'text' },
  name: { by: sql`e.name_pinyin`, type: 'text' },
  employedFrom: { by: sql`e.employed_from`, type: 'date' },
  employedTo: { by: sql`coalesce(e.employed_to, '9999-12-31')`, type: 'date' },
}

/** Employees by number unless asked otherwise. */
export async function listEmployees(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listEmployees>,
): Promise<ResponseOf<typeof contract.listEmployees>> {
  const keys = keyset(input, sql<string>`e.id`, SORTS, 'number')
  const matching = matchingEmployees(tx, actor, input)
  const rows = await pageRows(withRowColumns(matching), keys, input)
  const { count } = await matching.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  const page = pageOfRows(input, rows, count, 'number')
  const files = await fileRefs(
    tx,
    page.items.flatMap(row => row.photoId ?? []),
  )
  return { ...page, items: page.items.map(row => toRow(row, files)) }
}

/** The file of one employee, masked, with certificates and documents; otherwise not found. */
export async function readEmployee(
  tx: Tx,
  actor: Actor,
  { employeeId }: { employeeId: string },
): Promise<EmployeeDetail> {
  const found = await withRowColumns(matchingEmployees(tx, actor, {}))
    .leftJoin('workforce.employee as h', join =>
      join.onRef('h.tenantId', '=', 'e.tenantId').onRef('h.id', '=', 'e.handOverToId'),
    )
    .select(['e.idNumberSealed', 'e.emergencyName', 'e.emergencyPhoneSealed', 'e.note', 'e.leavingReason'])
    .select(['e.handOverToId', 'h.name as handOverToName', 'e.version'])
    .where('e.id', '=', employeeId)
    .executeTakeFirst()
  if (!found) throw refuse.notFound()
  const [certificates, documents] = await together(tx, [
    () => certificatesOf(tx, actor, employeeId),
    () => documentsOf(tx, actor, employeeId),
  ])
  const ids = [found.photoId, ...[...certificates, ...documents].map(each => each.fileId)].filter(id => id !== null)
  const files = await fileRefs(tx, ids)
  const fileOf = (id: string | null) => (id && files.get(id)) || null
  return {
    ...toRow(found, files),
    idNumberMasked: maskedIdNumber(found.idNumberSealed),
    emergencyName: found.emergencyName,
    emergencyPhoneMasked: maskedPhone(found.emergencyPhoneSealed),
    note: found.note,
    leavingReason: found.leavingReason,
    handOverToId: found.handOverToId,
    handOverToName: found.handOverToName,
    certificates: certificates.map(({ fileId, ...each }) => ({ ...each, file: fileOf(fileId) })),
    documents: documents.map(({ fileId, ...each }) => ({ ...each, file: fileOf(fileId) })),
    version: found.version,
  }
}

type Certificate = EmployeeDetail['certificates'][number]

function certificatesOf(tx: Tx, actor: Actor, employeeId: string) {
  return workforce(tx)
    .selectFrom('workforce.certificate')
    .select(['id', 'title', 'number', 'issuedOn', 'validUntil', 'fileId', 'version'])
    .select(sql<Certificate['kind']>`kind`.as('kind'))
    .where('tenantId', '=', tenantOf(actor))
    .where('employeeId', '=', employeeId)
    .where('removedAt', 'is', null)
    .orderBy(sql`valid_until nulls last`)
    .orderBy('id')
    .execute()
}

function documentsOf(tx: Tx, actor: Actor, employeeId: string) {
  return workforce(tx)
    .selectFrom('workforce.employeeDocument')
    .select(['id', 'title', 'addedAt', 'fileId'])
    .where('tenantId', '=', tenantOf(actor))
    .where('employeeId', '=', employeeId)
    .orderBy('addedAt')
    .orderBy('id')
    .execute()
}

function matchingEmployees(tx: Tx, actor: Actor, filters: Filters) {
  const { communityId, teamId, postId, state, text, certificates } = filters
  return workforce(tx)
    .selectFrom('workforce.employee as e')
    .innerJoin('workforce.team as t', join =>
      join.onRef('t.tenantId', '=', 'e.tenantId').onRef('t.id', '=', 'e.teamId'),
    )
    .innerJoin('workforce.post as p', join =>
      join.onRef('p.tenantId', '=', 'e.tenantId').onRef('p.id', '=', 'e.postId'),
    )
    .leftJoin('identity.publicStaff as a', join =>
      join.onRef('a.tenantId', '=', 'e.tenantId').onRef('a.id', '=', 'e.accountId'),
    )
    .where('e.tenantId', '=', tenantOf(actor))
    .$if(communityId !== undefined, query => query.where('e.communityId', '=', communityId ?? ''))
    .$if(teamId !== undefined, query => query.where(sql<SqlBool>`e.team_id in ${teamsBelow(actor, teamId ?? '')}`))
    .$if(postId !== undefined, query => query.where('e.postId', '=', postId ?? ''))
    .$if(state !== undefined, query => query.where(inState(state ?? 'employed')))
    .$if(certificates !== undefined, query => query.where(sql<SqlBool>`${certificatesDue} > 0`))
    .$if(Boolean(text?.trim()), query => query.where(namesEmployee(text ?? '')))
}

function inState(state: NonNullable<Filters['state']>) {
  const day = today()
  const conditions = {
    coming: sql<SqlBool>`e.employed_from > ${day}::date`,
    employed: sql<SqlBool>`e.employed_from <= ${day}::date and e.employed_to is null`,
    leaving: sql<SqlBool>`e.employed_from <= ${day}::date and e.employed_to >= ${day}::date`,
    left: sql<SqlBool>`e.employed_to < ${day}::date`,
  }
  return conditions[state]
}

/** Whether a text names the employee: a phone or its tail, a number, pinyin, or a part of the name. */
export function namesEmployee(text: string) {
  const plain = text.normalize('NFKC').trim()
  if (/^1\d{10}$/.test(plain)) return sql<SqlBool>`e.phone_index = ${blindIndex('phone', plain)}`
  if (/^\d{4}$/.test(plain))
    return sql<SqlBool>`(e.phone_tail_index = ${blindIndex('phone-tail', plain)} or ${startsWith(sql`e.number`, plain)})`
  const lower = plain.toLowerCase()
  if (/^[a-z]+$/i.test(plain))
    return sql<SqlBool>`(${startsWith(sql`e.name_pinyin`, lower)} or ${startsWith(sql`e.name_initials`, lower)})`
  return sql<SqlBool>`(e.name ilike ${`%${likeText(plain)}%`} or ${startsWith(sql`e.number`, plain.toUpperCase())})`
}

const certificatesDue = sql<number>`(select count(*)::int from workforce.certificate c where c.tenant_id = e.tenant_id
  and c.employee_id = e.id and c.removed_at is null and c.valid_until <= (select platform.today()) + ${sql.lit(DUE_WITHIN_DAYS)}::int)`

function withRowColumns(matching: ReturnType<typeof matchingEmployees>) {
  return matching.select([
    ...(['e.id', 'e.number', 'e.name', 'e.phoneSealed', 'e.teamId', 'e.communityId', 'e.postId'] as const),
    ...([
      'e.employedFrom',
      'e.employedTo',
      'e.accountId',
      'e.photoId',
      't.name as teamName',
      'p.name as postName',
    ] as const),
    'a.name as accountName',
    sql<EmployeeRow['sex']>`e.sex`.as('sex'),
    certificatesDue.as('certificatesDue'),
  ])
}

type Found = Awaited<ReturnType<ReturnType<typeof withRowColumns>['executeTakeFirstOrThrow']>>

function toRow(found: Found, files: Awaited<ReturnType<typeof fileRefs>>): EmployeeRow {
  const { id, number, name, sex, teamId, teamName, communityId, postId, postName } = found
  const { employedFrom, employedTo, accountId, accountName, certificatesDue: due } = found
  return {
    ...{ id, number, name, sex, teamId, teamName, communityId, postId, postName, employedFrom, employedTo },
    ...{ accountId, accountName },
    photo: (found.photoId && files.get(found.photoId)) || null,
    phoneMasked: maskedPhone(found.phoneSealed),
    state: stateOf(employedFrom, employedTo, today()),
    certificatesDue: employedTo !== null && employedTo < addDays(today(), 0) ? 0 : due,
  }
}

/** What was changed in a file: the audit lines about it, masked as they were written. */
export async function employeeHistory(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.employeeHistory>,
): Promise<ResponseOf<typeof contract.employeeHistory>> {
  await readEmployee(tx, actor, input)
  return historyOf(tx, actor, [input.employeeId], input)
}
