import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { unseal } from '../../platform/seal.ts'
import { identity } from '../tables.ts'

export interface ResidentAccount {
  id: string
  personId: string | null
  name: string
  /** In full; never leaves in an answer. */
  phone: string | null
}

/** A resident account with its phone, or null. */
export async function readResidentAccount(tx: Tx, actor: Actor, accountId: string): Promise<ResidentAccount | null> {
  const row = await identity(tx)
    .selectFrom('identity.residentAccount')
    .select(['id', 'personId', 'name', 'phoneSealed'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', accountId)
    .executeTakeFirst()
  if (!row) return null
  const { phoneSealed, ...account } = row
  return { ...account, phone: phoneSealed ? unseal(phoneSealed) : null }
}

/**
 * Gives an account without a person the person it is. False where it has one already, or where the person has another account:
 * a person is one account.
 */
export async function bindAccount(
  tx: Tx,
  actor: Actor,
  input: { accountId: string; personId: string; name: string },
): Promise<boolean> {
  const tenantId = tenantOf(actor)
  const taken = await identity(tx)
    .selectFrom('identity.residentAccount')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('personId', '=', input.personId)
    .executeTakeFirst()
  if (taken) return taken.id === input.accountId
  const { numUpdatedRows } = await identity(tx)
    .updateTable('identity.residentAccount')
    .set({ personId: input.personId, name: input.name })
    .where('tenantId', '=', tenantId)
    .where('id', '=', input.accountId)
    .where('personId', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
