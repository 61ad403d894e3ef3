import type { identity as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import type { Door } from '../../platform/module.ts'
import { refuse } from '../errors.ts'
import { endSessionsOf } from '../sessions/end-sessions.ts'
import { whoAmI } from '../sessions/me-view.ts'
import { continueSignIn } from '../sign-in/continue-sign-in.ts'
import { linkedAccounts } from './company-view.ts'

/**
 * Goes on in another company with the linked account: without its password, with its second factor where it has one. The session
 * here ends once the other is open; while a code is awaited it stays. Errors: platform.not_found, identity.account_disabled.
 */
export async function switchCompany(
  door: Door,
  actor: Actor,
  input: RequestOf<typeof contract.switchCompany>,
): Promise<ResponseOf<typeof contract.switchCompany>> {
  if (actor.kind !== 'staff') throw platformRefuse.notFound()
  if (input.companyId === tenantOf(actor)) return door.run(actor, tx => whoAmI(tx, actor), { readOnly: true })
  const linked = await door.run(actor, linkedAccounts, { readOnly: true })
  const target = linked.find(account => account.tenantId === input.companyId)
  if (!target) throw platformRefuse.notFound()
  if (target.state !== 'active') throw refuse.accountDisabled()
  const nobody: Actor = { ...actor, kind: 'anonymous', tenantId: null, id: null, sessionId: null }
  const step = await continueSignIn(door, nobody, target, input.app)
  await door.run(actor, async tx => {
    const { sessionId, id } = actor
    if (step.kind !== 'totp-needed' && sessionId && id) await endSessionsOf(tx, actor, id, { only: sessionId })
    audit(tx, 'identity.switchCompany', actor.id)
  })
  return step
}
