import { dec } from '../platform/decimals.ts'
import { addMonths } from '../platform/period.ts'
import { premisesKey } from '../registry/index.ts'
import type { Calendar } from './calendar.ts'
import { chanceOf, shuffled } from './chance.ts'
import type {
  CommunityPlan,
  HabitWeights,
  Occupant,
  PlannedPremises,
  PlannedRule,
  PremisesInput,
} from './community-plan.ts'
import { inventPeople } from './demo-names.ts'
import { GARDEN_STORIES } from './garden-stories.ts'

/** 安居花园: six houses handed over two by two, each pair with its own homes, its own first day of charges and its own manners. */
const BUILDINGS: {
  code: string
  areas: readonly [string, string]
  layouts: readonly [string, string]
  handedOver: string
  chargedMonths: number
  habits: HabitWeights
}[] = [
  {
    code: '1',
    areas: ['89.50', '118.36'],
    layouts: ['B', 'C'],
    handedOver: '2021-05',
    chargedMonths: 12,
    habits: manners(28, 16, 4, 42, 6, 3, 1),
  },
  {
    code: '2',
    areas: ['89.50', '118.36'],
    layouts: ['B', 'C'],
    handedOver: '2021-06',
    chargedMonths: 12,
    habits: manners(22, 15, 6, 34, 14, 5, 4),
  },
  {
    code: '3',
    areas: ['97.42', '126.80'],
    layouts: ['B', 'C'],
    handedOver: '2022-03',
    chargedMonths: 11,
    habits: manners(18, 14, 8, 28, 18, 6, 8),
  },
  {
    code: '4',
    areas: ['97.42', '126.80'],
    layouts: ['B', 'C'],
    handedOver: '2022-03',
    chargedMonths: 11,
    habits: manners(22, 18, 7, 38, 10, 3, 2),
  },
  {
    code: '5',
    areas: ['76.15', '88.90'],
    layouts: ['A', 'B'],
    handedOver: '2023-09',
    chargedMonths: 10,
    habits: manners(10, 9, 14, 18, 16, 10, 23),
  },
  {
    code: '6',
    areas: ['132.64', '143.27'],
    layouts: ['D', 'D'],
    handedOver: '2023-10',
    chargedMonths: 10,
    habits: manners(16, 12, 10, 24, 18, 8, 12),
  },
]

const UNITS = ['1', '2']
const FLOORS = 8
const SHOP_HABITS = manners(16, 18, 10, 20, 14, 10, 12)
const PARKING_HABITS = manners(48, 28, 10, 0, 0, 5, 9)

/** Where the residents of the sign-in page live: those homes are there already. */
const DEMO_HOMES = ['1/1//101', '1/1//102']

const BY_AREA = { itemName: '物业费', kind: 'area-price', cycleMonths: 3, fixedAmount: '0', raised: null } as const

const RULES: PlannedRule[] = [
  { ...BY_AREA, code: 'WYF', name: '住宅物业费', unitPrice: '2.85' },
  { ...BY_AREA, code: 'WYF-SP', name: '商铺物业费', unitPrice: '4.50' },
  {
    ...{ code: 'NHF', name: '公共能耗费', itemName: '公共能耗费', kind: 'fixed', cycleMonths: 3 },
    ...{ unitPrice: '0', fixedAmount: '15', raised: { monthsAgo: 6, unitPrice: '0', fixedAmount: '18' } },
  },
  {
    ...{ code: 'CWF', name: '车位管理费', itemName: '车位管理费', kind: 'fixed', cycleMonths: 6 },
    ...{ unitPrice: '0', fixedAmount: '80', raised: null },
  },
]

export function planGarden(calendar: Calendar): CommunityPlan {
  const rooms = planRooms(calendar)
  return {
    code: 'AJHY',
    buildings: BUILDINGS.map(({ code }) => ({ code, units: UNITS, floors: FLOORS, hasLift: true })),
    premises: [...rooms, ...planShops(), ...planParking(rooms)],
    rules: RULES,
    billedMonths: 12,
    staff: { biller: 'manager', cashier: 'cashier', dispatcher: 'dispatcher' },
    paymentsToday: 7,
    stories: GARDEN_STORIES,
  }
}

function manners(
  prompt: number,
  steady: number,
  late: number,
  twice: number,
  yearly: number,
  partial: number,
  stopped: number,
): HabitWeights {
  return { prompt, steady, late, twice, yearly, partial, stopped }
}

/** Homes of which the usual is not true, and how many. */
const STATES: [PremisesInput['state'], number][] = [
  ['unsold', 9],
  ['vacant', 11],
  ['let', 20],
  ['decorating', 4],
  ['handed-over', 6],
]

function planRooms(calendar: Calendar): PlannedPremises[] {
  const invent = inventPeople('AJHY', '1390000')
  const places = BUILDINGS.flatMap(building =>
    UNITS.flatMap(unitCode =>
      floors(building.code, unitCode, building.areas, building.layouts).map(place => ({ building, place })),
    ),
  )
  const others = places.map(({ place }) => premisesKey(place)).filter(key => !DEMO_HOMES.includes(key))
  const turned = shuffled(others, 'AJHY state')
  const stateOf = new Map<string, PremisesInput['state']>()
  for (const [state, count] of STATES) for (const key of turned.splice(0, count)) stateOf.set(key, state)
  return places.map(({ building, place }) => {
    const key = premisesKey(place)
    const state = stateOf.get(key) ?? 'occupied'
    const handedOver = `${addMonths(building.handedOver, chanceOf(key, 'handed over').between(0, 9))}-${dayOfMonth(key)}`
    const sold = state !== 'unsold'
    return {
      place: { ...place, state, areaFrom: `${building.handedOver}-01` },
      occupants: sold && !DEMO_HOMES.includes(key) ? household(key, state, handedOver, invent, calendar) : [],
      ownerLivesAt: null,
      ruleCodes: sold ? ['WYF', 'NHF'] : [],
      chargedMonths: building.chargedMonths,
      habits: building.habits,
    }
  })
}

function floors(
  buildingCode: string,
  unitCode: string,
  areas: readonly [string, string],
  layouts: readonly [string, string],
): Omit<PremisesInput, 'state' | 'areaFrom'>[] {
  return Array.from({ length: FLOORS }, (_, index) => index + 1).flatMap(floor =>
    ([0, 1] as const).map(side => ({
      ...{ buildingCode, unitCode, areaCode: null, code: `${floor}0${side + 1}`, floor, use: 'residential' as const },
      layoutCode: layouts[side],
      areaM2: areas[side],
      innerAreaM2: dec(areas[side]).times('0.79').toFixed(2),
    })),
  )
}

/** The owner, perhaps the family, and the tenant where it is let. */
function household(
  key: string,
  state: PremisesInput['state'],
  handedOver: string,
  invent: ReturnType<typeof inventPeople>,
  calendar: Calendar,
): Occupant[] {
  const chance = chanceOf(key, 'household')
  const owner = invent()
  const occupants: Occupant[] = [{ person: owner, kind: 'owner', fromOn: handedOver }]
  if (state === 'occupied' && chance.share() < 0.34) {
    occupants.push({ person: invent(), kind: chance.share() < 0.25 ? 'owner' : 'family', fromOn: handedOver })
    if (chance.share() < 0.3)
      occupants.push({ person: invent(owner.name.slice(0, 1)), kind: 'family', fromOn: handedOver })
  }
  if (state === 'let') {
    const since = `${calendar.month(-chance.between(2, 18))}-${dayOfMonth(key)}`
    occupants.push({ person: invent(), kind: 'tenant', fromOn: since })
  }
  return occupants
}

const SHOPS = ['25.60', '31.84', '42.15', '58.30', '36.72', '86.40']

/** Twelve shops along the street, on the ground floor of the first two houses. */
function planShops(): PlannedPremises[] {
  const invent = inventPeople('AJHY shops', '13900009')
  return ['1', '2'].flatMap(buildingCode =>
    SHOPS.map((areaM2, index) => {
      const code = `0${index + 1}铺`
      const closed = buildingCode === '2' && index === 4
      return {
        place: {
          ...{ buildingCode, unitCode: null, areaCode: null, code, floor: 1, use: 'shop' as const, layoutCode: null },
          ...{
            state: closed ? ('vacant' as const) : ('let' as const),
            areaM2,
            innerAreaM2: null,
            areaFrom: '2021-05-01',
          },
        },
        occupants: [{ person: invent(), kind: 'owner' as const, fromOn: `2021-0${index + 4}-15` }],
        ownerLivesAt: null,
        ruleCodes: ['WYF-SP', 'NHF'],
        chargedMonths: 11,
        habits: SHOP_HABITS,
      }
    }),
  )
}

/** Sixty parking spaces in two areas; three quarters belong to owners of rooms. */
function planParking(rooms: readonly PlannedPremises[]): PlannedPremises[] {
  const owners = rooms.filter(room => room.occupants.length > 0).map(room => premisesKey(room.place))
  const homes = ['1/1//102', ...shuffled(owners, 'AJHY parking')]
  return ['A', 'B'].flatMap((areaCode, area) =>
    Array.from({ length: 30 }, (_, index) => {
      const sold = index % 4 !== 3
      return {
        place: {
          ...{ buildingCode: null, unitCode: null, areaCode, code: String(index + 1).padStart(3, '0'), floor: -1 },
          ...{
            use: 'parking' as const,
            state: sold ? ('handed-over' as const) : ('unsold' as const),
            layoutCode: null,
          },
          ...{ areaM2: '12.72', innerAreaM2: null, areaFrom: '2021-05-01' },
        },
        occupants: [],
        ownerLivesAt: sold ? (homes[area * 30 + index] ?? null) : null,
        ruleCodes: sold ? ['CWF'] : [],
        chargedMonths: 10 + (index % 3),
        habits: PARKING_HABITS,
      }
    }),
  )
}

function dayOfMonth(key: string): string {
  return String(chanceOf(key, 'day').between(1, 28)).padStart(2, '0')
}
