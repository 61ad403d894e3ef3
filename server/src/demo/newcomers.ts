import { residents as contract, RESIDENT_PERMISSIONS } from '@anju/contract'
import { type Actor, ANONYMOUS, tenantOf } from '../platform/actor.ts'
import { now } from '../platform/clock.ts'
import { drawer, inTransaction } from '../platform/db.ts'
import { blindIndex, seal } from '../platform/seal.ts'
import { readStaff } from './demo-actors.ts'
import { callWithin } from './demo-call.ts'
import { communityIdsByCode, type DemoStep } from './demo-company.ts'
import { demoId } from './demo-id.ts'

const COMPANY = 'anju'
const PHONE = '13800000009'
const BEGAN = new Date('2026-01-01T00:00:00Z')

// Nobody signs in here, so the account is opened as signing in would.
const identity = drawer('identity')

/** Somebody whom nobody knows yet: signed in, and waiting for staff to decide the application; and a code that waits to be used. */
export const seedNewcomers: DemoStep = async ground => {
  const { company, actor, run, db } = ground
  if (company.code !== COMPANY) return
  const tenantId = tenantOf(actor)
  const id = (name: string) => demoId(tenantId, name, BEGAN)
  const communityId = await run(async tx => (await communityIdsByCode(tx)).get('AJHY') ?? '')
  const newcomer: Actor = {
    ...ANONYMOUS,
    ...{ kind: 'resident', tenantId, id: id('newcomer'), name: '138****0009', communityIds: null, buildingIds: null },
    permissions: new Set(RESIDENT_PERMISSIONS),
  }
  const manager = (await readStaff(ground))('manager')
  await inTransaction(db, newcomer, async tx => {
    const opened = await identity(tx)
      .insertInto('identity.residentAccount')
      .values({
        ...{ tenantId, id: newcomer.id ?? '', personId: null, name: newcomer.name, createdAt: now() },
        ...{ phoneIndex: blindIndex('phone', PHONE), phoneSealed: seal(PHONE) },
      })
      .onConflict(conflict => conflict.doNothing())
      .executeTakeFirst()
    if (opened.numInsertedOrUpdatedRows !== 1n) return
    await callWithin(tx, contract.applyForHousehold, newcomer, {
      ...{ id: id('application'), communityId, room: '2-1-301', kind: 'tenant', name: '孙晓燕' },
      ...{ note: '租住到明年六月，房东李先生', photoIds: [] },
    })
    await inTransaction(db, manager, async managed => {
      const rooms = await identity(managed)
        .selectFrom('registry.publicPremises')
        .select('id')
        .where('communityId', '=', communityId)
        .where('label', '=', '2栋1单元302室')
        .executeTakeFirst()
      if (!rooms?.id) return
      await callWithin(managed, contract.createInvitation, manager, {
        ...{ id: id('invitation'), premisesId: rooms.id, kind: 'family', name: '李晨' },
      })
    })
  })
}
