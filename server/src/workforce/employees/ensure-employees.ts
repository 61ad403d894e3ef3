import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { blindIndex } from '../../platform/seal.ts'
import { staffChanged } from '../events.ts'
import { workforce } from '../tables.ts'
import { sealedIdNumber, sealedPhone } from './sealed.ts'
import { spellingOf } from './spelling.ts'

export interface CertificateInput {
  kind: string
  title: string
  number: string
  issuedOn: string | null
  validUntil: string | null
}

export interface EmployeeInput {
  /** The company's number; null gets the next free one. */
  number: string | null
  name: string
  sex: 'male' | 'female' | null
  phone: string | null
  idNumber: string | null
  teamId: string
  /** That of the team. */
  communityId: string | null
  postId: string
  employedFrom: string
  emergencyName: string | null
  emergencyPhone: string | null
  note: string
  certificates: readonly CertificateInput[]
}

/**
 * Opens the files of employees who have none yet: recognised by number, or by phone and name. Who is there stays as recorded; a
 * certificate that the file does not have is added. No account is made. Set-based. Errors of the database: a number taken meanwhile.
 */
export async function ensureEmployees(
  tx: Tx,
  actor: Actor,
  employees: readonly EmployeeInput[],
): Promise<{ created: number; certificates: number }> {
  const known = await knownEmployees(tx, actor, employees)
  const nextNumber = await numbering(tx, actor)
  const files = employees.map(employee => {
    const found = known.idOf(employee)
    return { ...employee, id: found ?? newId(), fresh: found === undefined }
  })
  const fresh = files.filter(file => file.fresh).map(file => ({ ...file, number: file.number ?? nextNumber() }))
  await insert(tx, actor, fresh)
  const certificates = await addCertificates(tx, actor, files)
  const communities = new Set([...fresh.map(file => file.communityId), ...certificates.communities])
  for (const communityId of communities) await publish(tx, staffChanged, { communityId: communityId ?? undefined })
  return { created: fresh.length, certificates: certificates.created }
}

/** Who of these has a file: by number, else by phone and name. */
async function knownEmployees(tx: Tx, actor: Actor, employees: readonly EmployeeInput[]) {
  const numbers = employees.flatMap(({ number }) => (number === null ? [] : [number]))
  const indexes = employees.flatMap(({ phone }) => (phone === null ? [] : [blindIndex('phone', phone)]))
  const { rows } = await sql<{ id: string; number: string; name: string; phone: string | null }>`
    select e.id, e.number, e.name, encode(e.phone_index, 'hex') as phone from workforce.employee e
    where e.tenant_id = ${tenantOf(actor)} and (e.number = any (${numbers}::text[]) or e.phone_index = any (${indexes}::bytea[]))`.execute(
    workforce(tx),
  )
  const byNumber = new Map(rows.map(row => [row.number, row.id]))
  const byPhone = new Map(rows.flatMap(row => (row.phone ? [[`${row.phone}\n${row.name}`, row.id]] : [])))
  return {
    idOf: ({ number, name, phone }: EmployeeInput) =>
      (number === null ? undefined : byNumber.get(number)) ??
      (phone === null ? undefined : byPhone.get(`${blindIndex('phone', phone).toString('hex')}\n${name}`)),
  }
}

const PREFIX = 'YG'

/** Numbers for who comes without one: YG0001 and on, behind the highest there is. */
async function numbering(tx: Tx, actor: Actor): Promise<() => string> {
  const { rows } = await sql<{ highest: number }>`
    select coalesce(max(substr(e.number, 3)::int), 0) as highest from workforce.employee e
    where e.tenant_id = ${tenantOf(actor)} and e.number ~ ${`^${PREFIX}[0-9]{4,8}$`}`.execute(workforce(tx))
  let last = rows[0]?.highest ?? 0
  return () => {
    last += 1
    return `${PREFIX}${String(last).padStart(4, '0')}`
  }
}

async function insert(tx: Tx, actor: Actor, files: readonly (EmployeeInput & { id: string; number: string })[]) {
  if (files.length === 0) return
  await workforce(tx)
    .insertInto('workforce.employee')
    .values(
      files.map(file => {
        const spelling = spellingOf(file.name)
        const { id, number, name, sex, teamId, communityId, postId, employedFrom, emergencyName, note } = file
        return {
          ...{ tenantId: tenantOf(actor), id, number, name, sex, teamId, communityId, postId, employedFrom, note },
          ...{ namePinyin: spelling.full, nameInitials: spelling.initials, emergencyName, createdAt: now() },
          ...sealedPhone(file.phone),
          ...sealedIdNumber(file.idNumber),
          emergencyPhoneSealed: sealedPhone(file.emergencyPhone).phoneSealed,
        }
      }),
    )
    .execute()
}

/** Puts certificates into the files that do not have them: the same kind with the same number, or, without numbers, the same title. */
async function addCertificates(tx: Tx, actor: Actor, files: readonly (EmployeeInput & { id: string })[]) {
  const wanted = files.flatMap(({ id, communityId, certificates }) =>
    certificates.map(certificate => ({ ...certificate, employeeId: id, communityId })),
  )
  if (wanted.length === 0) return { created: 0, communities: new Set<string | null>() }
  const { rows } = await sql<{ communityId: string | null }>`
    insert into workforce.certificate (tenant_id, id, employee_id, community_id, kind, title, number, issued_on, valid_until)
    select ${tenantOf(actor)}, r.id, r.employee_id, e.community_id, r.kind, r.title, r.number, r.issued_on, r.valid_until
    from unnest(${wanted.map(() => newId())}::uuid[], ${wanted.map(w => w.employeeId)}::uuid[], ${wanted.map(w => w.kind)}::text[],
      ${wanted.map(w => w.title)}::text[], ${wanted.map(w => w.number)}::text[], ${wanted.map(w => w.issuedOn)}::date[],
      ${wanted.map(w => w.validUntil)}::date[]) as r(id, employee_id, kind, title, number, issued_on, valid_until)
    join workforce.employee e on e.tenant_id = ${tenantOf(actor)} and e.id = r.employee_id
    where not exists (select 1 from workforce.certificate c where c.tenant_id = e.tenant_id and c.employee_id = e.id
      and c.removed_at is null and c.kind = r.kind and c.number = r.number and (r.number <> '' or c.title = r.title))
    returning community_id`.execute(workforce(tx))
  return { created: rows.length, communities: new Set(rows.map(row => row.communityId)) }
}

/** What a list of employees may name: teams that are open, posts in use, and the numbers that are taken, with whose they are. */
export async function staffGround(tx: Tx, actor: Actor) {
  const tenantId = tenantOf(actor)
  const teams = await workforce(tx)
    .selectFrom('workforce.team')
    .select(['id', 'parentId', 'name', 'communityId'])
    .where('tenantId', '=', tenantId)
    .where('closedOn', 'is', null)
    .execute()
  const posts = await workforce(tx)
    .selectFrom('workforce.post')
    .select(['id', 'code', 'name'])
    .where('tenantId', '=', tenantId)
    .where('active', '=', true)
    .execute()
  const taken = await workforce(tx)
    .selectFrom('workforce.employee')
    .select(['number', 'name'])
    .where('tenantId', '=', tenantId)
    .execute()
  return { teams, posts, nameByNumber: new Map(taken.map(row => [row.number, row.name])) }
}
