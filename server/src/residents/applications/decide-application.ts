import type { residents as contract, RequestOf } from '@anju/contract'
import { closeNotices, notify } from '../../messaging/index.ts'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { requireSomebodyElse } from '../../platform/duties.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { applicationDecided } from '../events.ts'
import { staysOf } from '../households/household-view.ts'
import { settleIn } from '../households/settle-in.ts'
import { residents } from '../tables.ts'
import { type ApplicationDetail, readApplication } from './application-view.ts'

/**
 * Records the applicant in the home from today, as one of those recorded there or as a new person; the applicant is told.
 * Errors: platform.not_found, platform.changed_meanwhile, platform.own_request, residents.already_decided,
 * residents.person_has_account, residents.until_past, residents.already_there.
 */
export async function approveApplication(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.approveApplication>,
): Promise<ApplicationDetail> {
  if (input.untilOn !== null && input.untilOn < today()) throw refuse.untilPast()
  const application = await decide(tx, actor, input, { state: 'approved', reason: null })
  const chosen = (await staysOf(tx, actor, application.premisesId)).filter(stay => stay.personId === input.personId)
  if (input.personId !== null && chosen.length === 0) throw platformRefuse.notFound()
  await settleIn(tx, actor, {
    ...application,
    kind: application.kind as 'owner',
    name: application.applicantName,
    personId: input.personId,
    untilOn: input.untilOn,
  })
  await tell(tx, actor, application, 'application-approved')
  return readApplication(tx, actor, input)
}

/** Turns an application down with the reason that the applicant reads. */
export async function rejectApplication(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.rejectApplication>,
): Promise<ApplicationDetail> {
  const application = await decide(tx, actor, input, { state: 'rejected', reason: input.reason })
  await tell(tx, actor, application, 'application-rejected', input.reason)
  return readApplication(tx, actor, input)
}

interface Decided {
  id: string
  communityId: string
  premisesId: string
  label: string
  accountId: string
  applicantName: string
  kind: string
}

/** Moves a waiting application on, once: of two who decide, the second hears what the first did. */
async function decide(
  tx: Tx,
  actor: Actor,
  input: { applicationId: string; version: number },
  verdict: { state: 'approved' | 'rejected'; reason: string | null },
): Promise<Decided> {
  const before = await residents(tx)
    .selectFrom('residents.application')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.applicationId)
    .forUpdate()
    .executeTakeFirst()
  if (!before) throw platformRefuse.notFound()
  requireSomebodyElse(actor, before.accountId)
  if (before.state !== 'waiting') throw refuse.alreadyDecided({ state: before.state })
  if (before.version !== input.version) throw platformRefuse.changedMeanwhile({ version: before.version })
  await residents(tx)
    .updateTable('residents.application')
    .set({
      ...verdict,
      version: before.version + 1,
      decidedAt: now(),
      decidedBy: accountOf(actor),
      decidedByName: actor.name,
    })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.applicationId)
    .execute()
  await closeNotices(tx, actor, {
    kinds: ['application-waiting'],
    about: { kind: 'application', id: before.id },
  })
  await publish(tx, applicationDecided, { communityId: before.communityId, applicationId: before.id })
  return before
}

async function tell(
  tx: Tx,
  actor: Actor,
  application: Decided,
  kind: 'application-approved' | 'application-rejected',
  reason?: string,
): Promise<void> {
  await notify(tx, actor, {
    kind,
    params: { place: application.label, ...(reason ? { reason } : {}) },
    about: { kind: 'application', id: application.id },
    to: { residentIds: [application.accountId] },
  })
}
