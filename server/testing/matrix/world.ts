import { type Call, identity, messaging, platform, portal, registry, serviceDesk } from '@anju/contract'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import sharp from 'sharp'
import { buildApp } from '../../src/app.ts'
import { createCompany } from '../../src/identity/index.ts'
import { newSecret } from '../../src/identity/totp/totp.ts'
import { ensureChart } from '../../src/ledger/index.ts'
import { loadModules } from '../../src/modules.ts'
import { type Actor, systemActor } from '../../src/platform/actor.ts'
import { now, setClock } from '../../src/platform/clock.ts'
import { inTransaction, openDatabase } from '../../src/platform/db.ts'
import { newId } from '../../src/platform/ids.ts'
import { drainJobs } from '../../src/platform/jobs.ts'
import type { Module } from '../../src/platform/module.ts'
import { PLATFORM_JOBS } from '../../src/platform/platform-jobs.ts'
import { seal } from '../../src/platform/seal.ts'
import {
  addPeople,
  ensureBuildings,
  ensureOccupancies,
  ensurePremises,
  ensureUnits,
  premisesKey,
} from '../../src/registry/index.ts'
import { cloneDatabase, type TestDatabase } from '../database.ts'
import { type Account, openResident, openSession, openStaff } from './accounts.ts'
import { clientOf } from './ask.ts'
import { makeBills } from './bill-world.ts'
import { makeBindings } from './bindings-world.ts'
import { makeChannels } from './channel-samples.ts'
import { askForDiscount } from './charge-world.ts'
import { makeDebits } from './debit-world.ts'
import { makeGateways } from './device-samples.ts'
import { makeFunds } from './fund-world.ts'
import { makeControlled, makeExports, makeImports } from './imports.ts'
import { makeLeases } from './lease-world.ts'
import { makeLinkable } from './link-world.ts'
import { makeMeters } from './metering-samples.ts'
import { makeMoney } from './money-world.ts'
import { makeParking } from './parking-world.ts'
import { makePeople } from './people-world.ts'
import { changePlaces, makeDocuments } from './place-world.ts'
import { makePrivacy } from './privacy-world.ts'
import { makeDecisions } from './request-world.ts'
import { makeTills } from './till-samples.ts'
import { makeWorkforce } from './workforce-world.ts'

/** One thing of each kind in a community: what requests can name. */
export type Things = Awaited<ReturnType<typeof makeThings>>

export interface Company {
  tenantId: string
  /** All permissions, all communities. */
  manager: Account
  /** A session of the manager on another device. */
  otherDevice: Account
  /** A colleague whom the manager may disable. */
  colleague: Account
  roleId: string
  /** A role that nobody holds. */
  spareRoleId: string
  /** Somebody who was not let in yet, and a role asked for them by the colleague. */
  newcomerId: string
  grantId: string
  /** The secret that the manager began to enrol. */
  totpSecret: string
  /** The code of the other company. */
  otherCode: string
  /** The community that requests are about, and another one of the same company. */
  here: Things
  there: Things
}

export interface Ground {
  app: FastifyInstance
  database: TestDatabase
  /** Past every wall, for looking at what is stored. */
  owner: pg.Pool
  settle(): Promise<void>
  close(): Promise<void>
}

/** The whole server on a database of its own, with the clock stopped. */
export async function openGround(): Promise<Ground> {
  const database = await cloneDatabase()
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  const modules: Module[] = await loadModules()
  const app = await buildApp({
    db: database.db,
    config: database.config,
    modules,
    checkAnswers: true,
    publicWritesPerMinute: 100_000,
    requestsPerMinute: 1_000_000,
    accountLimits: { requestsPerMinute: 100_000, writesPerMinute: 100_000 },
  })
  const owner = openDatabase(database.adminUrl, { maxConnections: 2 })
  return {
    app,
    database,
    owner: owner.pool,
    settle: () => drainJobs(database.db, database.config, database.jobsUrl, modules, PLATFORM_JOBS),
    close: async () => {
      app.server.closeAllConnections()
      await app.close()
      await owner.close()
      await database.drop()
      setClock(null)
    },
  }
}

/** A company with two communities. Everything but ids and the code for signing in is the same in every company. */
export async function makeCompany(ground: Ground, code: string): Promise<Company> {
  const { database } = ground
  const tenantId = newId()
  const system = systemActor(tenantId)
  const owner = openDatabase(database.adminUrl, { maxConnections: 1 })
  await inTransaction(owner, system, tx => createCompany(tx, { id: tenantId, code, name: '同名物业' }))
  await owner.close()
  await inTransaction(database.db, system, tx => ensureChart(tx, system))
  const manager = await openStaff(database, tenantId, 'manager')
  const colleague = await openStaff(database, tenantId, 'colleague')
  const otherCode = code === 'one' ? 'two' : 'one'
  await makeLinkable(ground.owner, { code, otherCode, tenantId }, { manager, colleague })
  const otherDevice = await openSession(database, tenantId, 'staff', manager.id)
  const call = clientOf(ground.app, manager)
  const roleId = (await call(identity.listRoles)).items.find(role => role.code === 'role-colleague')?.id ?? ''
  const spareRoleId = newId()
  await call(identity.createRole, { body: { id: spareRoleId, name: '备用', permissions: [] } })
  const newcomer = await makeNewcomer(ground, tenantId, { call, roleId, colleague })
  const make = (place: Place) => makeThings({ ground, system, manager, colleague, call }, place)
  return {
    tenantId,
    manager,
    otherDevice,
    colleague,
    roleId,
    spareRoleId,
    ...newcomer,
    totpSecret: await beginTotp(ground, tenantId, manager),
    otherCode,
    here: await make({ code: 'HERE', name: '安居花园', phones: ['13800000011', '13800000012'] }),
    there: await make({ code: 'THERE', name: '安居北苑', phones: ['13800000021', '13800000022'] }),
  }
}

/** An account that nobody entered yet, and a role that the colleague asked for it. */
async function makeNewcomer(
  { owner }: Ground,
  tenantId: string,
  { call, roleId, colleague }: { call: Call; roleId: string; colleague: Account },
) {
  const [newcomerId, grantId, grantedRoleId] = [newId(), newId(), newId()]
  const body = { id: newcomerId, userName: 'newcomer', name: '新人', roleIds: [roleId], communityIds: null }
  await call(identity.createStaff, { body })
  await call(identity.createRole, { body: { id: grantedRoleId, name: '待批', permissions: [] } })
  await owner.query(
    `insert into identity.role_grant (tenant_id, id, staff_id, role_id, role_name, asked_by, asked_by_name, asked_at)
     values ($1, $2, $3, $4, '待批', $5, '员工', $6)`,
    [tenantId, grantId, newcomerId, grantedRoleId, colleague.id, now()],
  )
  return { newcomerId, grantId }
}

/** A second factor of an account that waits to be proved; answers its secret. */
async function beginTotp({ owner }: Ground, tenantId: string, account: Account): Promise<string> {
  const secret = newSecret()
  await owner.query(
    'insert into identity.staff_totp (tenant_id, staff_id, secret_sealed, started_at) values ($1, $2, $3, $4)',
    [tenantId, account.id, seal(secret), now()],
  )
  return secret
}

interface Place {
  code: string
  name: string
  phones: [string, string]
}

interface Making {
  ground: Ground
  system: Actor
  manager: Account
  colleague: Account
  call: Call
}

async function makeThings(making: Making, place: Place) {
  const { ground, system, call } = making
  const communityId = newId()
  await call(registry.createCommunity, {
    body: { id: communityId, code: place.code, name: place.name, address: '同一条路 1 号' },
  })
  const homes = await makeHomes(making, communityId, place)
  const successionId = await changePlaces(call, homes)
  const owner = await openResident(ground.database, system.tenantId ?? '', homes.ownerId)
  const neighbour = await openResident(ground.database, system.tenantId ?? '', homes.neighbourId)
  const bills = await makeBills(making, communityId, homes)
  const { id: photoId, url: photoUrl } = await uploadPhoto(call)
  const people = await makePeople(call, communityId, place.code, homes.lodgeId)
  const residentCall = clientOf(ground.app, owner)
  const { id: residentPhotoId } = await uploadPhoto(residentCall)
  const orders = await makeOrders(making, homes.premisesId, residentCall)
  const imported = { ...(await makeImports(making, communityId)), ...(await makeControlled(making, communityId)) }
  const notices = await call(messaging.listNotices, { query: { limit: 200 } })
  const noticeId = notices.items.find(notice => notice.about?.id === orders.assignedId)?.id ?? ''
  return {
    communityId,
    successionId,
    ...homes,
    owner,
    neighbour,
    ...bills,
    ...people,
    photoId,
    photoUrl,
    residentPhotoId,
    ...orders,
    ...imported,
    noticeId,
    ...(await makeDocuments(call, { communityId, premisesId: homes.premisesId, photoId })),
    ...(await makeExports(making)),
    ...(await makeBindings(
      { database: ground.database, app: ground.app, system, call },
      communityId,
      homes,
      residentCall,
    )),
    ...(await makePrivacy({
      ...{ database: ground.database, owner: ground.owner, system, call, communityId, ownerId: homes.ownerId },
      ...{ premisesId: homes.premisesId, resident: owner, residentCall, settle: ground.settle },
    })),
    ...(await askForDiscount({ call, residentCall }, homes, bills)),
    ...(await makeParking(call, communityId, homes, residentCall)),
    ...(await makeMeters(call, ground.owner, communityId, homes)),
    ...(await makeGateways(call, communityId)),
    // Before money is paid ahead, which would pay the bills.
    ...(await makeDebits(call, ground.settle, communityId, homes.premisesId)),
    ...(await makeMoney(call, ground.settle, communityId, homes.premisesId)),
    ...(await makeChannels({ call, colleague: clientOf(ground.app, making.colleague) }, communityId, homes.premisesId)),
    ...(await makeDecisions(call, ground.owner, {
      ...{ tenantId: system.tenantId ?? '', communityId, making },
      ...{ ...homes, ...bills },
    })),
    ...(await makeFunds(call, ground.owner, { tenantId: system.tenantId ?? '', communityId, photoId })),
    ...(await makeLeases(call, homes)),
    ...(await makeTills(
      { call: clientOf(ground.app, making.colleague) },
      { communityId, managerId: making.manager.id },
    )),
    ...(await makeWorkforce(call, ground.owner, {
      ...{ communityId, code: place.code, photoId },
      accountId: place.code === 'HERE' ? making.manager.id : null,
    })),
  }
}

async function makeHomes({ ground, system }: Making, communityId: string, place: Place) {
  const [ownerId, neighbourId] = [newId(), newId()]
  return inTransaction(ground.database.db, system, async tx => {
    const { idByCode } = await ensureBuildings(tx, system, communityId, [{ code: '1' }, { code: '8' }])
    const { idByKey: units } = await ensureUnits(tx, system, communityId, [
      { buildingCode: '1', code: '1', floors: 6, hasLift: true },
      { buildingCode: '1', code: '2', floors: 6, hasLift: true },
    ])
    const room = (code: string) => ({ buildingCode: '1', unitCode: '1', areaCode: null, code })
    const same = {
      floor: 1,
      use: 'residential',
      state: 'occupied',
      layoutCode: null,
      areaM2: '89.37',
      innerAreaM2: null,
      areaFrom: '2026-01-01',
    } as const
    const { idByKey } = await ensurePremises(tx, system, communityId, [
      { ...room('101'), ...same },
      { ...room('102'), ...same },
      { ...room('103'), ...same },
      // Nobody lives there, nothing is charged: they may be renamed, merged, removed.
      ...['201', '202', '203', '204', '205', '206'].map(code => ({ ...room(code), ...same, floor: 2 })),
    ])
    const empty = (code: string) => idByKey.get(premisesKey(room(code))) ?? ''
    const premisesId = idByKey.get(premisesKey(room('101'))) ?? ''
    const neighbourPremisesId = idByKey.get(premisesKey(room('102'))) ?? ''
    await addPeople(tx, system, communityId, [
      { id: ownerId, name: '王同名', sex: 'male', phone: place.phones[0], idNumber: '11010519491231002X' },
      { id: neighbourId, name: '李同名', sex: 'female', phone: place.phones[1], idNumber: null },
    ])
    await ensureOccupancies(tx, system, [
      { premisesId, personId: ownerId, kind: 'owner', fromOn: '2026-01-01' },
      { premisesId: neighbourPremisesId, personId: neighbourId, kind: 'owner', fromOn: '2026-01-01' },
    ])
    return {
      ...{ buildingId: idByCode.get('1') ?? '', unitId: units.get('1/1') ?? '' },
      ...{ emptyBuildingId: idByCode.get('8') ?? '', emptyUnitId: units.get('1/2') ?? '' },
      ...{ emptyPremisesId: empty('201'), uselessPremisesId: empty('202') },
      mergeableIds: [empty('203'), empty('204')] as const,
      splittableId: empty('205'),
      mergedId: empty('206'),
      premisesId,
      neighbourPremisesId,
      lodgeId: idByKey.get(premisesKey(room('103'))) ?? '',
      ownerId,
      neighbourId,
    }
  })
}

/** Another building in the first community of a company, with one empty room. */
export async function makeBuilding(ground: Ground, company: Company, code: string) {
  const system = systemActor(company.tenantId)
  const { communityId } = company.here
  return inTransaction(ground.database.db, system, async tx => {
    const { idByCode } = await ensureBuildings(tx, system, communityId, [{ code }])
    await ensureUnits(tx, system, communityId, [{ buildingCode: code, code: '1', floors: 6, hasLift: true }])
    const room = { buildingCode: code, unitCode: '1', areaCode: null, code: '101' }
    const rest = { floor: 1, use: 'residential', state: 'vacant', layoutCode: null, innerAreaM2: null } as const
    const { idByKey } = await ensurePremises(tx, system, communityId, [
      { ...room, ...rest, areaM2: '89.37', areaFrom: '2026-01-01' },
    ])
    return { buildingId: idByCode.get(code) ?? '', premisesId: idByKey.get(premisesKey(room)) ?? '' }
  })
}

/** A small picture, as a phone would send it. */
export const PHOTO = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#c04010' } })
  .jpeg()
  .toBuffer()

async function uploadPhoto(call: Call) {
  return call(platform.uploadFile, {
    params: { fileId: newId() },
    query: { name: '照片.jpg', purpose: 'photo' },
    file: new Blob([new Uint8Array(PHOTO)]),
  })
}

/** An order for each step there is, in the state before it. The manager is the repairer. */
async function makeOrders({ manager, call }: Making, premisesId: string, residentCall: Call) {
  const report = async () => {
    const orderId = newId()
    const words = { category: 'water', description: '厨房水管漏水', photoIds: [] } as const
    await residentCall(portal.reportMyOrder, { body: { id: orderId, premisesId, ...words, photoIds: [] } })
    return orderId
  }
  const assign = async () => {
    const orderId = await report()
    await call(serviceDesk.assignOrder, { params: { orderId }, body: { assigneeId: manager.id, version: 1 } })
    return orderId
  }
  const work = async () => {
    const orderId = await assign()
    await call(serviceDesk.acceptOrder, { params: { orderId } })
    return orderId
  }
  const finish = async () => {
    const orderId = await work()
    await call(serviceDesk.finishOrder, { params: { orderId }, body: { note: '换了水管' } })
    return orderId
  }
  return {
    reportedId: await report(),
    uselessId: await report(),
    assignedId: await assign(),
    declinableId: await assign(),
    workingId: await work(),
    doneId: await finish(),
    rejectableId: await finish(),
  }
}
