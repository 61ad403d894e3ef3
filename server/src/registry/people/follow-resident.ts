import { closeResidents, ensureResidents } from '../../identity/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { unseal } from '../../platform/seal.ts'
import { registry } from '../tables.ts'

/**
 * Keeps the resident account of a person right: it opens by the primary phone, and by another mobile where that one receives no
 * codes. Organisations have none.
 */
export async function followResident(
  tx: Tx,
  actor: Actor,
  personId: string,
  options: { phonesWereKnown?: boolean } = {},
): Promise<void> {
  const person = await registry(tx)
    .selectFrom('registry.person')
    .select(['name', 'type'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
  if (person.type === 'organisation') return
  const phones = await registry(tx)
    .selectFrom('registry.personPhone')
    .select('numberSealed')
    .where('tenantId', '=', tenantOf(actor))
    .where('personId', '=', personId)
    .orderBy('isPrimary', 'desc')
    .orderBy('position')
    .execute()
  const mobile = phones.map(phone => unseal(phone.numberSealed)).find(number => MOBILE.test(number))
  if (mobile) await ensureResidents(tx, actor, [{ personId, name: person.name, phone: mobile }])
  // A number that was taken away may go to somebody else: it must not open this home any more. Who never had one may have come
  // by invitation, and stays.
  else if (options.phonesWereKnown) await closeResidents(tx, actor, [personId])
}

/** What receives codes, as `tidyPhone` writes it. */
const MOBILE = /^1[3-9]\d{9}$/
