import { analytics as contract } from '@anju/contract'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db.ts'
import { readSheets } from '../../platform/excel/read-workbook.ts'
import { exportPath } from '../../platform/exports/export-view.ts'
import { startExport } from '../../platform/exports/start-export.ts'
import { newId } from '../../platform/ids.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { PLATFORM_JOBS } from '../../platform/platform-jobs.ts'
import { makeReportWorld } from '../testing/report-world.ts'
import { exportCollection } from './collection/export-collection.ts'
import { exportConsumption } from './export-books.ts'
import { exportMovementRows } from './movements/export-movement-rows.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database?.drop())
beforeEach(() => setClock(new Date('2026-06-30T12:00:00+08:00')))
afterEach(() => setClock(null))

async function charged() {
  const world = await makeReportWorld(database)
  for (const [startsOn, yuan] of [
    ['2026-05-01', '80.50'],
    ['2026-06-01', '19.50'],
  ] as const) {
    const line = await world.charge({ startsOn, yuan })
    if (startsOn === '2026-05-01') await world.settle(line, '2026-05-09', '50.00')
  }
  return world
}

type Rows = Awaited<ReturnType<typeof readSheets>>[number]['rows']
const texts = (rows: Rows | undefined) => (rows ?? []).map(row => row.cells.map(({ text }) => text))

test('the workbook of a report says what it is of and how it is counted, sums its rows, and its numbers are numbers', async () => {
  const world = await charged()
  const actor = await world.tenant.staff()
  const input = { by: 'month', from: '2026-05', to: '2026-06', communityId: world.communityId } as const
  const asked = { ...input, buildingId: 'none', itemId: world.itemId }
  const file = await inTransaction(database.db, actor, tx => exportCollection(tx, actor, { ...input, format: 'xlsx' }))
  const [sheet] = await readSheets(file.body as Buffer)
  const lines = texts(sheet?.rows)
  expect(lines.slice(0, 4).flat()).toEqual([
    '收缴率',
    '小区：幸福里',
    '费用所属期：2026-05 至 2026-06',
    '截至：2026-06-30',
  ])
  expect(lines[4]?.[0]).toMatch(/^口径 · 应收：/)
  const head = lines.findIndex(line => line[0] === '小区' && line[1] === '分组')
  // Each formula of the screen is stated, in its words, and the table begins after the last of them.
  expect(lines.slice(4, head).map(line => line[0])).toEqual(
    contract.REPORT_FORMULAS.collection.map(({ term, formula }) => `口径 · ${term['zh-CN']}：${formula['zh-CN']}`),
  )
  const [may, june, sum] = (sheet?.rows ?? []).slice(head + 1)
  expect([may?.cells[0]?.text, june?.cells[0]?.text, sum?.cells[0]?.text]).toEqual(['2026-05', '2026-06', '合计'])
  const cell = (row: Rows[number] | undefined, title: string) => {
    const column = sheet?.rows[head]?.cells.find(({ text }) => text === title)?.column
    const found = row?.cells.find(one => one.column === column)
    return found && [found.text, found.kind]
  }
  expect([cell(may, '应收'), cell(june, '应收'), cell(sum, '应收')]).toEqual([
    ...[
      ['80.5', 'number'],
      ['19.5', 'number'],
      ['100', 'number'],
    ],
  ])
  expect([cell(may, '当期收缴率A（%）'), cell(sum, '当期收缴率A（%）')]).toEqual([
    ['62.11', 'number'],
    ['50', 'number'],
  ])
  expect(sheet?.rows.length).toBe(head + 4)
  const narrow = await inTransaction(database.db, actor, tx =>
    exportCollection(tx, actor, { ...asked, format: 'xlsx' }),
  )
  const [narrowed] = await readSheets(narrow.body as Buffer)
  expect(texts(narrowed?.rows).flat()).toEqual(expect.arrayContaining(['楼栋：楼栋外', '收费项目：物业费']))
})

test('the file that is written in the background says the same; a csv stays a heading and rows', async () => {
  const world = await charged()
  const actor = await world.tenant.staff()
  const query = { by: 'month', from: '2026-05', to: '2026-06' } as const
  const write = async (format: 'xlsx' | 'csv') => {
    const id = newId()
    const asked = { id, route: '/analytics/reports/collection/export', query, format }
    await inTransaction(database.db, actor, tx => startExport(tx, actor, asked))
    await drainJobs(database.db, database.config, database.jobsUrl, [], PLATFORM_JOBS)
    return exportPath(database.config.dataDir, world.tenant.tenantId, id)
  }
  const [sheet] = await readSheets(await write('xlsx'))
  const lines = texts(sheet?.rows)
  expect([lines[0], lines[1], lines.at(-1)?.[0]]).toEqual([['收缴率'], ['小区：全部'], '合计'])
  const file = await inTransaction(database.db, actor, tx => exportCollection(tx, actor, { ...query, format: 'csv' }))
  const csv = String(file.body).trim().split('\r\n')
  expect(csv.map(line => line.split(',')[1])).toEqual(['分组', '2026-05', '2026-06'])
})

test('quantities are numbers, and filters are said in words', async () => {
  const world = await charged()
  const actor = await world.tenant.staff()
  const used = await inTransaction(database.db, actor, tx =>
    exportConsumption(tx, actor, { by: 'month', kind: 'gas', format: 'xlsx' }),
  )
  const [sheet] = await readSheets(used.body as Buffer)
  expect(texts(sheet?.rows).flat()).toContain('表种：燃气')
  expect(sheet?.rows.at(-1)?.cells[1]).toMatchObject({ text: '0', kind: 'number' })
  const money = await inTransaction(database.db, actor, tx =>
    exportMovementRows(tx, actor, { of: 'cash', day: '2026-05-09', format: 'xlsx' }),
  )
  const [rows] = await readSheets(money.body as Buffer)
  const lines = texts(rows?.rows)
  const [{ formula }] = contract.REPORT_FORMULAS[contract.FORMULAS_OF_ROWS.cash]
  expect(lines.flat()).toEqual(
    expect.arrayContaining(['报表：收款', '日期：2026-05-09', `口径 · 收款：${formula['zh-CN']}`]),
  )
  expect(lines.at(-1)).toEqual(['合计', '50'])
})
