import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { seal } from '../../platform/seal.ts'
import { registry } from '../tables.ts'
import { type FieldProblem, fieldProblem, type PersonFacts } from './parse-facts.ts'
import { phoneIndexOf, sealPhone, tidyPhone } from './phone.ts'

interface StoredPhone {
  id: string
  kind: string
  numberSealed: Buffer
  numberIndex: Buffer
  tailIndex: Buffer
  verifiedAt: Date | null
}

/**
 * Writes phones, contacts, pets and tags as they are said, whole. A phone or contact without a number keeps the stored one.
 * Answers what is wrong, by field; then nothing of phones and contacts was written.
 */
export async function writePersonDetails(
  tx: Tx,
  actor: Actor,
  personId: string,
  facts: PersonFacts,
): Promise<FieldProblem[]> {
  const problems = [
    ...(await writePhones(tx, actor, personId, facts.phones)),
    ...(await writeContacts(tx, actor, personId, facts)),
  ]
  if (problems.length > 0) return problems
  await writePets(tx, actor, personId, facts.pets)
  await writeTags(tx, actor, personId, facts.tagIds)
  return []
}

async function writePhones(
  tx: Tx,
  actor: Actor,
  personId: string,
  phones: PersonFacts['phones'],
): Promise<FieldProblem[]> {
  const tenantId = tenantOf(actor)
  const stored = await registry(tx)
    .selectFrom('registry.personPhone')
    .select(['id', 'kind', 'numberSealed', 'numberIndex', 'tailIndex', 'verifiedAt'])
    .where('tenantId', '=', tenantId)
    .where('personId', '=', personId)
    .execute()
  const byId = new Map(stored.map(phone => [phone.id, phone]))
  const problems: FieldProblem[] = []
  const primary = Math.max(
    0,
    phones.findIndex(phone => phone.primary),
  )
  const rows = phones.flatMap((phone, position) => {
    const number = numberOf(phone, byId.get(phone.id))
    if (!number) {
      problems.push(fieldProblem(`phones.${position}.number`, 'missing'))
      return []
    }
    return [
      { tenantId, personId, id: phone.id, kind: phone.kind, position, isPrimary: position === primary, ...number },
    ]
  })
  rows.forEach((row, position) => {
    if (rows.findIndex(other => other.numberIndex.equals(row.numberIndex)) < position)
      problems.push(fieldProblem(`phones.${position}.number`, 'twice'))
  })
  if (problems.length > 0) return problems
  await registry(tx)
    .deleteFrom('registry.personPhone')
    .where('tenantId', '=', tenantId)
    .where('personId', '=', personId)
    .execute()
  if (rows.length > 0) await registry(tx).insertInto('registry.personPhone').values(rows).execute()
  return []
}

/** The sealed number of a phone as said, else as stored. Verified stays verified only of the same number. */
function numberOf(phone: PersonFacts['phones'][number], stored: StoredPhone | undefined) {
  if (phone.number === undefined) {
    if (!stored) return null
    const { numberSealed, numberIndex, tailIndex } = stored
    return { numberSealed, numberIndex, tailIndex, verifiedAt: phone.verified ? (stored.verifiedAt ?? now()) : null }
  }
  const { sealed, index, tail } = sealPhone(tidyPhone(phone.number))
  const known = stored?.numberIndex.equals(index) ? stored.verifiedAt : null
  return {
    numberSealed: sealed,
    numberIndex: index,
    tailIndex: tail,
    verifiedAt: phone.verified ? (known ?? now()) : null,
  }
}

async function writeContacts(tx: Tx, actor: Actor, personId: string, facts: PersonFacts): Promise<FieldProblem[]> {
  const tenantId = tenantOf(actor)
  const stored = await registry(tx)
    .selectFrom('registry.personContact')
    .select(['id', 'phoneSealed', 'phoneIndex'])
    .where('tenantId', '=', tenantId)
    .where('personId', '=', personId)
    .execute()
  const byId = new Map(stored.map(contact => [contact.id, contact]))
  const purpose = facts.type === 'organisation' ? 'organisation' : 'emergency'
  const rows = facts.contacts.map((contact, position) => ({
    ...{ tenantId, personId, id: contact.id, purpose, name: contact.name, relation: contact.relation, position },
    ...contactPhone(contact.phone, byId.get(contact.id)),
  }))
  await registry(tx)
    .deleteFrom('registry.personContact')
    .where('tenantId', '=', tenantId)
    .where('personId', '=', personId)
    .execute()
  if (rows.length > 0) await registry(tx).insertInto('registry.personContact').values(rows).execute()
  return []
}

function contactPhone(
  phone: string | null | undefined,
  stored: { phoneSealed: Buffer | null; phoneIndex: Buffer | null } | undefined,
) {
  if (phone === undefined) return { phoneSealed: stored?.phoneSealed ?? null, phoneIndex: stored?.phoneIndex ?? null }
  if (phone === null) return { phoneSealed: null, phoneIndex: null }
  return { phoneSealed: seal(tidyPhone(phone)), phoneIndex: phoneIndexOf(tidyPhone(phone)) }
}

async function writePets(tx: Tx, actor: Actor, personId: string, pets: PersonFacts['pets']): Promise<void> {
  const tenantId = tenantOf(actor)
  await registry(tx)
    .deleteFrom('registry.pet')
    .where('tenantId', '=', tenantId)
    .where('personId', '=', personId)
    .execute()
  if (pets.length === 0) return
  const rows = pets.map((pet, position) => ({ ...pet, tenantId, personId, position }))
  await registry(tx).insertInto('registry.pet').values(rows).execute()
}

async function writeTags(tx: Tx, actor: Actor, personId: string, tagIds: readonly string[]): Promise<void> {
  const tenantId = tenantOf(actor)
  const wanted = [...new Set(tagIds)]
  await registry(tx)
    .deleteFrom('registry.personTag')
    .where('tenantId', '=', tenantId)
    .where('personId', '=', personId)
    .where(sql<SqlBool>`not (tag_id = any(${wanted}::uuid[]))`)
    .execute()
  if (wanted.length === 0) return
  const known = await registry(tx)
    .selectFrom('registry.tag')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('id', 'in', wanted)
    .execute()
  if (known.length < wanted.length) throw refuse.notFound()
  await registry(tx)
    .insertInto('registry.personTag')
    .values(wanted.map(tagId => ({ tenantId, personId, tagId })))
    .onConflict(conflict => conflict.doNothing())
    .execute()
}
