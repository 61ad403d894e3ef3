import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { seal } from '../../platform/seal.ts'
import { identity } from '../tables.ts'
import { phoneIndexOf } from './phone.ts'

/**
 * Opens the actor's account for a phone that has just proved itself and that the company does not know: without a person, until a
 * home is bound by code or application.
 */
export async function openAccount(tx: Tx, actor: Actor, phone: string): Promise<void> {
  await identity(tx)
    .insertInto('identity.residentAccount')
    .values({
      tenantId: tenantOf(actor),
      id: accountOf(actor),
      name: actor.name,
      personId: null,
      phoneIndex: phoneIndexOf(phone),
      phoneSealed: seal(phone),
      createdAt: now(),
    })
    .execute()
}
