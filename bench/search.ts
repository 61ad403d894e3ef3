import { inTransaction } from '../server/src/platform/db.ts'
import { search } from '../server/src/registry/search/search.ts'
import { fillCommunity } from './big-community.ts'
import { layGround, percentiles, print, secondsOf } from './ground.ts'

/** Search at 100,000 premises with 100,000 owners: server time of the verb with its transaction and walls, against `select 1` through the same door. */
const PREMISES = Number(process.argv[2] ?? 100_000)
const ROUNDS = 100

const KINDS: Record<string, (index: number) => string> = {
  'room 12-1-1203': index => `${(index % 200) + 1}-1-${(index % 25) + 1}03`,
  'room 12栋1单元1203室': index => `${(index % 200) + 1}栋1单元${(index % 25) + 1}03室`,
  'room number 1203 alone': index => `${(index % 25) + 1}03`,
  'name 王伟芳': index => ['王伟芳', '李芳', '张明', '陈桂'][index % 4] ?? '',
  'initials wwf': index => ['wwf', 'lfn', 'zm', 'cg'][index % 4] ?? '',
  'pinyin wangwei': index => ['wangwei', 'lifang', 'zhangm', 'chengui'][index % 4] ?? '',
  'phone tail': index => String((index * 97) % 10_000).padStart(4, '0'),
}

const ground = await layGround('search')
try {
  print(`fill: ${PREMISES} premises with owners`, await secondsOf(() => fillCommunity(ground, PREMISES)), 's')
  const run = (text: string) =>
    inTransaction(ground.db, ground.actor, tx => search(tx, ground.actor, { text, limit: 10 }), { readOnly: true })
  const all: number[] = []
  for (const [name, textAt] of Object.entries(KINDS)) {
    const times: number[] = []
    for (let index = 0; index < ROUNDS; index += 1) times.push(1000 * (await secondsOf(() => run(textAt(index * 7)))))
    all.push(...times.slice(5))
    const { p50, p95 } = percentiles(times.slice(5))
    print(`search by ${name}: p50`, p50, 'ms')
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
