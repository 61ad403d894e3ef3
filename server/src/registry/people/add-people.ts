import { sql } from 'kysely'
import { pinyin } from 'pinyin-pro'
import { ensureResidents } from '../../identity/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { blindIndex, seal } from '../../platform/seal.ts'
import { registry } from '../tables.ts'

export interface PersonInput {
  /** Made by the caller: a retry is the same person. */
  id: string
  name: string
  sex: 'male' | 'female' | null
  /** 11 digits, or null when unknown. */
  phone: string | null
  idNumber: string | null
}

/** `wangxiaoming` and `wxm` of 王小明, for search. */
function pinyinOf(name: string): { full: string; initials: string } {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive' })
  return {
    full: syllables.join('').toLowerCase().replace(/\s/g, ''),
    initials: syllables
      .map(syllable => syllable[0] ?? '')
      .join('')
      .toLowerCase(),
  }
}

/** The blind indexes of a phone: the whole, and its last four digits. */
function phoneIndexes(phone: string): { whole: Buffer; tail: Buffer } {
  return { whole: blindIndex('phone', phone), tail: blindIndex('phone-tail', phone.slice(-4)) }
}

/** Adds people, sealed, findable by name, pinyin and phone, and opens each one's resident account by phone. Answers how many were new. */
export async function addPeople(tx: Tx, actor: Actor, communityId: string, people: PersonInput[]): Promise<number> {
  const rows = people.map(person => {
    const spelling = pinyinOf(person.name)
    const phone = person.phone ? phoneIndexes(person.phone) : null
    return {
      ...person,
      pinyin: spelling.full,
      initials: spelling.initials,
      phoneSealed: person.phone ? seal(person.phone) : null,
      phoneIndex: phone?.whole ?? null,
      phoneTail: phone?.tail ?? null,
      idSealed: person.idNumber ? seal(person.idNumber) : null,
      idIndex: person.idNumber ? blindIndex('id-number', person.idNumber.toUpperCase()) : null,
    }
  })
  const added = await sql`
    insert into registry.person (tenant_id, id, community_id, name, name_pinyin, name_initials, sex, phone_sealed, phone_index, phone_tail_index,
      id_number_sealed, id_number_index, created_at)
    select ${tenantOf(actor)}, r.id, ${communityId}, r.name, r.pinyin, r.initials, r.sex, r.phone_sealed, r.phone_index, r.phone_tail, r.id_sealed, r.id_index, ${now()}
    from unnest(${rows.map(r => r.id)}::uuid[], ${rows.map(r => r.name)}::text[], ${rows.map(r => r.pinyin)}::text[], ${rows.map(r => r.initials)}::text[],
      ${rows.map(r => r.sex)}::text[], ${rows.map(r => r.phoneSealed)}::bytea[], ${rows.map(r => r.phoneIndex)}::bytea[], ${rows.map(r => r.phoneTail)}::bytea[],
      ${rows.map(r => r.idSealed)}::bytea[], ${rows.map(r => r.idIndex)}::bytea[])
      as r(id, name, pinyin, initials, sex, phone_sealed, phone_index, phone_tail, id_sealed, id_index)
    on conflict do nothing returning id`.execute(registry(tx))
  await ensureResidents(
    tx,
    actor,
    people.map(person => ({ personId: person.id, name: person.name, phone: person.phone })),
  )
  return added.rows.length
}
