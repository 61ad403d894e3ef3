import type { registry as contract, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { recordReveal } from '../../platform/reveals.ts'
import { unseal } from '../../platform/seal.ts'
import { registry } from '../tables.ts'
import { openContactData } from './contact-data.ts'

/** Phones, ID number, e-mail and address in full, for a reason that the audit log keeps (domain.md §7 "Masking"). */
export async function revealPerson(
  tx: Tx,
  actor: Actor,
  input: { personId: string; reason: string },
): Promise<ResponseOf<typeof contract.revealPerson>> {
  const row = await registry(tx)
    .selectFrom('registry.person')
    .select(['idNumberSealed', 'email', 'emailSealed', 'postalAddress', 'postalAddressSealed'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.personId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  const phones = await registry(tx)
    .selectFrom('registry.personPhone')
    .select(['id', 'numberSealed', 'isPrimary'])
    .where('tenantId', '=', tenantOf(actor))
    .where('personId', '=', input.personId)
    .orderBy('position')
    .execute()
  const contacts = await registry(tx)
    .selectFrom('registry.personContact')
    .select(['id', 'phoneSealed'])
    .where('tenantId', '=', tenantOf(actor))
    .where('personId', '=', input.personId)
    .orderBy('position')
    .execute()
  await recordReveal(tx, actor, { subjectKind: 'person', subjectId: input.personId, reason: input.reason })
  const primary = phones.find(phone => phone.isPrimary)
  return {
    phone: primary ? unseal(primary.numberSealed) : null,
    idNumber: row.idNumberSealed ? unseal(row.idNumberSealed) : null,
    ...openContactData(row),
    phones: phones.map(phone => ({ id: phone.id, number: unseal(phone.numberSealed) })),
    contacts: contacts.map(({ id, phoneSealed }) => ({ id, phone: phoneSealed ? unseal(phoneSealed) : null })),
  }
}
