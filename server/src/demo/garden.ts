import { dec } from '../platform/decimals.ts'
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
import { planAnnexes } from './garden-annexes.ts'
import { GARDEN_STORIES } from './garden-stories.ts'
import { ownShopHabits } from './rent-shops.ts'

/** Months since the first house was handed over, and with it the shops and the parking. */
const OLDEST = 78

/** 安居花园: six houses, each with its own homes, first day of charges and manners. The last is new, and half of it not sold. */
const BUILDINGS: {
  code: string
  areas: readonly [string, string]
  layouts: readonly [string, string]
  /** Handed over so many months ago. */
  age: number
  chargedMonths: number
  habits: HabitWeights
}[] = [
  {
    code: '1',
    areas: ['89.50', '118.36'],
    layouts: ['B', 'C'],
    age: OLDEST,
    chargedMonths: 24,
    habits: manners(12, 9, 4, 48, 9, 2, 1, 15),
  },
  {
    code: '2',
    areas: ['89.50', '118.36'],
    layouts: ['B', 'C'],
    age: 77,
    chargedMonths: 24,
    habits: manners(10, 8, 6, 40, 14, 4, 4, 14),
  },
  {
    code: '3',
    areas: ['97.42', '126.80'],
    layouts: ['B', 'C'],
    age: 68,
    chargedMonths: 23,
    habits: manners(8, 7, 8, 36, 17, 6, 7, 11),
  },
  {
    code: '4',
    areas: ['97.42', '126.80'],
    layouts: ['B', 'C'],
    age: 67,
    chargedMonths: 23,
    habits: manners(9, 9, 6, 44, 11, 3, 2, 16),
  },
  {
    code: '5',
    areas: ['76.15', '88.90'],
    layouts: ['A', 'B'],
    age: 50,
    chargedMonths: 22,
    habits: manners(6, 6, 13, 21, 16, 10, 22, 6),
  },
  {
    code: '6',
    areas: ['132.64', '143.27'],
    layouts: ['D', 'D'],
    age: 6,
    chargedMonths: 4,
    habits: manners(30, 30, 14, 10, 0, 10, 6),
  },
]

const UNITS = ['1', '2']
const FLOORS = 8
const SHOP_HABITS = manners(16, 18, 10, 20, 14, 10, 12)
const PARKING_HABITS = manners(50, 30, 10, 0, 0, 4, 6)

/** Where the residents of the sign-in page live: those homes are there already. */
const DEMO_HOMES = ['1/1//101', '1/1//102']

const BY_AREA = { itemName: '物业费', kind: 'area-price', cycleMonths: 3, fixedAmount: '0', raised: null } as const

/** Of shops alone: 万分之五 a day, after a week. */
const PENALTY: PlannedRule['penalty'] = {
  ...{ rate: { by: 'day', percent: '0.05' }, graceDays: 7, countedFrom: 'end-of-grace', capPercent: '100' },
}

const RULES: PlannedRule[] = [
  { ...BY_AREA, code: 'WYF', name: '住宅物业费', unitPrice: '2.85' },
  { ...BY_AREA, code: 'WYF-SP', name: '商铺物业费', unitPrice: '4.50', penalty: PENALTY },
  {
    ...{ code: 'NHF', name: '公共能耗费', itemName: '公共能耗费', kind: 'fixed', cycleMonths: 3 },
    ...{ unitPrice: '0', fixedAmount: '15', raised: { monthsAgo: 6, unitPrice: '0', fixedAmount: '18' } },
  },
  {
    ...{ code: 'CWF', name: '车位管理费', itemName: '车位管理费', kind: 'fixed', cycleMonths: 12 },
    ...{ unitPrice: '0', fixedAmount: '80', raised: null },
  },
]

export function planGarden(calendar: Calendar): CommunityPlan {
  const rooms = planRooms(calendar)
  return {
    code: 'AJHY',
    buildings: BUILDINGS.map(({ code }) => ({ code, units: UNITS, floors: FLOORS, hasLift: true })),
    premises: [...rooms, ...planShops(calendar), ...planParking(rooms, calendar), ...planAnnexes(rooms, calendar)],
    rules: RULES,
    billedMonths: 24,
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
  ahead = 0,
): HabitWeights {
  return { prompt, steady, late, twice, yearly, partial, stopped, ahead }
}

/** Homes of which the usual is not true, how many, and in which house. */
const STATES: { state: PremisesInput['state']; count: number; house?: string }[] = [
  { state: 'unsold', count: 14, house: '6' },
  { state: 'unsold', count: 3 },
  { state: 'decorating', count: 5, house: '6' },
  { state: 'vacant', count: 11 },
  { state: 'let', count: 20 },
  { state: 'decorating', count: 2 },
  { state: 'handed-over', count: 6 },
]

/** The state of each home that is not simply lived in, by `premisesKey`. */
function unusualStates(keys: readonly string[]): Map<string, PremisesInput['state']> {
  const stateOf = new Map<string, PremisesInput['state']>()
  const turned = shuffled(keys, 'AJHY state')
  for (const { state, count, house } of STATES) {
    const free = turned.filter(key => !stateOf.has(key) && (!house || key.startsWith(`${house}/`)))
    for (const key of free.slice(0, count)) stateOf.set(key, state)
  }
  return stateOf
}

function planRooms(calendar: Calendar): PlannedPremises[] {
  const invent = inventPeople('AJHY', '1390000')
  const places = BUILDINGS.flatMap(building =>
    UNITS.flatMap(unitCode =>
      floors(building.code, unitCode, building.areas, building.layouts).map(place => ({ building, place })),
    ),
  )
  const others = places.map(({ place }) => premisesKey(place)).filter(key => !DEMO_HOMES.includes(key))
  const stateOf = unusualStates(others)
  return places.map(({ building, place }) => {
    const key = premisesKey(place)
    const state = stateOf.get(key) ?? 'occupied'
    const sold = state !== 'unsold'
    return {
      place: { ...place, state, areaFrom: `${calendar.month(-building.age)}-01` },
      occupants: sold && !DEMO_HOMES.includes(key) ? household(key, state, building, invent, calendar) : [],
      ownerLivesAt: null,
      ruleCodes: sold ? ['WYF', 'NHF'] : [],
      chargedMonths: building.chargedMonths,
      habits: building.habits,
    }
  })
}

/** Rooms, halls and baths of each layout. */
const LAYOUTS: Record<string, { rooms: number; halls: number; baths: number }> = {
  A: { rooms: 2, halls: 1, baths: 1 },
  B: { rooms: 2, halls: 2, baths: 1 },
  C: { rooms: 3, halls: 2, baths: 2 },
  D: { rooms: 4, halls: 2, baths: 2 },
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
      ...{ ownership: 'commodity' as const, orientation: side === 0 ? ('NS' as const) : ('SE' as const) },
      ...LAYOUTS[layouts[side]],
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
  { age, chargedMonths }: { age: number; chargedMonths: number },
  invent: ReturnType<typeof inventPeople>,
  calendar: Calendar,
): Occupant[] {
  const chance = chanceOf(key, 'household')
  const movedIn = age - chance.between(0, Math.min(9, age - chargedMonths - 1))
  const since = (monthsAgo: number) => `${calendar.month(-monthsAgo)}-${dayOfMonth(key)}`
  const owner = invent()
  const occupants: Occupant[] = [{ person: owner, kind: 'owner', fromOn: since(movedIn) }]
  const join = (kind: Occupant['kind'], monthsAgo: number, surname?: string) =>
    occupants.push({ person: invent(surname), kind, fromOn: since(monthsAgo) })
  if (state === 'occupied' && chance.share() < 0.34) {
    join(chance.share() < 0.25 ? 'owner' : 'family', movedIn)
    if (chance.share() < 0.3) join('family', movedIn, owner.name.slice(0, 1))
  }
  if (state === 'let') join('tenant', chance.between(1, chargedMonths))
  return occupants
}

const SHOPS = ['25.60', '31.84', '42.15', '58.30', '36.72', '86.40']

/** Twelve shops along the street, on the ground floor of the first two houses. */
function planShops(calendar: Calendar): PlannedPremises[] {
  const invent = inventPeople('AJHY shops', '13900009')
  return ['1', '2'].flatMap(buildingCode =>
    SHOPS.map((areaM2, index) => {
      const code = `0${index + 1}铺`
      const closed = buildingCode === '2' && index === 4
      const owner = { person: invent(), kind: 'owner' as const, fromOn: `${calendar.month(-OLDEST + index)}-15` }
      const own = ownShopHabits(`${buildingCode}///${code}`)
      return {
        place: {
          ...{ buildingCode, unitCode: null, areaCode: null, code, floor: 1, use: 'shop' as const, layoutCode: null },
          ...{ ownership: 'commodity' as const, orientation: 'W' as const },
          ...{
            state: closed ? ('vacant' as const) : ('let' as const),
            areaM2,
            innerAreaM2: null,
            areaFrom: `${calendar.month(-OLDEST)}-01`,
          },
        },
        // Those of the company itself, and what they are charged, come with their leases (rent-shops.ts).
        occupants: own ? [] : [owner],
        ownerLivesAt: null,
        ruleCodes: own ? [] : ['WYF-SP', 'NHF'],
        chargedMonths: 23,
        habits: own ?? SHOP_HABITS,
      }
    }),
  )
}

/** Sixty parking spaces in two areas; three quarters belong to owners of rooms. */
function planParking(rooms: readonly PlannedPremises[], calendar: Calendar): PlannedPremises[] {
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
          ...{ areaM2: '12.72', innerAreaM2: null, areaFrom: `${calendar.month(-OLDEST)}-01` },
        },
        occupants: [],
        ownerLivesAt: sold ? (homes[area * 30 + index] ?? null) : null,
        ruleCodes: sold ? ['CWF'] : [],
        chargedMonths: 21 + (index % 3),
        habits: PARKING_HABITS,
      }
    }),
  )
}

function dayOfMonth(key: string): string {
  return String(chanceOf(key, 'day').between(1, 28)).padStart(2, '0')
}
