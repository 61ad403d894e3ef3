import { dec } from '../platform/decimals.ts'
import { premisesKey } from '../registry/index.ts'
import { chanceOf, shuffled } from './chance.ts'
import { type CommunityPlan, NOBODY, type PlannedPremises, type PlannedRule, type Story } from './community-plan.ts'
import { inventPeople } from './demo-names.ts'

const ZHAO_MIN = '1/1//101'
const UNITS = ['1', '2']
const FLOORS = 6
const AREAS = ['76.20', '92.45'] as const
const VACANT = ['1/2//501', '1/2//602']
const SPACES = 7
const MANNERS = { ...NOBODY, prompt: 20, steady: 18, late: 14, twice: 18, partial: 8, stopped: 9, ahead: 13 }
const PARKERS = { ...NOBODY, prompt: 60, steady: 30, late: 10 }

const RULES: PlannedRule[] = [
  {
    ...{ code: 'WYF', name: '物业费', itemName: '物业费', kind: 'area-price', cycleMonths: 3, fixedAmount: '0' },
    ...{ unitPrice: '1.95', raised: { monthsAgo: 12, unitPrice: '2.10', fixedAmount: '0' } },
    penalty: {
      ...{ rate: { by: 'day', percent: '0.03' }, graceDays: 30, countedFrom: 'end-of-grace', capPercent: '100' },
    },
  },
  {
    ...{ code: 'CWF', name: '车位管理费', itemName: '车位管理费', kind: 'fixed', cycleMonths: 12 },
    ...{ unitPrice: '0', fixedAmount: '60', raised: null },
  },
  {
    ...{ code: 'YJ', name: '装修押金', itemName: '装修押金', kind: 'deposit', cycleMonths: 1 },
    ...{ unitPrice: '0', fixedAmount: '1500', raised: null },
  },
]

const STORIES: Story[] = [
  {
    daysAgo: 33,
    category: 'water',
    words: '卫生间地漏堵塞',
    repairer: 'repairer',
    end: 'rated',
    note: '已疏通。',
    score: 5,
    comment: '谢谢吴师傅。',
  },
  {
    daysAgo: 18,
    category: 'power',
    words: '阳台灯不亮',
    byPhone: true,
    repairer: 'repairer',
    end: 'rated',
    note: '更换灯管。',
    score: 4,
  },
  {
    daysAgo: 10,
    place: '单元门口',
    category: 'public-area',
    words: '门禁刷卡没反应',
    repairer: 'repairer',
    end: 'silent',
    note: '更换读卡器电源。',
  },
  {
    daysAgo: 1,
    room: ZHAO_MIN,
    category: 'water',
    words: '厨房水龙头漏水',
    drawing: 'tap',
    repairer: 'repairer',
    end: 'working',
  },
  { hoursAgo: 0.3, category: 'door-lock', words: '防盗门锁舌不回弹', repairer: 'repairer', end: 'reported' },
]

/** 邻里家园 of the other company: one old house of two stairs, so that the two can be seen not to see each other. */
export function planNeighbours(): CommunityPlan {
  const rooms = planRooms()
  return {
    code: 'LLJY',
    buildings: [{ code: '1', units: UNITS, floors: FLOORS, hasLift: false }],
    premises: [...rooms, ...planSpaces(rooms)],
    rules: RULES,
    billedMonths: 24,
    staff: { biller: 'manager', cashier: 'cashier', dispatcher: 'admin' },
    paymentsToday: 1,
    stories: STORIES,
  }
}

function planRooms(): PlannedPremises[] {
  const invent = inventPeople('LLJY', '13800009')
  return UNITS.flatMap(unitCode =>
    Array.from({ length: FLOORS * 2 }, (_, index) => {
      const floor = Math.floor(index / 2) + 1
      const side = index % 2 === 0 ? 0 : 1
      const areaM2 = AREAS[side]
      const code = `${floor}0${side + 1}`
      const state = VACANT.includes(`1/${unitCode}//${code}`) ? ('vacant' as const) : ('occupied' as const)
      const place = {
        ...{ buildingCode: '1', unitCode, areaCode: null, code, floor, state },
        ...{ use: 'residential' as const, layoutCode: side === 0 ? 'A' : 'B' },
        ...{ areaM2, innerAreaM2: dec(areaM2).times('0.82').toFixed(2), areaFrom: '2018-03-01' },
      }
      const key = premisesKey(place)
      const movedIn = `2018-${String(chanceOf('LLJY', key).between(3, 12)).padStart(2, '0')}-10`
      return {
        place,
        occupants: key === ZHAO_MIN ? [] : [{ person: invent(), kind: 'owner' as const, fromOn: movedIn }],
        ownerLivesAt: null,
        ruleCodes: ['WYF'],
        chargedMonths: 24,
        habits: MANNERS,
      }
    }),
  )
}

/** Spaces in the yard, all but one of them sold to owners of rooms. */
function planSpaces(rooms: readonly PlannedPremises[]): PlannedPremises[] {
  const homes = [ZHAO_MIN, ...shuffled(rooms.map(({ place }) => premisesKey(place)).slice(1), 'LLJY parking')]
  return Array.from({ length: SPACES }, (_, index) => {
    const sold = index < SPACES - 1
    return {
      place: {
        ...{ buildingCode: null, unitCode: null, areaCode: 'A', code: String(index + 1).padStart(3, '0'), floor: 0 },
        ...{ use: 'parking' as const, state: sold ? ('handed-over' as const) : ('unsold' as const), layoutCode: null },
        ...{ areaM2: '12.50', innerAreaM2: null, areaFrom: '2018-03-01' },
      },
      occupants: [],
      ownerLivesAt: sold ? (homes[index] ?? null) : null,
      ruleCodes: sold ? ['CWF'] : [],
      chargedMonths: 24,
      habits: PARKERS,
    }
  })
}
