import { premisesKey } from '../registry/index.ts'
import type { Calendar } from './calendar.ts'
import { shuffled } from './chance.ts'
import { type HabitWeights, NOBODY, type PlannedPremises, type PremisesInput } from './community-plan.ts'
import { inventPeople } from './demo-names.ts'

const OLDEST = 66
const NOBODY_PAYS: HabitWeights = { ...NOBODY, prompt: 1 }

/** What of a house is neither a home, a shop nor a parking space: store rooms, offices over the shops, rooms that belong to all. */
export function planAnnexes(rooms: readonly PlannedPremises[], calendar: Calendar): PlannedPremises[] {
  const since = `${calendar.month(-OLDEST)}-01`
  return [...planStores(rooms, since), ...planOffices(since), ...planPublic(since)]
}

function annexOf(place: Omit<PremisesInput, 'unitCode' | 'areaCode' | 'layoutCode' | 'innerAreaM2'>): PlannedPremises {
  return {
    place: { ...place, unitCode: null, areaCode: null, layoutCode: null, innerAreaM2: null },
    ...{ occupants: [], ownerLivesAt: null, ruleCodes: [], chargedMonths: 1, habits: NOBODY_PAYS },
  }
}

/** Four store rooms below each of the first four houses; most belong to owners of rooms. */
function planStores(rooms: readonly PlannedPremises[], areaFrom: string): PlannedPremises[] {
  const owners = rooms.filter(room => room.occupants.length > 0).map(room => premisesKey(room.place))
  const homes = shuffled(owners, 'AJHY stores')
  return ['1', '2', '3', '4'].flatMap((buildingCode, house) =>
    [0, 1, 2, 3].map(index => {
      const sold = index < 3
      return {
        ...annexOf({
          ...{ buildingCode, code: `储0${index + 1}`, floor: -1, use: 'storage', ownership: 'commodity' },
          ...{ state: sold ? 'handed-over' : 'unsold', areaM2: index === 3 ? '21.60' : '9.80', areaFrom },
        }),
        ownerLivesAt: sold ? (homes[house * 4 + index] ?? null) : null,
      }
    }),
  )
}

/** Four offices on the second floor over the shops of the first house, let to small companies. */
function planOffices(areaFrom: string): PlannedPremises[] {
  const invent = inventPeople('AJHY offices', '13900008')
  return ['62.40', '48.15', '48.15', '96.30'].map((areaM2, index) => ({
    ...annexOf({
      ...{ buildingCode: '1', code: `办0${index + 1}`, floor: 2, use: 'office', ownership: 'commodity' },
      ...{ state: index === 2 ? 'vacant' : 'let', orientation: 'W', areaM2, areaFrom },
    }),
    occupants: [{ person: invent(), kind: 'owner', fromOn: areaFrom }],
  }))
}

/** What belongs to all: the service centre, a hall, and the switch room of each house. */
function planPublic(areaFrom: string): PlannedPremises[] {
  const shared = (buildingCode: string, code: string, floor: number, areaM2: string) =>
    annexOf({
      ...{ buildingCode, code, floor, use: 'public', ownership: 'other' },
      ...{ state: 'handed-over', areaM2, areaFrom },
    })
  return [
    shared('1', '物业服务中心', 1, '128.00'),
    shared('2', '业主活动室', 1, '86.50'),
    shared('3', '消防控制室', 1, '32.00'),
    ...['1', '2', '3', '4', '5', '6'].map(house => shared(house, '配电房', -1, '18.00')),
  ]
}
