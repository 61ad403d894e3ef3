import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '../../../testing/world.ts'
import { audit } from '../../platform/audit.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { addPlaceDocument } from '../documents/add-place-document.ts'
import { listPlaceDocuments, placeDocumentHistory } from '../documents/place-document-view.ts'
import { createCustomField } from '../fields/define-field.ts'
import { readPremisesFields } from '../fields/field-view.ts'
import { setPremisesFields } from '../fields/set-fields.ts'
import { createLease } from '../leases/create-lease.ts'
import { terminateLease } from '../leases/end-lease.ts'
import { readLease } from '../leases/lease-view.ts'
import { ensureOccupancies } from '../occupancies/ensure-occupancies.ts'
import { moveIn } from '../occupancies/move-in.ts'
import { readPremises } from '../premises/premises-detail-view.ts'
import { letSpace } from '../spaces/let-space.ts'
import { listSpaces, readSpace } from '../spaces/space-view.ts'
import { registry } from '../tables.ts'
import { makeParkingWorld, type ParkingWorld } from '../testing/parking-world.ts'
import { addVehicle } from '../vehicles/add-vehicle.ts'
import { issuePermit } from '../vehicles/issue-permit.ts'
import { readVehicle } from '../vehicles/vehicle-view.ts'
import { mergePremises, splitPremises } from './merge-premises.ts'
import { undoSuccession } from './undo-succession.ts'

let world: ParkingWorld

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  world = await makeParkingWorld()
})

afterAll(async () => {
  setClock(null)
  await world.database.drop()
})

const run: ParkingWorld['as'] = (actor, work) => world.as(actor, work)
const TERMS = { fromOn: '2026-06-01', carryOccupancies: true, carryAliases: true, differs: true, reason: '打通' }
const into = (code: string, use: 'residential' | 'parking' | 'storage') => ({
  ...{ id: newId(), code, floor: null, floorTo: null, use, state: 'handed-over' as const, ownership: null },
  ...{ areaM2: '20.00', innerAreaM2: null },
})

async function addCar(premisesId: string, plate: string) {
  const { admin, communityId, wang } = world
  const words = { kind: 'car' as const, brand: null, model: null, colour: null, notes: '', photoIds: [] }
  const car = { id: newId(), communityId, plate, ownerId: wang.id, premisesId, ...words }
  return run(admin, tx => addVehicle(tx, admin, car))
}

async function merge(premisesIds: string[], to: ReturnType<typeof into>) {
  const { admin } = world
  const { items } = await run(admin, async tx => ({
    items: await registry(tx)
      .selectFrom('registry.premises')
      .select(['id', 'version'])
      .where('id', 'in', premisesIds)
      .execute(),
  }))
  const old = premisesIds.map(id => ({ id, version: items.find(one => one.id === id)?.version ?? 0 }))
  return run(admin, tx => mergePremises(tx, admin, { ...TERMS, id: newId(), old, into: to }))
}

describe('two homes become one', () => {
  test('vehicles, papers and fields go along; taking it back is exact', async () => {
    const { admin, homeId, communityId } = world
    const [first, second] = [homeId('301'), homeId('302')]
    const car = await addCar(first, '京A10001')
    const fieldId = newId()
    const fileId = newId()
    await asOwner(
      world.database,
      `insert into platform.file (tenant_id, id, name, media_type, bytes, sha256, purpose, thumbnail, uploaded_by, uploaded_by_name, at, stored)
       values ($1, $2, 'a.jpg', 'image/jpeg', 10, '\\x00', 'photo', false, $3, '周明', now(), true)`,
      [world.tenant.tenantId, fileId, admin.id],
    )
    await run(admin, async tx => {
      const field = {
        id: fieldId,
        subject: 'premises',
        label: '水箱',
        type: 'text',
        required: false,
        position: 1,
      } as const
      await createCustomField(tx, admin, { ...field, choices: [] })
      await setPremisesFields(tx, admin, { premisesId: first, values: [{ fieldId, value: '二次供水', version: 0 }] })
      await addPlaceDocument(tx, admin, {
        ...{ id: newId(), communityId, premisesId: first, kind: 'title', title: '房产证', number: '1', note: '' },
        ...{ datedOn: null, validUntil: null, fileId, filePurpose: 'photo' },
      })
    })
    const to = into('301A', 'residential')
    const made = await merge([first, second], to)
    const where = async () => (await run(admin, tx => readVehicle(tx, admin, { vehicleId: car.id }))).premisesId
    expect(await where()).toBe(to.id)
    const papers = (premisesId: string) => run(admin, tx => listPlaceDocuments(tx, admin, { limit: 9, premisesId }))
    expect((await papers(to.id)).items).toMatchObject([{ title: '房产证', carried: true }])
    expect((await papers(first)).total).toBe(1)
    const [copy] = (await papers(to.id)).items
    await run(admin, async tx => audit(tx, 'registry.mergePremises', made.id, { reason: '打通' }))
    const history = (documentId: string) => run(admin, tx => placeDocumentHistory(tx, admin, { documentId, limit: 9 }))
    expect((await history(copy?.id ?? '')).items).toMatchObject([{ action: 'registry.mergePremises', reason: '打通' }])
    const [original] = (await papers(first)).items
    expect((await history(original?.id ?? '')).items).toEqual([])
    const fields = await run(admin, tx => readPremisesFields(tx, admin, { premisesId: to.id }))
    expect(fields.items.map(item => item.value)).toEqual(['二次供水'])

    await run(admin, tx => undoSuccession(tx, admin, { successionId: made.id, reason: '登记错误' }))
    expect(await where()).toBe(first)
    expect((await papers(first)).total).toBe(1)
    expect((await papers(to.id)).total).toBe(0)
  })

  test('is not taken back while a new car is registered there', async () => {
    const { admin, homeId } = world
    const to = into('301B', 'residential')
    const made = await merge([homeId('301'), homeId('302')], to)
    await addCar(to.id, '京A10002')
    await expect(
      run(admin, tx => undoSuccession(tx, admin, { successionId: made.id, reason: '登记错误' })),
    ).rejects.toThrow('registry.still_used')
  })

  test('into what has ended nobody moves, by verb or by import, and no car is put there', async () => {
    const { admin, homeId, zhang } = world
    const gone = homeId('301')
    const mover = { id: newId(), personId: zhang.id, kind: 'tenant' as const, toOn: null, share: null, relation: null }
    const body = { premisesId: gone, on: '2026-07-01', movers: [{ ...mover, resides: true, note: '' }] }
    await expect(run(admin, tx => moveIn(tx, admin, body))).rejects.toMatchObject({
      code: 'registry.premises_ended',
      params: { endedOn: '2026-05-31' },
    })
    const row = { premisesId: gone, personId: zhang.id, kind: 'tenant' as const, fromOn: '2026-05-01' }
    await expect(run(admin, tx => ensureOccupancies(tx, admin, [row]))).rejects.toThrow('registry.premises_ended')
    await expect(addCar(gone, '京A10003')).rejects.toThrow('registry.premises_ended')
    // Who was there until the end may still be written down.
    expect(await run(admin, tx => ensureOccupancies(tx, admin, [{ ...row, toOn: '2026-05-31' }]))).toBe(1)
    // The walls have the last word, whatever a verb forgets.
    const forgotten = run(admin, tx =>
      registry(tx).updateTable('registry.occupancy').set({ toOn: null }).where('premisesId', '=', gone).execute(),
    )
    await expect(forgotten).rejects.toThrow('the premises have ended')
  })
})

describe('a home that is let', () => {
  test('is let on in each of its parts, ends with its lease, and comes back', async () => {
    const { admin, wang, zhang, elsewhereId } = world
    const [one, other] = [into('301A', 'residential'), into('301B', 'residential')]
    const id = newId()
    const lease = {
      ...{
        id,
        number: 'HT-1',
        signedOn: '2025-12-20',
        fromOn: '2026-01-01',
        toOn: '2026-12-31',
        notes: '',
        purpose: '',
      },
      ...{
        rentKind: 'fixed',
        rentFen: 350_000n,
        rentPeriod: 'month',
        unitPrice: null,
        areaM2: null,
        payEveryMonths: 3,
      },
      ...{ paymentDay: 5, depositFen: 0n, documents: [], staffId: null, premisesIds: [elsewhereId] },
      ...{ landlordIds: [zhang.id], tenantIds: [wang.id] },
    } as Parameters<typeof createLease>[2]
    // Written down in May: a state of today would be newer than the split.
    setClock(new Date('2026-05-20T10:00:00+08:00'))
    await run(admin, async tx => {
      await ensureOccupancies(tx, admin, [
        { premisesId: elsewhereId, personId: zhang.id, kind: 'owner', fromOn: '2020-01-01' },
      ])
      await createLease(tx, admin, lease)
    })
    setClock(new Date('2026-11-23T10:00:00+08:00'))
    const { version } = await run(admin, tx => readPremises(tx, admin, { premisesId: elsewhereId }))
    const split = { ...TERMS, id: newId(), old: { id: elsewhereId, version }, into: [one, other] }
    await run(admin, tx => splitPremises(tx, admin, split))
    const let_ = async () =>
      (await run(admin, tx => readLease(tx, admin, { leaseId: id }))).premises.map(each => each.label)
    expect((await let_()).toSorted()).toEqual(['1栋1单元301A', '1栋1单元301B', '1栋1单元301室'])
    await run(admin, tx => undoSuccession(tx, admin, { successionId: split.id, reason: '登记错误' }))
    expect(await let_()).toEqual(['1栋1单元301室'])

    const again = {
      ...split,
      id: newId(),
      old: { id: elsewhereId, version: version + 2 },
      into: [into('301C', 'residential'), into('301D', 'residential')],
    }
    await run(admin, tx => splitPremises(tx, admin, again))
    const now = await run(admin, tx => readLease(tx, admin, { leaseId: id }))
    const end = { leaseId: id, version: now.version, lastOn: '2026-10-31', reason: '提前退租' }
    await run(admin, tx => terminateLease(tx, admin, end))
    const part = await run(admin, tx => readPremises(tx, admin, { premisesId: again.into[0]?.id ?? '' }))
    const stay = part.occupancies.find(each => each.kind === 'tenant')
    expect([stay?.fromOn, stay?.toOn]).toEqual(['2026-06-01', '2026-10-31'])
  })
})

describe('two spaces become one', () => {
  const lease = (fromOn: string, toOn: string) => ({
    ...{ id: newId(), holderId: world.wang.id, fromOn, toOn, monthlyPriceFen: 30_000n, vehicleIds: [], notes: '' },
    apart: true,
  })
  const days = async (spaceId: string) =>
    (
      await run(world.admin, tx =>
        registry(tx)
          .selectFrom('registry.letSpace')
          .select(['leaseId', 'days'])
          .where('premisesId', '=', spaceId)
          .execute(),
      )
    ).map(row => String(row.days))

  test('the lease that runs goes on in the new one, with its permit, and comes back', async () => {
    const { admin, spaceId, communityId } = world
    const [first, second] = [spaceId('001'), spaceId('002')]
    await run(admin, tx => letSpace(tx, admin, { spaceId: first, ...lease('2026-01-01', '2026-12-31') }))
    const car = await addCar(first, '京A10004')
    const permit = { kind: 'monthly' as const, areaCode: 'A', spaceId: first, fromOn: '2026-01-01', toOn: '2026-12-31' }
    await run(admin, tx => issuePermit(tx, admin, { vehicleId: car.id, id: newId(), ...permit }))
    const to = into('001A', 'parking')
    const made = await merge([first, second], to)
    expect(await days(first)).toEqual(['[2026-01-01,2026-06-01)'])
    expect(await days(to.id)).toEqual(['[2026-06-01,2027-01-01)'])
    const space = await run(admin, tx => readSpace(tx, admin, { spaceId: to.id }))
    expect([space.state, space.holderName, space.leases.length]).toEqual(['let', '王小明', 1])
    const listed = await run(admin, tx => listSpaces(tx, admin, { limit: 50, communityId }))
    expect(listed.items.map(one => one.id)).not.toContain(first)
    const { permits } = await run(admin, tx => readVehicle(tx, admin, { vehicleId: car.id }))
    expect(permits[0]?.spaceId).toBe(to.id)
    await run(admin, tx => undoSuccession(tx, admin, { successionId: made.id, reason: '登记错误' }))
    expect(await days(first)).toEqual(['[2026-01-01,2027-01-01)'])
    expect((await run(admin, tx => readVehicle(tx, admin, { vehicleId: car.id }))).permits[0]?.spaceId).toBe(first)
  })

  test('not when two leases would let it, nor when what is let becomes no space', async () => {
    const { admin, spaceId } = world
    const [third, fourth] = [spaceId('003'), spaceId('004')]
    for (const one of [third, fourth])
      await run(admin, tx => letSpace(tx, admin, { spaceId: one, ...lease('2026-01-01', '2026-12-31') }))
    await expect(merge([third, fourth], into('003A', 'parking'))).rejects.toThrow('registry.space_let')
    await expect(merge([third, spaceId('005')], into('003B', 'storage'))).rejects.toThrow('registry.space_let')
  })

  test('of a split, the named one takes them, and what has ended is not let', async () => {
    const { admin, spaceId } = world
    const sixth = spaceId('006')
    await run(admin, tx => letSpace(tx, admin, { spaceId: sixth, ...lease('2026-01-01', '2026-12-31') }))
    const [a, b] = [into('006A', 'parking'), into('006B', 'parking')]
    const split = { ...TERMS, id: newId(), old: { id: sixth, version: 1 }, into: [a, b] }
    await expect(run(admin, tx => splitPremises(tx, admin, { ...split, carryTo: newId() }))).rejects.toThrow(
      'registry.merge_wrong',
    )
    await run(admin, tx => splitPremises(tx, admin, { ...split, carryTo: b.id }))
    expect([await days(a.id), await days(b.id)]).toEqual([[], ['[2026-06-01,2027-01-01)']])
    await expect(
      run(admin, tx => letSpace(tx, admin, { spaceId: sixth, ...lease('2027-02-01', '2027-03-01') })),
    ).rejects.toThrow('registry.premises_ended')
  })
})
