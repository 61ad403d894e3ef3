import type { residents as contract, RequestOf } from '@anju/contract'
import { closeNotices, notify } from '../../messaging/index.ts'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { withdrawAll } from '../consents/withdraw-all.ts'
import { refuse } from '../errors.ts'
import { residents } from '../tables.ts'
import { aboutPerson } from './about-person.ts'
import { noteStep, publishChange } from './make-request.ts'
import { type RequestDetail, readDataRequest } from './request-view.ts'

export type LockedRequest = Awaited<ReturnType<typeof lockRequest>>
type State = RequestDetail['state']

/**
 * Holds a request that is to move on. Errors: platform.not_found, residents.already_decided, platform.changed_meanwhile,
 * residents.request_state where it is in none of these states.
 */
export async function lockRequest(
  tx: Tx,
  actor: Actor,
  input: { requestId: string; version: number },
  from: readonly State[],
) {
  const before = await residents(tx)
    .selectFrom('residents.dataRequest')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.requestId)
    .forUpdate()
    .executeTakeFirst()
  if (!before) throw platformRefuse.notFound()
  if (before.decidedAt) throw refuse.alreadyDecided({ state: before.state })
  if (before.version !== input.version) throw platformRefuse.changedMeanwhile({ version: before.version })
  if (!from.includes(before.state as State)) throw refuse.requestState({ state: before.state })
  return before
}

interface Change {
  state: State
  handlerId?: string | null
  handlerName?: string | null
  answer?: string | null
  refusalGround?: string | null
}

/** Moves a request on; whoever decides it without having taken it is its handler. */
export async function moveRequest(tx: Tx, actor: Actor, before: LockedRequest, change: Change): Promise<void> {
  const decided = change.state === 'done' || change.state === 'refused'
  await residents(tx)
    .updateTable('residents.dataRequest')
    .set({
      ...{ handlerId: before.handlerId ?? accountOf(actor), handlerName: before.handlerName ?? actor.name },
      ...change,
      ...(decided ? { decidedAt: now() } : {}),
      version: before.version + 1,
    })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', before.id)
    .execute()
  if (decided)
    await closeNotices(tx, actor, {
      kinds: ['personal-data-waiting'],
      about: { kind: 'personal-data', id: before.id },
    })
  await publishChange(tx, before)
}

/** Handles a request oneself; somebody else's too, when they are away. */
export async function takeDataRequest(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.takeDataRequest>,
): Promise<RequestDetail> {
  const before = await lockRequest(tx, actor, input, ['waiting', 'handling'])
  await moveRequest(tx, actor, before, { state: 'handling', handlerId: accountOf(actor), handlerName: actor.name })
  await noteStep(tx, actor, before.id, 'taken')
  return readDataRequest(tx, actor, input)
}

/** Answers what was asked as done. A withdrawal takes every consent of the account back. */
export async function completeDataRequest(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.completeDataRequest>,
): Promise<RequestDetail> {
  const before = await lockRequest(tx, actor, input, ['waiting', 'handling'])
  // Deleting is done by erasing, never by saying so.
  if (before.kind === 'deletion') throw refuse.requestState({ state: before.state })
  if (before.kind === 'withdrawal') {
    const { accountId, personId } = await aboutPerson(tx, actor, before)
    if (accountId) await withdrawAll(tx, actor, { accountId, personId, channel: 'counter' })
  }
  await moveRequest(tx, actor, before, { state: 'done', answer: input.answer })
  await noteStep(tx, actor, before.id, 'done', input.answer)
  await tellRequester(tx, actor, before, input.answer)
  return readDataRequest(tx, actor, input)
}

/** Refuses on a ground of the law, in words that the person reads. */
export async function refuseDataRequest(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.refuseDataRequest>,
): Promise<RequestDetail> {
  const before = await lockRequest(tx, actor, input, ['waiting', 'handling', 'approving'])
  await moveRequest(tx, actor, before, { state: 'refused', answer: input.answer, refusalGround: input.ground })
  await noteStep(tx, actor, before.id, 'refused', input.answer)
  await tellRequester(tx, actor, before, input.answer)
  return readDataRequest(tx, actor, input)
}

async function tellRequester(tx: Tx, actor: Actor, request: LockedRequest, result: string): Promise<void> {
  if (!request.accountId) return
  await notify(tx, actor, {
    kind: 'personal-data-decided',
    params: { result },
    about: { kind: 'personal-data', id: request.id },
    to: { residentIds: [request.accountId] },
  })
}
