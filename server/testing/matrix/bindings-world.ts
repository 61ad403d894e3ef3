import { type Call, residents } from '@anju/contract'
import type { FastifyInstance } from 'fastify'
import type { Actor } from '../../src/platform/actor.ts'
import { inTransaction } from '../../src/platform/db.ts'
import { newId } from '../../src/platform/ids.ts'
import { addPeople, ensureOccupancies } from '../../src/registry/index.ts'
import type { TestDatabase } from '../database.ts'
import { openResident } from './accounts.ts'
import { clientOf } from './ask.ts'

interface Making {
  database: TestDatabase
  app: FastifyInstance
  system: Actor
  call: Call
}

/** What a resident may ask for and staff decide: applications, invitations, a guest whose stay may be ended. */
export async function makeBindings(
  { database, app, system, call }: Making,
  communityId: string,
  homes: { premisesId: string; neighbourPremisesId: string },
  residentCall: Call,
) {
  const tenantId = system.tenantId ?? ''
  const { premisesId } = homes
  const [guestId, firstId, secondId] = [newId(), newId(), newId()]
  await inTransaction(database.db, system, async tx => {
    const someone = { name: '赵同名', sex: null, idNumber: null }
    await addPeople(tx, system, communityId, [
      { ...someone, id: guestId, phone: null },
      { ...someone, id: firstId, phone: '13900000031' },
      { ...someone, id: secondId, phone: '13900000032' },
    ])
    await ensureOccupancies(tx, system, [{ premisesId, personId: guestId, kind: 'temporary', fromOn: '2026-01-01' }])
  })
  const apply = async (asking: Call, room: string) => {
    const id = newId()
    await asking(residents.applyForHousehold, { body: { id, communityId, room, kind: 'tenant', name: '赵同名' } })
    return id
  }
  const newcomer = async (personId: string) => clientOf(app, await openResident(database, tenantId, personId))
  const invite = async (to: string) => {
    const id = newId()
    const { code } = await call(residents.createInvitation, { body: { id, premisesId: to, kind: 'family' } })
    return { id, code: code ?? '' }
  }
  const myInvitationId = newId()
  await residentCall(residents.inviteToMyHousehold, {
    params: { premisesId },
    body: { id: myInvitationId, kind: 'family' },
  })
  const { stays } = await residentCall(residents.readMyHousehold, { params: { premisesId } })
  return {
    myInvitationId,
    guestOccupancyId: stays.find(stay => stay.kind === 'temporary')?.occupancyId ?? '',
    applicationId: await apply(await newcomer(firstId), '1-1-101'),
    rejectableApplicationId: await apply(await newcomer(secondId), '1-1-101'),
    withdrawableApplicationId: await apply(residentCall, '1-1-103'),
    revocableInvitationId: (await invite(premisesId)).id,
    invitationCode: (await invite(homes.neighbourPremisesId)).code,
  }
}
