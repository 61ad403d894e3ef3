import type { residents as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { residentAccounts } from '../../identity/index.ts'
import { closeNotices, notify } from '../../messaging/index.ts'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireOwnFiles } from '../../platform/files/file-view.ts'
import { maskPhone } from '../../platform/seal.ts'
import { homes } from '../../registry/index.ts'
import { refuse } from '../errors.ts'
import { applicationDecided, applicationMade } from '../events.ts'
import { kindIn } from '../households/household-view.ts'
import { residents } from '../tables.ts'
import { readMyApplication } from './application-view.ts'
import { requireCommunity } from './find-places.ts'

type MyApplication = ResponseOf<typeof contract.applyForHousehold>

const MAX_WAITING = 5

/**
 * A resident applies to be recorded in a home that was found by its number. The same id again answers the application there is.
 * Errors: platform.not_found (community, photos), residents.room_unclear, residents.already_there, residents.already_applied,
 * residents.too_many_applications.
 */
export async function applyForHousehold(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.applyForHousehold>,
): Promise<MyApplication> {
  await requireCommunity(tx, actor, input.communityId)
  const rooms = await homes.findRooms(tx, input.communityId, input.room)
  const room = rooms.find(each => each.label === input.room) ?? (rooms.length === 1 ? rooms[0] : undefined)
  if (!room) throw refuse.roomUnclear()
  if ((await kindIn(tx, actor, room.premisesId)) !== null) throw refuse.alreadyThere()
  await requireOwnFiles(tx, actor, input.photoIds, 'photo')
  const account = await residentAccounts.read(tx, actor, accountOf(actor))
  if (!account) throw platformRefuse.notFound()
  if (!(await isFirst(tx, actor, input.id))) return readMyApplication(tx, actor, input.id)
  await keepFew(tx, actor, room.premisesId)
  await residents(tx)
    .insertInto('residents.application')
    .values({
      tenantId: tenantOf(actor),
      id: input.id,
      communityId: input.communityId,
      premisesId: room.premisesId,
      label: room.label,
      accountId: account.id,
      applicantName: input.name,
      phoneMasked: account.phone ? maskPhone(account.phone) : '',
      kind: input.kind,
      note: input.note,
      photoIds: input.photoIds,
      createdAt: now(),
    })
    .execute()
  const { communityId, id: applicationId } = input
  await publish(tx, applicationMade, { communityId, applicationId })
  await notify(tx, actor, {
    kind: 'application-waiting',
    params: { name: input.name, place: room.label },
    about: { kind: 'application', id: input.id },
    to: { permission: 'residents.applications.manage', communityId, ofPremisesId: room.premisesId },
  })
  return readMyApplication(tx, actor, input.id)
}

/** Takes back an application that nobody has decided. Errors: platform.not_found, residents.already_decided. */
export async function withdrawMyApplication(
  tx: Tx,
  actor: Actor,
  input: { applicationId: string },
): Promise<MyApplication> {
  const mine = await readMyApplication(tx, actor, input.applicationId)
  const withdrawn = await residents(tx)
    .updateTable('residents.application')
    .set(eb => ({ state: 'withdrawn', decidedAt: now(), version: eb('version', '+', 1) }))
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.applicationId)
    .where('accountId', '=', accountOf(actor))
    .where('state', '=', 'waiting')
    .returning('communityId')
    .executeTakeFirst()
  if (!withdrawn && mine.state !== 'withdrawn') throw refuse.alreadyDecided({ state: mine.state })
  if (withdrawn) {
    const { applicationId } = input
    await closeNotices(tx, actor, {
      kinds: ['application-waiting'],
      about: { kind: 'application', id: applicationId },
    })
    await publish(tx, applicationDecided, { communityId: withdrawn.communityId, applicationId })
  }
  return readMyApplication(tx, actor, input.applicationId)
}

async function isFirst(tx: Tx, actor: Actor, id: string): Promise<boolean> {
  const existing = await residents(tx)
    .selectFrom('residents.application')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', id)
    .executeTakeFirst()
  return existing === undefined
}

async function keepFew(tx: Tx, actor: Actor, premisesId: string): Promise<void> {
  const waiting = await residents(tx)
    .selectFrom('residents.application')
    .select('premisesId')
    .where('tenantId', '=', tenantOf(actor))
    .where('accountId', '=', accountOf(actor))
    .where(sql<boolean>`state = 'waiting'`)
    .limit(MAX_WAITING)
    .execute()
  if (waiting.some(each => each.premisesId === premisesId)) throw refuse.alreadyApplied()
  if (waiting.length >= MAX_WAITING) throw refuse.tooManyApplications({ max: MAX_WAITING })
}
