import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inboxOf } from '../../../testing/inbox.ts'
import { listPastPayments } from '../../payments/past-payments/past-payment-view.ts'
import type { Actor } from '../../platform/actor.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { readSheets } from '../../platform/excel/read-workbook.ts'
import { writeWorkbook } from '../../platform/excel/write-workbook.ts'
import { newId } from '../../platform/ids.ts'
import { verifyInvariants } from '../../verify.ts'
import { commitImport } from '../runs/commit-import.ts'
import { revertImport } from '../runs/revert-import.ts'
import { type ImportWorld, openImportWorld } from '../testing/import-world.ts'
import { sheetOf } from '../workbook/testing/sample-sheets.ts'
import { readControlSheet } from './control-sheet-view.ts'
import { controlWorkbook } from './control-workbook.ts'
import { enterControlSheet } from './enter-control-sheet.ts'
import { acceptControlSheet, signControlSheet } from './sign-control-sheet.ts'

let world: ImportWorld
let finance: Actor
let PAID: Uint8Array
beforeAll(async () => {
  world = await openImportWorld()
  PAID = await writeWorkbook([SHEET])
  finance = await world.tenant.staff({ name: '财务' })
  const homes = sheetOf('房产台账', '楼号 单元 房间 总层数 是否有电梯 建筑面积:decimal 房屋状态 业主名称 手机号', [
    ['1', '2', '301', '18', '有', '89.37', '自住', '王小明', '13800138000'],
    ['1', '2', '302', '18', '有', '120.5', '未售', null, null],
  ])
  const { id } = await world.plan([homes])
  await world.run(tx => commitImport(tx, world.staff, { importId: id, changes: [] }))
  await world.settle()
})
afterAll(() => world.close())

const ROWS = [
  ['1-2-301', '物业费', '2024-12', '2024-12-05', '254.70', '254.70', 'A1'],
  ['1-2-301', '物业费', '2025-01', '2025-01-05', '254.70', '254.7', 'A2'],
  ['1-2-302', '物业费', '2025-01', '2025-01-06', '343.43', '343.43', 'A3'],
  ['1-2-302', '水费', '2025-01', '2025-01-06', '58.65', '58.65', 'A4'],
]
const SHEET = sheetOf('缴费记录', '房号 收费项目 所属期 缴费时间 应缴金额 实缴金额 收据号', ROWS)
const LEGACY = [
  { part: 'past-payments' as const, itemName: '水费', year: 2025, count: 1, amountFen: 5865n },
  { part: 'past-payments' as const, itemName: '物业费', year: 2024, count: 1, amountFen: 25470n },
  { part: 'past-payments' as const, itemName: '物业费', year: 2025, count: 2, amountFen: 59813n },
]
const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => inTransaction(world.database.db, actor, work)
const enter = (importId: string, lines: typeof LEGACY, version: number | null = null) =>
  as(world.staff, tx => enterControlSheet(tx, world.staff, { importId, version, asOfOn: '2026-01-31', lines }))
const sign = (importId: string, version: number, actor = finance) =>
  as(actor, tx => signControlSheet(tx, actor, { importId, version }))
const commit = async (importId: string) => {
  await world.run(tx => commitImport(tx, world.staff, { importId, changes: [] }))
  await world.settle()
  return world.read(importId)
}
const stored = () =>
  world.look<{ n: number; fen: string }>(
    'select count(*)::int as n, sum(paid_fen)::text as fen from payments.past_payment',
  )

describe('rooms, area and owners', () => {
  it('may be controlled: once they are entered they are signed before, and compared with the community after', async () => {
    const homes = sheetOf('房产台账', '楼号 单元 房间 总层数 是否有电梯 建筑面积:decimal 房屋状态 业主名称 手机号', [
      ['1', '2', '301', '18', '有', '89.37', '自住', '王小明', '13800138000'],
      ['1', '2', '302', '18', '有', '120.5', '自住', '李红', '13900139000'],
      ['1', '2', '303', '18', '有', '100.13', '自住', '李红', '13900139000'],
    ])
    const { id } = await world.plan([homes])
    const empty = await as(finance, tx => readControlSheet(tx, finance, { importId: id }))
    expect(empty).toMatchObject({ needed: false, differences: 0 })
    const said = (rooms: number, areaHundredths: bigint) => [
      { part: 'rooms' as const, itemName: '', year: 0, count: rooms, amountFen: areaHundredths },
      { part: 'owners' as const, itemName: '', year: 0, count: 3, amountFen: 0n },
    ]
    const enterHomes = (lines: ReturnType<typeof said>, version: number | null) =>
      as(world.staff, tx => enterControlSheet(tx, world.staff, { importId: id, version, asOfOn: '2026-01-31', lines }))
    expect(await enterHomes(said(3, 31_001n), null)).toMatchObject({ differences: 1 })
    await expect(commit(id)).rejects.toMatchObject({ code: 'imports.control_differs' })
    await enterHomes(said(3, 31_000n), 1)
    await expect(commit(id)).rejects.toMatchObject({ code: 'imports.control_unsigned' })
    await sign(id, 2)
    expect(await commit(id)).toMatchObject({ state: 'committed', failure: null })
    const sheet = await as(finance, tx => readControlSheet(tx, finance, { importId: id }))
    expect(sheet.lines.map(({ unit, loaded }) => [unit, loaded?.count, loaded?.amountFen])).toEqual([
      ['m2', 3, 31_000n],
      ['none', 3, 0n],
    ])
    const file = await as(finance, tx => controlWorkbook(tx, finance, { importId: id }))
    const [compared] = await readSheets(file.body as Buffer)
    expect(compared?.rows.map(row => row.cells.find(cell => cell.column === 4)?.text ?? '').slice(0, 2)).toEqual([
      '单位',
      '㎡',
    ])
    expect(sheet.differences).toBe(0)
  })
})

describe('the control sheet', () => {
  it('lets nothing be written before it is entered, agrees to the fen, and is signed by somebody else', async () => {
    const { id, counts } = await world.plan(PAID)
    expect(counts.find(count => count.kind === 'pastPayments')).toMatchObject({ total: 4, create: 4 })
    await expect(commit(id)).rejects.toMatchObject({ code: 'imports.control_missing' })
    const empty = await as(finance, tx => readControlSheet(tx, finance, { importId: id }))
    expect(empty).toMatchObject({ needed: true, version: null, differences: 3, entered: null })

    const fenOff = await enter(
      id,
      LEGACY.map(line => (line.year === 2024 ? { ...line, amountFen: 25471n } : line)),
    )
    expect(fenOff).toMatchObject({ version: 1, differences: 1, entered: { by: '导入员' }, signed: null })
    await expect(sign(id, 1)).rejects.toMatchObject({ code: 'imports.control_differs', params: { count: 1 } })
    await expect(commit(id)).rejects.toMatchObject({ code: 'imports.control_differs' })
    await expect(enter(id, LEGACY)).rejects.toMatchObject({ code: 'platform.changed_meanwhile' })
    await expect(enter(id, [...LEGACY, ...LEGACY], 1)).rejects.toMatchObject({ code: 'imports.control_line_twice' })

    const inbox = async (actor: Actor) =>
      (await inboxOf(world.database, actor, id)).flatMap(({ kind, read }) =>
        kind.startsWith('control') ? [`${kind}${read ? ' (read)' : ''}`] : [],
      )
    // What differs can be signed by nobody, and is told to nobody.
    expect(await inbox(finance)).toEqual([])
    expect(await enter(id, LEGACY, 1)).toMatchObject({ version: 2, differences: 0 })
    expect(await inbox(finance)).toEqual(['control-waiting'])
    const may = { permissions: ['imports.run', 'imports.control.sign'] }
    const strangers = [{ permissions: ['imports.run'] }, { ...may, communityIds: [newId()] }]
    for (const who of [...strangers, { ...may, buildingIds: [newId()] }])
      expect(await inbox(await world.tenant.staff(who))).toEqual([])
    expect(await inbox(world.staff)).toEqual([])
    await expect(commit(id)).rejects.toMatchObject({ code: 'imports.control_unsigned' })
    await expect(sign(id, 2, world.staff)).rejects.toMatchObject({ code: 'platform.own_request' })
    expect(await sign(id, 2)).toMatchObject({ version: 3, signed: { by: '财务' } })
    expect(await inbox(finance)).toEqual(['control-waiting (read)'])
    // Entered anew, the signature is void.
    expect(await enter(id, LEGACY, 3)).toMatchObject({ version: 4, signed: null })
    // It waits again: the same notice, unread.
    expect(await inbox(finance)).toEqual(['control-waiting'])
    await expect(commit(id)).rejects.toMatchObject({ code: 'imports.control_unsigned' })
    await sign(id, 4)
    const done = await commit(id)
    expect([done.state, done.failure]).toEqual(['committed', null])
    expect(await stored()).toEqual([{ n: 4, fen: '91148' }])
    expect([await inbox(finance), await inbox(world.staff)]).toEqual([['control-waiting (read)', 'control-loaded'], []])

    const sheet = await as(finance, tx => readControlSheet(tx, finance, { importId: id }))
    expect(sheet.differences).toBe(0)
    expect(sheet.lines.map(({ legacy, file, loaded }) => [legacy, file, loaded].map(side => side?.amountFen))).toEqual(
      [5865n, 25470n, 59813n].map(fen => [fen, fen, fen]),
    )
    await expect(enter(id, LEGACY, 5)).rejects.toMatchObject({ code: 'imports.already_committed' })
    await expect(
      as(world.staff, tx => acceptControlSheet(tx, world.staff, { importId: id, version: 5 })),
    ).rejects.toMatchObject({ code: 'platform.own_request' })
    const accepted = await as(finance, tx =>
      acceptControlSheet(tx, finance, { importId: id, version: 5, note: '已核' }),
    )
    expect(accepted.accepted).toMatchObject({ by: '财务', note: '已核' })
    expect((await inbox(finance)).every(notice => notice.endsWith('(read)'))).toBe(true)
    const file = await as(finance, tx => controlWorkbook(tx, finance, { importId: id }))
    const read = await readSheets(file.body as Buffer)
    expect(read.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['对照表', 4],
      ['差异', 1],
      ['逐户核对', 3],
      ['签字', 9],
    ])
    expect(await verifyInvariants(world.database.adminUrl)).toEqual([])
  })

  it('M3: the same file twice leaves the sum as it is, and says so beforehand', async () => {
    const { id, counts } = await world.plan(PAID)
    expect(counts.find(count => count.kind === 'pastPayments')).toMatchObject({ total: 4, create: 0, unchanged: 4 })
    await enter(id, LEGACY)
    await sign(id, 1)
    expect((await commit(id)).state).toBe('committed')
    expect(await stored()).toEqual([{ n: 4, fen: '91148' }])
    const sheet = await as(finance, tx => readControlSheet(tx, finance, { importId: id }))
    expect([sheet.differences, sheet.lines.every(line => line.loaded !== null)]).toEqual([0, true])
  })

  it('the same rows in another file are refused by row: nothing is loaded twice', async () => {
    const saved = await world.plan([{ ...SHEET, rows: ROWS.slice(0, 2) }])
    expect(saved.problems.map(({ row, code }) => [row, code])).toEqual([
      [2, 'opening_there'],
      [3, 'opening_there'],
    ])
    expect(saved.counts.find(count => count.kind === 'pastPayments')).toMatchObject({
      total: 2,
      rejected: 2,
      create: 0,
    })
  })

  it('what it loaded is listed, summed, and taken back as a whole; then it can be loaded again', async () => {
    const page = await as(finance, tx =>
      listPastPayments(tx, finance, { communityId: world.communityId, text: '物业', limit: 50 }),
    )
    expect([page.total, page.sums.paidFen]).toEqual([3, 85283n])
    const [first] = await world.look<{ id: string }>(
      `select id from imports.import where state = 'committed' and file_totals::text like '%past-payments%' order by committed_at limit 1`,
    )
    await world.run(tx => revertImport(tx, world.staff, { importId: first?.id ?? '', reason: '传错了' }))
    await world.settle()
    expect(await stored()).toEqual([{ n: 0, fen: null }])
    const { counts } = await world.plan(PAID)
    expect(counts.find(count => count.kind === 'pastPayments')).toMatchObject({ create: 4 })
  })
})
