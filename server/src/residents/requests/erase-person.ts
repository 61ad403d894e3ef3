import type { residents as contract, RequestOf, ResponseOf } from '@anju/contract'
import { z } from 'zod'
import { closeNotices } from '../../messaging/index.ts'
import { type Actor, accountOf, systemActor, tenantOf } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { requireSomebodyElse } from '../../platform/duties.ts'
import { defineJob, enqueue } from '../../platform/jobs.ts'
import type { Door } from '../../platform/module.ts'
import { type AboutPerson, erasePersonalData, hindrancesOf, pseudonymOf } from '../../platform/personal-data.ts'
import { removeFileBytes } from '../../platform/tidy-up.ts'
import { refuse } from '../errors.ts'
import { residents } from '../tables.ts'
import { aboutPerson } from './about-person.ts'
import { lockRequest, moveRequest } from './decide-request.ts'
import { noteStep, publishChange, tellHandlers } from './make-request.ts'
import { type RequestDetail, readDataRequest } from './request-view.ts'

/** The system in the name of who asks: what is to be erased lies behind the walls of homes and of scopes. */
function onBehalfOf(actor: Actor): Actor {
  const system = systemActor(tenantOf(actor), actor.requestId)
  return { ...system, id: actor.id, name: actor.name, address: actor.address }
}

class Unwritten extends Error {}

/** The very erasing, taken back: what it would remove and keep, and what stands in its way. Errors: platform.not_found. */
export async function previewErasure(
  door: Door,
  actor: Actor,
  input: { requestId: string },
): Promise<ResponseOf<typeof contract.previewErasure>> {
  const request = await door.run(actor, tx => readDataRequest(tx, actor, input), { readOnly: true })
  if (request.kind !== 'deletion' || request.decidedAt) throw refuse.requestState({ state: request.state })
  const system = onBehalfOf(actor)
  let answer: ResponseOf<typeof contract.previewErasure> | undefined
  await door
    .run(system, async tx => {
      const about = await aboutPerson(tx, system, request)
      const hindrances = await hindrancesOf(tx, system, about)
      const { parts } = await erasePersonalData(tx, system, about)
      answer = { pseudonym: pseudonymOf(about), hindrances, parts }
      throw new Unwritten()
    })
    .catch(error => {
      if (!(error instanceof Unwritten)) throw error
    })
  if (!answer) throw new Error('A preview that previewed nothing.')
  return answer
}

/** Asks a colleague to approve. Errors: residents.erasure_hindered, and those of `lockRequest`. */
export async function proposeErasure(
  door: Door,
  actor: Actor,
  input: RequestOf<typeof contract.proposeErasure>,
): Promise<RequestDetail> {
  const request = await door.run(actor, tx => readDataRequest(tx, actor, input), { readOnly: true })
  if (request.kind !== 'deletion') throw refuse.requestState({ state: request.state })
  const system = onBehalfOf(actor)
  await door.run(system, async tx => refuseHindered(tx, system, await aboutPerson(tx, system, request)), {
    readOnly: true,
  })
  return door.run(actor, async tx => {
    const before = await lockRequest(tx, actor, input, ['waiting', 'handling'])
    const handler = { handlerId: accountOf(actor), handlerName: actor.name }
    await moveRequest(tx, actor, before, { state: 'approving', answer: input.answer, ...handler })
    await noteStep(tx, actor, before.id, 'proposed', input.answer)
    audit(tx, 'residents.proposeErasure', before.id)
    await tellHandlers(tx, actor, before)
    return readDataRequest(tx, actor, input)
  })
}

/** Gives a proposed erasing back to its handler. */
export async function returnErasure(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.returnErasure>,
): Promise<RequestDetail> {
  const before = await lockRequest(tx, actor, input, ['approving'])
  await moveRequest(tx, actor, before, { state: 'handling' })
  await noteStep(tx, actor, before.id, 'returned', input.reason)
  return readDataRequest(tx, actor, input)
}

/**
 * Erases, as neither who asked nor who handled it. Again by the same person answers what was done. Errors: platform.own_request,
 * residents.erasure_hindered, and those of `lockRequest`.
 */
export async function approveErasure(
  door: Door,
  actor: Actor,
  input: RequestOf<typeof contract.approveErasure>,
): Promise<RequestDetail> {
  const request = await door.run(actor, tx => readDataRequest(tx, actor, input), { readOnly: true })
  if (request.state === 'done' && request.version === input.version + 1) return request
  requireSomebodyElse(actor, request.askedById)
  requireSomebodyElse(actor, request.handlerId)
  const system = onBehalfOf(actor)
  await door.run(system, async tx => {
    const before = await lockRequest(tx, system, input, ['approving'])
    const about = await aboutPerson(tx, system, before)
    await refuseHindered(tx, system, about)
    await erase(tx, system, about, { ...before, approver: actor })
  })
  return door.run(actor, tx => readDataRequest(tx, actor, input), { readOnly: true })
}

async function refuseHindered(tx: Tx, actor: Actor, about: AboutPerson): Promise<void> {
  const found = await hindrancesOf(tx, actor, about)
  if (found.length > 0) throw refuse.erasureHindered({ what: found.map(({ text }) => text).join('、') })
}

interface ErasedRequest {
  id: string
  version: number
  communityId: string | null
  accountId: string | null
  approver: Actor | null
}

/** Erases and closes the request; bytes of files go by a job of this transaction. */
async function erase(tx: Tx, system: Actor, about: AboutPerson, request: ErasedRequest): Promise<void> {
  const { parts, fileIds } = await erasePersonalData(tx, system, about)
  const { approver } = request
  await residents(tx)
    .updateTable('residents.dataRequest')
    .set({
      ...{ state: 'done', decidedAt: now(), erasedAt: now(), outcome: JSON.stringify(parts) },
      ...{ approvedBy: approver?.id ?? null, approvedByName: approver?.name ?? null, version: request.version + 1 },
    })
    .where('tenantId', '=', tenantOf(system))
    .where('id', '=', request.id)
    .execute()
  await noteStep(tx, approver ?? system, request.id, 'erased')
  audit(tx, 'residents.personErased', about.personId ?? about.accountId, { requestId: request.id })
  if (fileIds.length > 0) await enqueue(tx, removeFileBytes, { ids: fileIds })
  await closeNotices(tx, system, {
    kinds: ['personal-data-waiting'],
    about: { kind: 'personal-data', id: request.id },
  })
  await publishChange(tx, request)
}

/** An account that never had a home holds nothing that the law keeps: once closed, it is erased without anybody's decision. */
export const eraseClosedAccount = defineJob(
  'residents.eraseClosedAccount',
  z.object({ requestId: z.uuid() }),
  async (tx, actor, { requestId }) => {
    const request = await residents(tx)
      .selectFrom('residents.dataRequest')
      .select(['id', 'version', 'communityId', 'accountId', 'personId', 'decidedAt'])
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', requestId)
      .forUpdate()
      .executeTakeFirst()
    if (!request || request.decidedAt || request.personId) return
    const about = await aboutPerson(tx, actor, request)
    if (about.personId === null) await erase(tx, actor, about, { ...request, approver: null })
  },
)
