import { dec } from '../platform/decimals.ts'
import { premisesKey } from '../registry/index.ts'
import { chanceOf } from './chance.ts'
import type { CommunityPlan, PlannedPremises, Story } from './community-plan.ts'
import { inventPeople } from './demo-names.ts'

const ZHAO_MIN = '1/1//101'
const MANNERS = { prompt: 55, steady: 25, late: 10, twice: 0, yearly: 0, partial: 5, stopped: 5 }

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

/** 邻里家园 of the other company: one small house, so that the two can be seen not to see each other. */
export function planNeighbours(): CommunityPlan {
  return {
    code: 'LLJY',
    buildings: [{ code: '1', units: ['1'], floors: 6, hasLift: false }],
    premises: planRooms(),
    rules: [
      {
        ...{ code: 'WY', name: '物业费', itemName: '物业费', kind: 'area-price', cycleMonths: 3 },
        ...{ unitPrice: '1.95', fixedAmount: '0', raised: null },
      },
    ],
    billedMonths: 24,
    staff: { biller: 'admin', cashier: 'cashier', dispatcher: 'admin' },
    paymentsToday: 1,
    stories: STORIES,
  }
}

function planRooms(): PlannedPremises[] {
  const invent = inventPeople('LLJY', '13800009')
  const areas = ['76.20', '92.45'] as const
  return Array.from({ length: 12 }, (_, index) => {
    const floor = Math.floor(index / 2) + 1
    const side = index % 2 === 0 ? 0 : 1
    const areaM2 = areas[side]
    const place = {
      ...{ buildingCode: '1', unitCode: '1', areaCode: null, code: `${floor}0${side + 1}`, floor },
      ...{ use: 'residential' as const, layoutCode: side === 0 ? 'A' : 'B', state: 'occupied' as const },
      ...{ areaM2, innerAreaM2: dec(areaM2).times('0.82').toFixed(2), areaFrom: '2018-03-01' },
    }
    const key = premisesKey(place)
    const movedIn = `2018-${String(chanceOf('LLJY', key).between(3, 12)).padStart(2, '0')}-10`
    return {
      place,
      occupants: key === ZHAO_MIN ? [] : [{ person: invent(), kind: 'owner' as const, fromOn: movedIn }],
      ownerLivesAt: null,
      ruleCodes: ['WY'],
      chargedMonths: 24,
      habits: MANNERS,
    }
  })
}
