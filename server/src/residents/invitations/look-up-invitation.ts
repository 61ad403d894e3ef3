import type { residents as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import type { Actor } from '../../platform/actor.ts'
import type { Door } from '../../platform/module.ts'
import { refuse } from '../errors.ts'
import { residents } from '../tables.ts'
import { codeHashOf } from './create-invitation.ts'

/** Which company a code is of, for who has not signed in there; nothing of the home. Errors: residents.invitation_wrong. */
export async function lookUpInvitation(
  door: Door,
  actor: Actor,
  input: { code: string },
): Promise<ResponseOf<typeof contract.lookUpInvitation>> {
  const { rows } = await door.run(
    actor,
    tx =>
      sql<{
        tenantId: string
        companyName: string
      }>`select * from residents.find_invitation(${codeHashOf(input.code)})`.execute(residents(tx)),
    { readOnly: true },
  )
  const [found] = rows
  if (!found) throw refuse.invitationWrong()
  return { companyId: found.tenantId, companyName: found.companyName }
}
