import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { seal } from '../../platform/seal.ts'
import { refuse } from '../errors.ts'
import { phoneIndexOf } from '../residents/phone.ts'
import { identity } from '../tables.ts'

/** How a staff phone is stored: sealed, with the index that finds it. */
export function sealedPhone(phone: string | null): { phoneSealed: Buffer | null; phoneIndex: Buffer | null } {
  return phone === null
    ? { phoneSealed: null, phoneIndex: null }
    : { phoneSealed: seal(phone), phoneIndex: phoneIndexOf(phone) }
}

/** A phone signs in to one account of a company. Error: identity.phone_taken. */
export async function refusePhoneTaken(tx: Tx, actor: Actor, staffId: string, phone: string | null): Promise<void> {
  if (phone === null) return
  const other = await identity(tx)
    .selectFrom('identity.staffAccount')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('phoneIndex', '=', phoneIndexOf(phone))
    .where('id', '<>', staffId)
    .executeTakeFirst()
  if (other) throw refuse.phoneTaken()
}
