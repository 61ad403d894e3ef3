import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { maskPhone, unseal } from '../../platform/seal.ts'
import { personChanged } from '../events.ts'
import { registry } from '../tables.ts'
import { followResident } from './follow-resident.ts'
import { readPerson } from './person-detail-view.ts'
import { sealPhone, tidyPhone } from './phone.ts'

/** The primary phone of each person, in full, for comparing; who has none, or is no more, is left out. Set-based. */
async function primaryPhones(tx: Tx, actor: Actor, personIds: readonly string[]): Promise<Map<string, string>> {
  if (personIds.length === 0) return new Map()
  const rows = await registry(tx)
    .selectFrom('registry.personPhone')
    .select(['personId', 'numberSealed'])
    .where('tenantId', '=', tenantOf(actor))
    .where('personId', '=', sql<string>`any(${personIds}::uuid[])`)
    .where('isPrimary', '=', true)
    .execute()
  return new Map(rows.map(row => [row.personId, unseal(row.numberSealed)]))
}

/** Makes a phone the primary one of a person, in the place of the one before, or takes that away (null); the resident account follows. Audited, masked. */
async function changePrimaryPhone(tx: Tx, actor: Actor, personId: string, phone: string | null): Promise<void> {
  const tenantId = tenantOf(actor)
  const before = (await primaryPhones(tx, actor, [personId])).get(personId) ?? null
  const number = phone === null ? null : tidyPhone(phone)
  if (before === number) return
  const other = number === null ? null : sealPhone(number)
  await registry(tx)
    .deleteFrom('registry.personPhone')
    .where('tenantId', '=', tenantId)
    .where('personId', '=', personId)
    .where(eb => eb.or([eb('isPrimary', '=', true), ...(other ? [eb('numberIndex', '=', other.index)] : [])]))
    .execute()
  if (number !== null && other) await insertPrimary(tx, tenantId, personId, number, other)
  const { communityId } = await registry(tx)
    .updateTable('registry.person')
    .set({ version: sql`version + 1`, updatedAt: now() })
    .where('tenantId', '=', tenantId)
    .where('id', '=', personId)
    .returning('communityId')
    .executeTakeFirstOrThrow()
  await followResident(tx, actor, personId, { phonesWereKnown: before !== null })
  const masked = (text: string | null) => (text === null ? null : maskPhone(text))
  const changes = [{ field: 'phone', before: masked(before), after: masked(number) }]
  audit(tx, 'registry.phoneChanged', personId, { changes })
  await publish(tx, personChanged, { communityId, personId })
}

async function insertPrimary(
  tx: Tx,
  tenantId: string,
  personId: string,
  number: string,
  { sealed, index, tail }: ReturnType<typeof sealPhone>,
): Promise<void> {
  await registry(tx)
    .insertInto('registry.personPhone')
    .values({
      ...{ tenantId, personId, id: newId(), isPrimary: true, position: 0 },
      ...{ numberSealed: sealed, numberIndex: index, tailIndex: tail },
      kind: /^1[3-9]\d{9}$/.test(number) ? 'mobile' : 'other',
    })
    .execute()
}

/** Reading a person, masked, and reading and changing primary phones, under one name for the modules to the right. */
export const phones = { changePrimaryPhone, primaryPhones, readPerson }
