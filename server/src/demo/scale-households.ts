import type { ensurePremises } from '../registry/index.ts'
import { chanceOf } from './chance.ts'
import { demoId } from './demo-id.ts'

type Place = Parameters<typeof ensurePremises>[3][number]

export interface ScaleHousehold {
  place: Place
  people: {
    kind: 'owner' | 'family' | 'tenant'
    person: { id: string; name: string; sex: 'male' | 'female'; phone: string | null; idNumber: null }
  }[]
}

const SURNAMES = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎',
]
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国文博浩然宇航晓东思远雨欣佳怡']
const HOMES_PER_FLOOR = 4
const FLOORS = 25
const MADE_AT = new Date('2026-01-01T00:00:00Z')

/**
 * The homes of one community and who lives there: 1 to 4 people, 2.5 on average. What each home is follows from its number and the seed
 * alone, so a thousand homes are the first of ten thousand.
 */
export function inventHouseholds(input: { tenantId: string; seed: number; community: number; homes: number }): {
  buildings: string[]
  units: { buildingCode: string; code: string; floors: number; hasLift: boolean }[]
  households: ScaleHousehold[]
} {
  const households = Array.from({ length: input.homes }, (_, index) => householdAt(input, index))
  const units = new Map(households.map(({ place }) => [`${place.buildingCode}/${place.unitCode}`, place]))
  return {
    buildings: [...new Set(households.map(({ place }) => place.buildingCode ?? ''))],
    units: [...units.values()].map(place => ({
      buildingCode: place.buildingCode ?? '',
      code: place.unitCode ?? '',
      floors: FLOORS,
      hasLift: true,
    })),
    households,
  }
}

function householdAt(input: { tenantId: string; seed: number; community: number }, index: number): ScaleHousehold {
  const chance = chanceOf('scale', input.seed, input.community, index)
  const unit = Math.floor(index / (HOMES_PER_FLOOR * FLOORS))
  const floor = (Math.floor(index / HOMES_PER_FLOOR) % FLOORS) + 1
  const state = chance.weighted({ occupied: 70, let: 15, vacant: 12, decorating: 3 })
  const surname = chance.pick(SURNAMES)
  const lives = state === 'vacant' ? 1 : chance.weighted({ one: 10, two: 30, three: 38, four: 22 })
  const count = lives === 1 ? 1 : ['one', 'two', 'three', 'four'].indexOf(lives) + 1
  return {
    place: {
      buildingCode: String(Math.floor(unit / 2) + 1),
      unitCode: String((unit % 2) + 1),
      areaCode: null,
      code: `${floor}${String((index % HOMES_PER_FLOOR) + 1).padStart(2, '0')}`,
      floor,
      use: 'residential',
      state,
      layoutCode: null,
      areaM2: `${chance.between(62, 168)}.${String(chance.between(0, 99)).padStart(2, '0')}`,
      innerAreaM2: null,
      areaFrom: '2020-01-01',
    },
    people: Array.from({ length: count }, (_, place) => ({
      kind: place === 0 ? ('owner' as const) : state === 'let' ? ('tenant' as const) : ('family' as const),
      person: {
        id: demoId(input.tenantId, `person ${input.community} ${index} ${place}`, MADE_AT),
        name:
          (state === 'let' && place > 0 ? chance.pick(SURNAMES) : surname) + chance.pick(GIVEN) + chance.pick(GIVEN),
        sex: chance.pick(['male', 'female'] as const),
        phone: place === 0 || chance.share() < 0.6 ? phoneAt(input.community, index, place) : null,
        idNumber: null,
      },
    })),
  }
}

/** Of an invented range, another for each person. */
function phoneAt(community: number, index: number, place: number): string {
  return `19${String(community * 100_000 + index * 4 + place).padStart(9, '0')}`
}
