import type { registry as contract, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { unseal } from '../../platform/seal.ts'
import { registry } from '../tables.ts'

/** Phone and ID number in full, for a reason that the audit log keeps (domain.md §7 "Masking"). */
export async function revealPerson(
  tx: Tx,
  actor: Actor,
  input: { personId: string; reason: string },
): Promise<ResponseOf<typeof contract.revealPerson>> {
  const row = await registry(tx)
    .selectFrom('registry.person')
    .select(['phoneSealed', 'idNumberSealed'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.personId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  audit(tx, 'registry.personRevealed', input.personId, { reason: input.reason })
  return {
    phone: row.phoneSealed ? unseal(row.phoneSealed) : null,
    idNumber: row.idNumberSealed ? unseal(row.idNumberSealed) : null,
  }
}
