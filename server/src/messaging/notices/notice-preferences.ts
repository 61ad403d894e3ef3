import { messaging as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../errors.ts'
import { messaging } from '../tables.ts'

type Preference = ResponseOf<typeof contract.setNoticePreference>

/** The kinds that concern the actor, in the contract's order, with what the actor has chosen. */
export async function listNoticePreferences(
  tx: Tx,
  actor: Actor,
): Promise<ResponseOf<typeof contract.listNoticePreferences>> {
  const rows = await messaging(tx)
    .selectFrom('messaging.noticePreference')
    .select(['kind', 'sms'])
    .where('tenantId', '=', tenantOf(actor))
    .where('accountId', '=', accountOf(actor))
    .execute()
  const chosen = new Map(rows.map(row => [row.kind, row.sms]))
  const items = contract.NoticeKind.options
    .filter(kind => contract.NOTICE_KINDS[kind].audience === actor.kind)
    .map(kind => ({ kind, sms: chosen.get(kind) ?? false, smsOffered: contract.NOTICE_KINDS[kind].sms }))
  return { items }
}

/** Whether notices of a kind go to the actor's phone as well. Errors: messaging.sms_not_offered. */
export async function setNoticePreference(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.setNoticePreference>,
): Promise<Preference> {
  const { audience, sms: smsOffered } = contract.NOTICE_KINDS[input.kind]
  if (input.sms && !(smsOffered && audience === actor.kind)) throw refuse.smsNotOffered()
  const chosen = { sms: input.sms, changedAt: now() }
  await messaging(tx)
    .insertInto('messaging.noticePreference')
    .values({ tenantId: tenantOf(actor), accountId: accountOf(actor), kind: input.kind, ...chosen })
    .onConflict(conflict => conflict.columns(['tenantId', 'accountId', 'kind']).doUpdateSet(chosen))
    .execute()
  return { kind: input.kind, sms: input.sms, smsOffered }
}
