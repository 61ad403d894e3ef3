import { registry as contract } from '@anju/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import { ensureResidents } from '../../identity/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { blindIndex, seal } from '../../platform/seal.ts'
import { registry } from '../tables.ts'
import { addressColumns, emailColumns } from './contact-data.ts'
import { sealPhone, tidyPhone } from './phone.ts'
import { spellingOf } from './spelling.ts'

export interface PersonInput {
  /** Made by the caller: a retry is the same person. */
  id: string
  name: string
  /** A person, unless said otherwise. */
  type?: 'person' | 'organisation'
  sex: 'male' | 'female' | null
  /** The primary phone, or null when unknown. */
  phone: string | null
  /** More phones, in order. */
  morePhones?: readonly string[]
  /** `YYYY-MM-DD` */
  birthday?: string | null
  /** Null or absent beside a number: of a kind that is not known. */
  idType?: z.infer<typeof contract.IdType> | null
  idNumber: string | null
  email?: string | null
  postalAddress?: string | null
  note?: string
}

/**
 * Adds people, sealed, findable by name, pinyin and phone, and opens each one's resident account by the primary phone. Set-based; who is
 * there already stays as recorded. Answers how many were new.
 */
export async function addPeople(tx: Tx, actor: Actor, communityId: string, people: PersonInput[]): Promise<number> {
  const rows = people.map(rowOf)
  const added = await sql<{ id: string }>`
    insert into registry.person (tenant_id, id, community_id, type, name, name_pinyin, name_initials, given_pinyin, last_pinyin, sex, birthday, id_type,
      id_number_sealed, id_number_index, email_sealed, email_index, postal_address_sealed, note, created_at, updated_at)
    select ${tenantOf(actor)}, r.id, ${communityId}, r.type, r.name, r.pinyin, r.initials, r.second, r.third, r.sex, r.birthday, r.id_type,
      r.id_sealed, r.id_index, r.email, r.email_index, r.postal_address, r.note, ${now()}, ${now()}
    from unnest(${rows.map(r => r.id)}::uuid[], ${rows.map(r => r.type)}::text[], ${rows.map(r => r.name)}::text[],
      ${rows.map(r => r.pinyin)}::text[], ${rows.map(r => r.initials)}::text[], ${rows.map(r => r.second)}::text[], ${rows.map(r => r.third)}::text[], ${rows.map(r => r.sex)}::text[],
      ${rows.map(r => r.birthday)}::date[], ${rows.map(r => r.idType)}::text[], ${rows.map(r => r.idSealed)}::bytea[],
      ${rows.map(r => r.idIndex)}::bytea[], ${rows.map(r => r.emailSealed)}::bytea[], ${rows.map(r => r.emailIndex)}::bytea[],
      ${rows.map(r => r.postalAddressSealed)}::bytea[],
      ${rows.map(r => r.note)}::text[])
      as r(id, type, name, pinyin, initials, second, third, sex, birthday, id_type, id_sealed, id_index, email, email_index, postal_address, note)
    on conflict do nothing returning id`.execute(registry(tx))
  const fresh = new Set(added.rows.map(row => row.id))
  await addPhones(
    tx,
    actor,
    people.filter(person => fresh.has(person.id)),
  )
  await ensureResidents(
    tx,
    actor,
    people.map(person => ({ personId: person.id, name: person.name, phone: person.phone })),
  )
  return added.rows.length
}

function rowOf(person: PersonInput) {
  const spelling = spellingOf(person.name)
  const idNumber = person.idNumber ? contract.tidyIdNumber(person.idNumber) : null
  return {
    id: person.id,
    type: person.type ?? 'person',
    name: person.name,
    pinyin: spelling.full,
    initials: spelling.initials,
    second: spelling.fromSecond,
    third: spelling.fromThird,
    sex: person.sex,
    birthday: person.birthday ?? null,
    idType: idNumber ? (person.idType ?? kindOf(idNumber)) : null,
    idSealed: idNumber ? seal(idNumber) : null,
    idIndex: idNumber ? blindIndex('id-number', idNumber) : null,
    ...emailColumns(person.email ?? null),
    ...addressColumns(person.postalAddress ?? null),
    note: person.note ?? '',
  }
}

/** The kind of a number that came without it: an identity card or a credit code says so itself, others do not. */
function kindOf(idNumber: string): 'id-card' | 'credit-code' | null {
  const fits = (idType: 'id-card' | 'credit-code') =>
    contract.documentProblem({ idType, idNumber, birthday: null, sex: null }) === null
  return fits('id-card') ? 'id-card' : fits('credit-code') ? 'credit-code' : null
}

async function addPhones(tx: Tx, actor: Actor, people: PersonInput[]): Promise<void> {
  const rows = people.flatMap(person => {
    const numbers = [person.phone, ...(person.morePhones ?? [])].flatMap(phone => (phone ? [tidyPhone(phone)] : []))
    return [...new Set(numbers)].map((number, position) => ({
      id: newId(),
      personId: person.id,
      kind: /^1[3-9]\d{9}$/.test(number) ? 'mobile' : 'other',
      position,
      ...sealPhone(number),
    }))
  })
  if (rows.length === 0) return
  await sql`
    insert into registry.person_phone (tenant_id, id, person_id, kind, number_sealed, number_index, tail_index, is_primary, position)
    select ${tenantOf(actor)}, r.id, r.person_id, r.kind, r.sealed, r.index, r.tail, r.position = 0, r.position
    from unnest(${rows.map(r => r.id)}::uuid[], ${rows.map(r => r.personId)}::uuid[], ${rows.map(r => r.kind)}::text[],
      ${rows.map(r => r.sealed)}::bytea[], ${rows.map(r => r.index)}::bytea[], ${rows.map(r => r.tail)}::bytea[],
      ${rows.map(r => r.position)}::int[]) as r(id, person_id, kind, sealed, index, tail, position)`.execute(
    registry(tx),
  )
}
