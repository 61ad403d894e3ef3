import { cloneDatabase } from '../../../testing/database.ts'
import { makeTenant } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { inTransaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { ensureBuildings, ensureUnits } from '../buildings/ensure-buildings.ts'
import { createCommunity } from '../communities/create-community.ts'
import { ensureOccupancies } from '../occupancies/ensure-occupancies.ts'
import { addPeople } from '../people/add-people.ts'
import { ensurePremises, premisesKey } from '../premises/ensure-premises.ts'

const NONE = { layoutCode: null, areaM2: null, innerAreaM2: null, areaFrom: '2020-01-01' }

/** A company with two communities: two homes with their owners and eight parking spaces in the first, one home in the other. */
export async function makeParkingWorld() {
  const database = await cloneDatabase()
  const tenant = await makeTenant(database)
  const admin = await tenant.staff()
  const [communityId, otherCommunityId] = [newId(), newId()]
  // Without phones, so that tests may open resident accounts of their own.
  const person = (name: string) => ({ id: newId(), name, sex: null, phone: null, idNumber: null })
  const wang = person('王小明')
  const zhang = person('张三')
  const stranger = person('李四')
  const as = <T>(actor: Actor, work: Parameters<typeof inTransaction<T>>[2]) => inTransaction(database.db, actor, work)
  const home = (code: string) => ({ buildingCode: '1', unitCode: '1', areaCode: null, code })
  const place = (code: string) => ({ buildingCode: null, unitCode: null, areaCode: 'A', code })
  const room = (code: string) => ({
    ...home(code),
    ...NONE,
    floor: 3,
    use: 'residential' as const,
    state: 'occupied' as const,
  })
  const space = (code: string) => ({
    ...place(code),
    ...NONE,
    floor: -1,
    use: 'parking' as const,
    state: 'handed-over' as const,
  })
  const ids = await as(admin, async tx => {
    await createCommunity(tx, admin, { id: communityId, code: 'AJ', name: '安居花园', address: '' })
    await createCommunity(tx, admin, { id: otherCommunityId, code: 'HY', name: '和园', address: '' })
    for (const id of [communityId, otherCommunityId]) {
      await ensureBuildings(tx, admin, id, [{ code: '1' }])
      await ensureUnits(tx, admin, id, [{ buildingCode: '1', code: '1', floors: 33, hasLift: true }])
    }
    const codes = Array.from({ length: 8 }, (_, index) => `00${index + 1}`)
    const { idByKey } = await ensurePremises(tx, admin, communityId, [room('301'), room('302'), ...codes.map(space)])
    const other = await ensurePremises(tx, admin, otherCommunityId, [room('301')])
    await addPeople(tx, admin, communityId, [wang, zhang])
    await addPeople(tx, admin, otherCommunityId, [stranger])
    const homeId = (code: string) => idByKey.get(premisesKey(home(code))) ?? ''
    const elsewhereId = other.idByKey.get(premisesKey(home('301'))) ?? ''
    await ensureOccupancies(tx, admin, [
      { premisesId: homeId('301'), personId: wang.id, kind: 'owner', fromOn: '2020-01-01' },
      { premisesId: homeId('302'), personId: zhang.id, kind: 'owner', fromOn: '2020-01-01' },
      { premisesId: elsewhereId, personId: stranger.id, kind: 'owner', fromOn: '2020-01-01' },
    ])
    return { homeId, elsewhereId, spaceId: (code: string) => idByKey.get(premisesKey(place(code))) ?? '' }
  })
  return { database, tenant, admin, communityId, otherCommunityId, wang, zhang, stranger, as, ...ids }
}

export type ParkingWorld = Awaited<ReturnType<typeof makeParkingWorld>>
