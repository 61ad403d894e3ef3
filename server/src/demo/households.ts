import type { Actor } from '../platform/actor.ts'
import { drawer, type Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import {
  addPeople,
  ensureBuildings,
  ensureOccupancies,
  ensurePremises,
  ensureUnits,
  leases,
  premisesKey,
} from '../registry/index.ts'
import { communityIdsByCode, type DemoStep } from './demo-company.ts'

const published = drawer('platform')

interface Home {
  community: string
  building: string
  unit: string
  room: string
  areaM2: string
  fromOn: string
  floors: number
  hasLift: boolean
  /** Of a tenant: the lease, and whose home it is. */
  lease?: { number: string; landlord: { name: string; phone: string }; toOn: string; monthlyFen: bigint }
}

const GARDEN = { community: 'AJHY', building: '1', unit: '1', floors: 8, hasLift: true }
const NEIGHBOURS = { community: 'LLJY', building: '1', unit: '1', floors: 6, hasLift: false }

/** Where the residents of the sign-in page live, by phone. */
const HOMES: Record<string, Home> = {
  '13800000001': { ...GARDEN, room: '101', areaM2: '89.50', fromOn: '2024-05-01' },
  '13800000002': { ...GARDEN, room: '102', areaM2: '118.36', fromOn: '2024-06-15' },
  '13800000004': {
    ...{ ...GARDEN, room: '103', areaM2: '62.40', fromOn: '2025-08-01' },
    lease: {
      ...{ number: 'AJ-ZL-2025-001', landlord: { name: '何文斌', phone: '13800000014' } },
      ...{ toOn: '2027-07-31', monthlyFen: 420_000n },
    },
  },
  '13800000003': { ...NEIGHBOURS, room: '101', areaM2: '76.20', fromOn: '2025-03-01' },
}

/** A home for each resident of the sign-in page, as its owner or its tenant; that opens the resident account. */
export const seedHouseholds: DemoStep = ({ company, actor, run }) =>
  run(async tx => {
    const communities = await communityIdsByCode(tx)
    for (const resident of company.residents) {
      const home = HOMES[resident.phone]
      const communityId = home && communities.get(home.community)
      if (!communityId) throw new Error(`The demo names no home for ${resident.name}.`)
      await ensureBuildings(tx, actor, communityId, [{ code: home.building }])
      await ensureUnits(tx, actor, communityId, [
        { buildingCode: home.building, code: home.unit, floors: home.floors, hasLift: home.hasLift },
      ])
      const place = { buildingCode: home.building, unitCode: home.unit, areaCode: null, code: home.room }
      const { idByKey } = await ensurePremises(tx, actor, communityId, [
        {
          ...place,
          floor: Number(home.room.slice(0, -2)),
          use: 'residential',
          state: home.lease ? 'let' : 'occupied',
          ...{ layoutCode: 'C', rooms: 3, halls: 2, baths: 2, ownership: 'commodity', orientation: 'NS' },
          areaM2: home.areaM2,
          innerAreaM2: null,
          areaFrom: home.fromOn,
        },
      ])
      const premisesId = idByKey.get(premisesKey(place))
      if (!premisesId) throw new Error(`The demo room ${home.room} was not made.`)
      const lived = await published(tx)
        .selectFrom('registry.publicOccupancy')
        .select('personId')
        .where('premisesId', '=', premisesId)
        .executeTakeFirst()
      if (lived) continue
      const person = { id: newId(), name: resident.name, sex: null, phone: resident.phone, idNumber: null }
      await addPeople(tx, actor, communityId, [person])
      if (home.lease) await letHome(tx, actor, communityId, premisesId, person.id, { ...home, lease: home.lease })
      else await ensureOccupancies(tx, actor, [{ premisesId, personId: person.id, kind: 'owner', fromOn: home.fromOn }])
    }
  })

/** The home is another's, and let to the resident. */
async function letHome(
  tx: Tx,
  actor: Actor,
  communityId: string,
  premisesId: string,
  tenantId: string,
  { fromOn, lease }: Home & { lease: NonNullable<Home['lease']> },
): Promise<void> {
  const landlord = { ...lease.landlord, id: newId(), sex: null, idNumber: null }
  await addPeople(tx, actor, communityId, [landlord])
  await ensureOccupancies(tx, actor, [
    { premisesId, personId: landlord.id, kind: 'owner', fromOn: '2024-04-20', resides: false },
  ])
  await leases.ensureLeases(tx, actor, communityId, [
    {
      ...{ number: lease.number, premisesIds: [premisesId], landlordIds: [landlord.id], tenantIds: [tenantId] },
      ...{ signedOn: '2025-07-20', fromOn, toOn: lease.toOn, rentKind: 'fixed', rentFen: lease.monthlyFen },
      ...{ rentPeriod: 'month', unitPrice: null, areaM2: null, payEveryMonths: 3, paymentDay: 5 },
      ...{ depositFen: lease.monthlyFen, purpose: '居住' },
    },
  ])
}
