import type { residents as contract, RequestOf } from '@anju/contract'
import { residentAccounts } from '../../identity/index.ts'
import { type Actor, accountOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { enqueue } from '../../platform/jobs.ts'
import { withdrawAll } from '../consents/withdraw-all.ts'
import { refuse } from '../errors.ts'
import { eraseClosedAccount } from './erase-person.ts'
import { openRequest, ownRequest } from './make-request.ts'

/**
 * 注销账号: consents are taken back, sessions end, no phone opens the account any more, and a request to delete is made of it; an
 * account without a home is erased at once. Errors: residents.phone_tail_wrong.
 */
export async function closeMyAccount(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.closeMyAccount>,
): Promise<void> {
  const accountId = accountOf(actor)
  const account = await residentAccounts.read(tx, actor, accountId)
  if (account?.phone && !account.phone.endsWith(input.phoneTail)) throw refuse.phoneTailWrong()
  const own = await ownRequest(tx, actor)
  await withdrawAll(tx, actor, { accountId, personId: own.personId, channel: 'account-closed' })
  try {
    await openRequest(tx, actor, {
      ...{ ...own, id: input.requestId, kind: 'deletion', channel: 'account-closed', content: '' },
    })
  } catch (error) {
    // A request to delete waits already: closing goes on all the same.
    if (!(error instanceof Error && error.message === 'residents.request_open')) throw error
  }
  await residentAccounts.close(tx, actor, accountId)
  if (own.personId === null) await enqueue(tx, eraseClosedAccount, { requestId: input.requestId })
}
