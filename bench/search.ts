import type { platform, RequestOf } from '@anju/contract'
import { loadModules } from '../server/src/modules.ts'
import { inTransaction } from '../server/src/platform/db.ts'
import { newId } from '../server/src/platform/ids.ts'
import { searchOver } from '../server/src/platform/search.ts'
import { addPeople, ensureOccupancies, vehicles as registered } from '../server/src/registry/index.ts'
import { fillCommunity } from './big-community.ts'
import { type Ground, layGround, percentiles, print, secondsOf } from './ground.ts'

/**
 * The global search at 100,000 premises, 250,000 people and 80,000 vehicles: server time of the verb with every module's parts, its
 * transaction and walls, against an empty transaction through the same door.
 */
const PREMISES = Number(process.argv[2] ?? 100_000)
const PEOPLE = PREMISES * 2.5
const VEHICLES = PREMISES * 0.8
const ROUNDS = 100
const PART = 10_000

const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨']
const GIVEN = [...'子轩宇浩然诗涵梓欣怡佳雨泽明志远思琪晨曦文博']
const plateAt = (index: number) => `京${'ABCEFG'[index % 6]}${String(index).padStart(5, '0')}`

const KINDS: Record<string, (index: number) => string> = {
  'room 12-1-1203': index => `${(index % 200) + 1}-1-${(index % 25) + 1}03`,
  'room 12栋1单元1203室': index => `${(index % 200) + 1}栋1单元${(index % 25) + 1}03室`,
  'room number 1203 alone': index => `${(index % 25) + 1}03`,
  'name 王伟芳': index => ['王伟芳', '李芳', '张明', '陈桂'][index % 4] ?? '',
  'given name 伟芳, from the second character': index => ['伟芳', '明超', '桂英', '子轩'][index % 4] ?? '',
  'last character 芳': index => ['芳', '梅', '轩', '涵'][index % 4] ?? '',
  'a name nobody has': index => ['欧阳锋', '令狐', '诸葛亮', '鸠摩'][index % 4] ?? '',
  'initials wwf': index => ['wwf', 'lfn', 'zm', 'cg'][index % 4] ?? '',
  'pinyin wangwei': index => ['wangwei', 'lifang', 'zhangm', 'chengui'][index % 4] ?? '',
  'pinyin of a given name weifang': index => ['weifang', 'fang', 'chaoming', 'guiying'][index % 4] ?? '',
  'pinyin with blanks wang wei': index => ['wang wei', 'li fang', 'zhang ming', 'chen gui'][index % 4] ?? '',
  'plates of a city 京A': index => `京${'ABCEFG'[index % 6]}`,
  'phone tail': index => String((index * 97) % 10_000).padStart(4, '0'),
  'phone, all digits': index => `138${String((index * 7919) % PREMISES).padStart(8, '0')}`,
  'plate 京A00006': index => plateAt((index * 7919) % VEHICLES),
  'plate without province A00006': index => plateAt((index * 7919) % VEHICLES).slice(1),
  'plate tail 0006': index => plateAt((index * 7919) % VEHICLES).slice(-4),
  'bill number': index => `ZD${String(index).padStart(8, '0')}`,
  'order number': index => `WX20261123-${String(index).padStart(4, '0')}`,
}

/** The families of the owners, and a vehicle for four of five homes. */
async function fillFamilies(ground: Ground, premisesIds: string[]): Promise<void> {
  const { db, actor, communityId } = ground
  const rest = PEOPLE - premisesIds.length
  for (let start = 0; start < rest; start += PART) {
    const people = Array.from({ length: Math.min(PART, rest - start) }, (_, index) => personAt(start + index))
    await inTransaction(db, actor, async tx => {
      await addPeople(tx, actor, communityId, people)
      await ensureOccupancies(
        tx,
        actor,
        people.map((person, index) => ({
          premisesId: premisesIds[(start + index) % premisesIds.length] ?? '',
          personId: person.id,
          kind: 'family' as const,
          fromOn: '2020-01-01',
        })),
      )
    })
  }
  for (let start = 0; start < VEHICLES; start += PART) {
    const vehicles = Array.from({ length: Math.min(PART, VEHICLES - start) }, (_, index) => ({
      ...{
        plate: plateAt(start + index),
        kind: 'car' as const,
        brand: '大众',
        model: null,
        colour: '白',
        ownerId: null,
      },
      premisesId: premisesIds[(start + index) % premisesIds.length] ?? null,
    }))
    await inTransaction(db, actor, tx => registered.ensureVehicles(tx, actor, communityId, vehicles))
  }
  await ground.owner.query('analyze')
}

function personAt(index: number) {
  const given = `${GIVEN[index % GIVEN.length]}${GIVEN[Math.floor(index / 5) % GIVEN.length]}`
  return { id: newId(), name: `${SURNAMES[index % SURNAMES.length]}${given}`, sex: null, phone: null, idNumber: null }
}

const ground = await layGround('search')
try {
  const filled = await secondsOf(async () => fillFamilies(ground, await fillCommunity(ground, PREMISES)))
  print(`fill: ${PREMISES} premises, ${PEOPLE} people, ${VEHICLES} vehicles`, filled, 's')
  const find = searchOver((await loadModules()).flatMap(module => module.search))
  const run = (text: string) => {
    const input: RequestOf<typeof platform.search> = { text, limit: 6 }
    return inTransaction(ground.db, ground.actor, tx => find(tx, ground.actor, input), { readOnly: true })
  }
  const all: number[] = []
  for (const [name, textAt] of Object.entries(KINDS)) {
    const times: number[] = []
    let hits = 0
    for (let index = 0; index < ROUNDS; index += 1) {
      const seconds = await secondsOf(async () => {
        hits += (await run(textAt(index * 7))).hits.length
      })
      times.push(1000 * seconds)
    }
    all.push(...times.slice(5))
    const { p50, p95 } = percentiles(times.slice(5))
    print(`search by ${name} (${(hits / ROUNDS).toFixed(1)} hits): p50`, p50, 'ms')
    print(`search by ${name}: p95`, p95, 'ms')
  }
  const { p50, p95, p99 } = percentiles(all)
  print('search, all kinds: p50', p50, 'ms')
  print('search, all kinds: p95', p95, 'ms')
  print('search, all kinds: p99', p99, 'ms')
  const empty: number[] = []
  for (let index = 0; index < ROUNDS; index += 1)
    empty.push(
      1000 * (await secondsOf(() => inTransaction(ground.db, ground.actor, async () => undefined, { readOnly: true }))),
    )
  const limit = percentiles(empty)
  print('limit: an empty transaction through the same door: p50', limit.p50, 'ms')
  print('ratio search p50 ÷ empty transaction p50', p50 / limit.p50, '×')
} finally {
  await ground.close()
}
