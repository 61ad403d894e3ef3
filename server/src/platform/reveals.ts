import { type Actor, accountOf, tenantOf } from './actor.ts'
import { audit } from './audit.ts'
import { now } from './clock.ts'
import { drawer, type Tx } from './db.ts'
import { newId } from './ids.ts'

const platform = drawer('platform')

/** Notes that somebody sees the numbers of a person or an employee in full, and why: in the log of reveals and in the audit log. */
export async function recordReveal(
  tx: Tx,
  actor: Actor,
  { subjectKind, subjectId, reason }: { subjectKind: 'person' | 'employee'; subjectId: string; reason: string },
): Promise<void> {
  await platform(tx)
    .insertInto('platform.reveal')
    .values({
      ...{ tenantId: tenantOf(actor), id: newId(), subjectKind, subjectId, reason, at: now() },
      ...{ actorId: accountOf(actor), actorName: actor.name, address: actor.address },
    })
    .execute()
  audit(tx, subjectKind === 'person' ? 'registry.personRevealed' : 'workforce.employeeRevealed', subjectId, { reason })
}
