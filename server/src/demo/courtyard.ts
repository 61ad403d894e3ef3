import { dec } from '../platform/decimals.ts'
import { premisesKey } from '../registry/index.ts'
import type { Calendar } from './calendar.ts'
import { chanceOf, shuffled } from './chance.ts'
import { type CommunityPlan, NOBODY, type PlannedPremises, type PlannedRule, type Story } from './community-plan.ts'
import { inventPeople } from './demo-names.ts'

const HOUSES = ['1', '2']
const UNITS = ['1']
const FLOORS = 6
const AREAS = ['84.60', '103.25'] as const
const VACANT = ['1/1//601', '2/1//502', '2/1//601']
const SPACES = 12
const MANNERS = { ...NOBODY, prompt: 20, steady: 14, late: 15, twice: 15, partial: 12, stopped: 18, ahead: 12 }
const PARKERS = { ...NOBODY, prompt: 55, steady: 30, late: 12, stopped: 3 }

const RULES: PlannedRule[] = [
  {
    ...{ code: 'WYF', name: '物业费', itemName: '物业费', kind: 'area-price', cycleMonths: 3, fixedAmount: '0' },
    ...{ unitPrice: '2.20', raised: { monthsAgo: 9, unitPrice: '2.35', fixedAmount: '0' } },
    penalty: {
      ...{ rate: { by: 'day', percent: '0.03' }, graceDays: 30, countedFrom: 'end-of-grace', capPercent: '100' },
    },
  },
  // Common ground that is rented out for parking: what is left of it after tax belongs to the owners.
  {
    ...{ code: 'GGCW', name: '公共车位使用费', itemName: '公共车位使用费', kind: 'fixed', cycleMonths: 1 },
    ...{ unitPrice: '0', fixedAmount: '180', raised: null, treatment: 'public', taxPercent: '9' },
  },
  {
    ...{ code: 'LJF', name: '生活垃圾处理费（代收）', itemName: '生活垃圾处理费', kind: 'fixed', cycleMonths: 3 },
    ...{ unitPrice: '0', fixedAmount: '8', raised: null, treatment: 'agency' },
  },
  {
    ...{ code: 'WXZJ', name: '维修资金续筹', itemName: '维修资金', kind: 'area-price', cycleMonths: 12 },
    ...{ unitPrice: '0.25', fixedAmount: '0', raised: null, treatment: 'fund' },
  },
  {
    ...{ code: 'YJ', name: '装修押金', itemName: '装修押金', kind: 'deposit', cycleMonths: 1 },
    ...{ unitPrice: '0', fixedAmount: '2000', raised: null },
  },
]

const STORIES: Story[] = [
  {
    ...{ daysAgo: 21, category: 'water', words: '厨房下水慢', repairer: 'repairer', end: 'rated', note: '已疏通。' },
    ...{ score: 5, comment: '来得很快。' },
  },
  {
    ...{ daysAgo: 9, place: '2栋楼道', category: 'public-area', words: '声控灯不亮', repairer: 'repairer' },
    ...{ end: 'silent', note: '更换声控开关。' },
  },
  { daysAgo: 1, category: 'door-lock', words: '入户门锁卡顿', repairer: 'repairer', end: 'working' },
]

/** 和园: two houses of one stair each, with parking on common ground, waste that is collected for the city, and a maintenance fund that is topped up. */
export function planCourtyard(_calendar: Calendar): CommunityPlan {
  const rooms = planRooms()
  return {
    code: 'HY',
    buildings: HOUSES.map(code => ({ code, units: UNITS, floors: FLOORS, hasLift: true })),
    premises: [...rooms, ...planSpaces(rooms)],
    rules: RULES,
    billedMonths: 24,
    staff: { biller: 'manager', cashier: 'cashier', dispatcher: 'dispatcher' },
    paymentsToday: 2,
    stories: STORIES,
  }
}

function planRooms(): PlannedPremises[] {
  const invent = inventPeople('HY', '13800008')
  return HOUSES.flatMap(buildingCode =>
    Array.from({ length: FLOORS * 2 }, (_, index) => {
      const floor = Math.floor(index / 2) + 1
      const side = index % 2 === 0 ? 0 : 1
      const areaM2 = AREAS[side]
      const code = `${floor}0${side + 1}`
      const state = VACANT.includes(`${buildingCode}/1//${code}`) ? ('vacant' as const) : ('occupied' as const)
      const place = {
        ...{ buildingCode, unitCode: '1', areaCode: null, code, floor, state, use: 'residential' as const },
        ...{ layoutCode: side === 0 ? 'A' : 'B', areaM2, innerAreaM2: dec(areaM2).times('0.81').toFixed(2) },
        areaFrom: '2020-06-01',
      }
      const movedIn = `2020-${String(chanceOf('HY', premisesKey(place)).between(6, 12)).padStart(2, '0')}-10`
      return {
        place,
        occupants: [{ person: invent(), kind: 'owner' as const, fromOn: movedIn }],
        ownerLivesAt: null,
        ruleCodes: ['WYF', 'LJF', 'WXZJ'],
        chargedMonths: 24,
        habits: MANNERS,
      }
    }),
  )
}

/** Spaces on common ground, each used by an owner of a room. */
function planSpaces(rooms: readonly PlannedPremises[]): PlannedPremises[] {
  const homes = shuffled(
    rooms.map(({ place }) => premisesKey(place)),
    'HY parking',
  )
  return Array.from({ length: SPACES }, (_, index) => ({
    place: {
      ...{ buildingCode: null, unitCode: null, areaCode: '地面', code: String(index + 1).padStart(3, '0'), floor: 0 },
      ...{ use: 'parking' as const, state: 'handed-over' as const, layoutCode: null },
      ...{ areaM2: '12.50', innerAreaM2: null, areaFrom: '2020-06-01' },
    },
    occupants: [],
    ownerLivesAt: homes[index] ?? null,
    ruleCodes: ['GGCW'],
    chargedMonths: 24,
    habits: PARKERS,
  }))
}
