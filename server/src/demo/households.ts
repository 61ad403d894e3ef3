import { drawer } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import {
  addPeople,
  ensureBuildings,
  ensureOccupancies,
  ensurePremises,
  ensureUnits,
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
}

const GARDEN = { community: 'AJHY', building: '1', unit: '1', floors: 8, hasLift: true }
const NEIGHBOURS = { community: 'LLJY', building: '1', unit: '1', floors: 6, hasLift: false }

/** Where the residents of the sign-in page live, by phone. */
const HOMES: Record<string, Home> = {
  '13800000001': { ...GARDEN, room: '101', areaM2: '89.50', fromOn: '2024-05-01' },
  '13800000002': { ...GARDEN, room: '102', areaM2: '118.36', fromOn: '2024-06-15' },
  '13800000003': { ...NEIGHBOURS, room: '101', areaM2: '76.20', fromOn: '2025-03-01' },
}

/** A home for each resident of the sign-in page, as its owner; that opens the resident account. */
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
          state: 'occupied',
          layoutCode: null,
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
      await ensureOccupancies(tx, actor, [{ premisesId, personId: person.id, kind: 'owner', fromOn: home.fromOn }])
    }
  })
