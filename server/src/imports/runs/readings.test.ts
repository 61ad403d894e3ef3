import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../platform/actor.ts'
import { inTransaction } from '../../platform/db.ts'
import { verifyInvariants } from '../../verify.ts'
import { enterControlSheet } from '../control/enter-control-sheet.ts'
import { signControlSheet } from '../control/sign-control-sheet.ts'
import { type ImportWorld, openImportWorld } from '../testing/import-world.ts'
import { sheetOf } from '../workbook/testing/sample-sheets.ts'
import { commitImport } from './commit-import.ts'
import { revertImport } from './revert-import.ts'

let world: ImportWorld
let finance: Actor
beforeAll(async () => {
  world = await openImportWorld()
  finance = await world.tenant.staff({ name: '财务' })
  const meters = sheetOf('表具', '表号 表类型 用途 位置 安装日期', [
    ['M-1', '冷水', '总表', '泵房', '2024-01-01'],
    ['M-2', '冷水', '公摊表', '1栋', '2024-01-01'],
    ['E-1', '电', '总表', '配电房', '2024-01-01'],
  ])
  await commit((await world.plan([meters])).id)
})
afterAll(() => world.close())

async function commit(importId: string) {
  await world.run(tx => commitImport(tx, world.staff, { importId, changes: [] }))
  await world.settle()
  return world.read(importId)
}

type Stored = {
  code: string
  on: string
  value: string
  source: string
  state: string
  flags: string[]
  note: string
  enteredBy: string | null
}

const stored = () =>
  world.look<Stored>(
    `select m.code, r.read_on::text as "on", trim_scale(r.value)::text as value, r.source, r.state, r.flags, r.note, r.entered_by as "enteredBy"
     from metering.reading r join metering.meter m on m.id = r.meter_id order by r.read_on, m.code`,
  )
const told = (problems: { row: number; code: string }[]) => problems.map(({ row, code }) => `${row} ${code}`)

const OPENING = sheetOf('期初读数', '表号 上次抄表日期 上次读数', [
  ['M-1', '2025-12-25', '1000.5'],
  ['m-2', '2025-12-25', '98.25'],
  ['E-1', '2025-12-25', '5000'],
  ['E-1', '2025-12-26', '5001'],
  ['X-9', '2025-12-25', '1'],
  ['M-1', '2025-12-25', '123456'],
])
const LEGACY = [
  { part: 'readings' as const, itemName: '冷水', year: 0, count: 2, amountFen: 109_875n },
  { part: 'readings' as const, itemName: '电', year: 0, count: 1, amountFen: 500_000n },
]

describe('opening readings', () => {
  it('are written only under a signed control sheet, count at once, and come once', async () => {
    const { id, counts, problems } = await world.plan([OPENING])
    expect(told(problems)).toEqual([
      '5 reading_twice',
      '6 reading_meter_missing',
      '7 reading_twice',
      '7 reading_too_long',
    ])
    expect(counts.find(count => count.kind === 'openingReadings')).toMatchObject({ total: 6, rejected: 3, create: 3 })
    await expect(commit(id)).rejects.toMatchObject({ code: 'imports.control_missing' })
    const enter = (lines: typeof LEGACY, version: number | null) =>
      world.run(tx => enterControlSheet(tx, world.staff, { importId: id, version, asOfOn: '2025-12-31', lines }))
    const [water, power] = LEGACY as [(typeof LEGACY)[0], (typeof LEGACY)[0]]
    expect(await enter([{ ...water, amountFen: 109_876n }, power], null)).toMatchObject({ differences: 1 })
    await enter(LEGACY, 1)
    await inTransaction(world.database.db, finance, tx => signControlSheet(tx, finance, { importId: id, version: 2 }))
    expect(await commit(id)).toMatchObject({ state: 'committed', failure: null })
    expect(await stored()).toMatchObject([
      { code: 'E-1', value: '5000', source: 'initial', state: 'approved', flags: [] },
      { code: 'M-1', value: '1000.5', source: 'initial', state: 'approved' },
      { code: 'M-2', value: '98.25', source: 'initial', state: 'approved' },
    ])
    const again = await world.plan([OPENING])
    expect(again.counts.find(count => count.kind === 'openingReadings')).toMatchObject({ create: 0, unchanged: 3 })
    const later = sheetOf('期初读数', '表号 上次抄表日期 上次读数', [['M-1', '2025-12-30', '1001']])
    expect(told((await world.plan([later])).problems)).toEqual(['2 reading_began'])
    expect(await verifyInvariants(world.database.adminUrl)).toEqual([])
  })
})

const READ = sheetOf('抄表', '表号 抄表日期 本次读数 过零 抄表人 备注', [
  ['M-1', '2026-01-25', '1100', null, '老唐', null],
  ['M-2', '2026-01-25', '90', null, '老唐', '表盘模糊'],
  ['E-1', '2025-11-25', '4900', null, null, null],
  ['M-1', '2026-01-25', '1101', null, null, null],
  ['X-9', '2026-01-25', '1', null, null, null],
  ['E-1', '2126-01-25', '6000', null, null, null],
])

describe('readings from Excel', () => {
  it('pass the checks of any reading, wait for approval, come once, and are taken back while nobody approved them', async () => {
    const { id, counts, problems } = await world.plan([READ])
    expect(told(problems)).toEqual(['5 reading_day_twice', '6 reading_meter_missing', '7 date_future'])
    expect(counts.find(count => count.kind === 'readings')).toMatchObject({ total: 6, rejected: 3, create: 3 })
    await commit(id)
    const mine = (await stored()).filter(reading => reading.source === 'excel')
    expect(mine).toMatchObject([
      { code: 'E-1', on: '2025-11-25', state: 'flagged', flags: ['inverted'] },
      { code: 'M-1', on: '2026-01-25', value: '1100', state: 'entered', note: '抄表人：老唐' },
      { code: 'M-2', on: '2026-01-25', state: 'flagged', flags: ['negative'], note: '抄表人：老唐；表盘模糊' },
    ])
    // Whoever brought the file is whose readings they are, and may not approve them.
    expect(new Set(mine.map(reading => reading.enteredBy))).toEqual(new Set([world.staff.id]))
    const again = await world.plan([READ])
    expect(again.counts.find(count => count.kind === 'readings')).toMatchObject({ create: 0, unchanged: 3 })
    const other = sheetOf('抄表', '表号 抄表日期 本次读数', [['M-1', '2026-01-25', '1105']])
    expect(told((await world.plan([other])).problems)).toEqual(['2 reading_there'])
    await world.run(tx => revertImport(tx, world.staff, { importId: id, reason: '传错了月份' }))
    await world.settle()
    expect((await stored()).filter(reading => reading.source === 'excel')).toEqual([])
  })
})
