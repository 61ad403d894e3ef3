import type { residents as contract, RequestOf } from '@anju/contract'
import { residentAccounts } from '../../identity/index.ts'
import { notify } from '../../messaging/index.ts'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { maskPhone } from '../../platform/seal.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { phones } from '../../registry/index.ts'
import { workdayAfter } from '../../workforce/index.ts'
import { refuse } from '../errors.ts'
import { dataRequestChanged } from '../events.ts'
import { dataRequestDays } from '../settings.ts'
import { residents } from '../tables.ts'
import { aboutPerson } from './about-person.ts'
import { type MyRequest, type RequestDetail, readDataRequest, readMyDataRequest } from './request-view.ts'

type Kind = RequestOf<typeof contract.makeMyDataRequest>['kind']

interface NewRequest {
  id: string
  kind: Kind
  content: string
  channel: 'app' | 'counter' | 'account-closed'
  personId: string | null
  accountId: string | null
  communityId: string | null
  requesterName: string
  phoneMasked: string
  identityCheck: string | null
}

/**
 * A resident asks about the own data. The same id again answers the request there is. Errors: residents.request_open (one of a kind at
 * a time), residents.content_missing (what is to be corrected).
 */
export async function makeMyDataRequest(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.makeMyDataRequest>,
): Promise<MyRequest> {
  if (input.kind === 'correction' && input.content === '') throw refuse.contentMissing()
  await openRequest(tx, actor, { ...(await ownRequest(tx, actor)), ...input, channel: 'app' })
  return readMyDataRequest(tx, actor, input.id)
}

/** What is known of the resident who asks: person, account, community, name and masked phone. */
export async function ownRequest(
  tx: Tx,
  actor: Actor,
): Promise<Omit<NewRequest, 'id' | 'kind' | 'content' | 'channel'>> {
  const account = await residentAccounts.read(tx, actor, accountOf(actor))
  if (!account) throw platformRefuse.notFound()
  return {
    ...{ personId: account.personId, accountId: account.id, identityCheck: null },
    communityId: await communityOf(tx, actor, account.personId),
    requesterName: account.name,
    phoneMasked: account.phone ? maskPhone(account.phone) : '',
  }
}

/** The community of the home where somebody came last. */
async function communityOf(tx: Tx, actor: Actor, personId: string | null): Promise<string | null> {
  if (personId === null) return null
  const stay = await residents(tx)
    .selectFrom('registry.publicOccupancy')
    .select('communityId')
    .where('tenantId', '=', tenantOf(actor))
    .where('personId', '=', personId)
    .orderBy('fromOn', 'desc')
    .limit(1)
    .executeTakeFirst()
  return stay?.communityId ?? null
}

/** Staff record what a person asked at the counter. Errors: platform.not_found, residents.request_open. */
export async function makeDataRequest(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.makeDataRequest>,
): Promise<RequestDetail> {
  const person = await phones.readPerson(tx, actor, input)
  const about = await aboutPerson(tx, actor, { personId: person.id, accountId: null })
  await openRequest(tx, actor, {
    ...{ ...input, channel: 'counter', accountId: about.accountId, communityId: person.communityId },
    requesterName: person.name,
    phoneMasked: person.phones.find(phone => phone.primary)?.numberMasked ?? '',
  })
  return readDataRequest(tx, actor, { requestId: input.id })
}

/** Writes a request and tells who handles them. Errors: residents.request_open. */
export async function openRequest(tx: Tx, actor: Actor, request: NewRequest): Promise<void> {
  const dueOn = await workdayAfter(tx, today(), await readSetting(tx, dataRequestDays))
  const { numInsertedOrUpdatedRows } = await residents(tx)
    .insertInto('residents.dataRequest')
    .values({
      ...{ ...request, tenantId: tenantOf(actor), dueOn, askedAt: now() },
      ...{ askedByKind: actor.kind, askedBy: accountOf(actor), askedByName: actor.name },
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) return refuseOther(tx, actor, request.id)
  await noteStep(tx, actor, request.id, 'asked')
  await tellHandlers(tx, actor, { ...request, dueOn })
}

/** The same id is the same request; another one of its kind that is open stands in the way. */
async function refuseOther(tx: Tx, actor: Actor, id: string): Promise<void> {
  const same = await residents(tx)
    .selectFrom('residents.dataRequest')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', id)
    .executeTakeFirst()
  if (!same) throw refuse.requestOpen()
}

type Step = RequestDetail['steps'][number]['step']

/** One more line of a request's story. */
export async function noteStep(tx: Tx, actor: Actor, requestId: string, step: Step, note = ''): Promise<void> {
  await residents(tx)
    .insertInto('residents.dataRequestStep')
    .values({
      ...{ tenantId: tenantOf(actor), id: newId(), requestId, step, note, at: now() },
      ...{ actorKind: actor.kind, actorId: actor.id, actorName: actor.name },
    })
    .execute()
}

/** A notice for everybody who may handle the request, and the event for open screens. */
export async function tellHandlers(
  tx: Tx,
  actor: Actor,
  request: { id: string; communityId: string | null; requesterName: string; dueOn: string; accountId: string | null },
): Promise<void> {
  const { communityId } = request
  await publishChange(tx, request)
  await notify(tx, actor, {
    kind: 'personal-data-waiting',
    params: { name: request.requesterName, dueOn: request.dueOn },
    about: { kind: 'personal-data', id: request.id },
    to: { permission: 'residents.privacy.manage', communityId },
  })
}

/** Tells open screens: who handles requests in the community, and the account that asked. */
export async function publishChange(
  tx: Tx,
  { id, communityId, accountId }: { id: string; communityId: string | null; accountId: string | null },
): Promise<void> {
  await publish(tx, dataRequestChanged, {
    ...(communityId ? { communityId } : {}),
    requestId: id,
    accountIds: accountId ? [accountId] : [],
  })
}

/** Takes back a request that was not decided. Errors: platform.not_found, residents.already_decided. */
export async function withdrawMyDataRequest(tx: Tx, actor: Actor, input: { requestId: string }): Promise<MyRequest> {
  const before = await readMyDataRequest(tx, actor, input.requestId)
  const withdrawn = await residents(tx)
    .updateTable('residents.dataRequest')
    .set(eb => ({ state: 'withdrawn', decidedAt: now(), version: eb('version', '+', 1) }))
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.requestId)
    .where('accountId', '=', accountOf(actor))
    .where('decidedAt', 'is', null)
    .returning(['id', 'communityId', 'accountId'])
    .executeTakeFirst()
  if (!withdrawn && before.state !== 'withdrawn') throw refuse.alreadyDecided({ state: before.state })
  if (withdrawn) {
    await noteStep(tx, actor, input.requestId, 'withdrawn')
    await publishChange(tx, withdrawn)
  }
  return readMyDataRequest(tx, actor, input.requestId)
}
