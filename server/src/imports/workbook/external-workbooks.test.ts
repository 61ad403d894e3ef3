import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, expect, it, type TestContext } from 'vitest'
import { readSheets } from '../../platform/excel/read-workbook.ts'
import { writeErrorWorkbook } from '../../platform/excel/write-error-workbook.ts'
import { applyMapping } from './apply-mapping.ts'
import { planImport } from './plan-import.ts'
import { problemSentence } from './problem.ts'
import { suggestMapping } from './suggest-mapping.ts'

/** Files of other systems, beside the checkout: `../shared/external` from the root of the repository. */
const EXTERNAL = new URL('../../../../../shared/external/', import.meta.url)

async function external(ctx: TestContext, path: string): Promise<Buffer> {
  const file = new URL(path, EXTERNAL)
  if (!existsSync(file))
    ctx.skip(`${path} is not beside this checkout (../shared/external); tested on generated workbooks only`)
  return readFile(file)
}

async function understand(bytes: Uint8Array) {
  const sheets = await readSheets(bytes)
  const suggestions = sheets.map(sheet => suggestMapping(sheet))
  const staged = sheets.map((sheet, index) =>
    applyMapping(sheet, suggestions[index]?.mapping ?? suggestMapping(sheet).mapping),
  )
  return { sheets, suggestions, staged, plan: await planImport(staged) }
}

describe('hc.xlsx, unchanged', () => {
  it('is recognised, planned and refused exactly where owners do not exist', async ctx => {
    const { suggestions, staged, plan } = await understand(await external(ctx, 'microcommunity/hc.xlsx'))
    expect(suggestions.map(({ mapping, score }) => `${mapping.sheet} ${mapping.kind} ${score}`)).toEqual([
      '楼栋单元 buildings-units 1',
      '业主信息 owners 1',
      '费用设置 charge-rules 1',
      '房屋信息 premises 1',
      '车位信息 spaces 1',
    ])
    expect([plan.buildings.length, plan.units.length, plan.owners.length, plan.chargeRules.length]).toEqual([
      13, 26, 5, 2,
    ])
    expect(plan.premises.map(({ code, assignments }) => `${code}:${assignments.length}`)).toEqual([
      '1011:2',
      '1012:1',
      '1013:1',
      '1014:2',
      '1021:1',
    ])
    expect(plan.spaces).toMatchObject([{ areaCode: '1', code: 'C0001', kind: 'surface', areaM2: '98.32' }])
    const errors = plan.problems.filter(({ severity }) => severity === 'error')
    expect(errors.map(({ sheet, row, column, code, params }) => [sheet, row, column, code, params.value])).toEqual([
      ['房屋信息', 7, 'G', 'owner_missing', '6'],
      ['房屋信息', 8, 'G', 'owner_missing', '7'],
      ['房屋信息', 9, 'G', 'owner_missing', '8'],
    ])
    expect(plan.counts).toEqual({
      'buildings-units': { total: 26, ok: 26, rejected: 0, repeated: 0 },
      owners: { total: 5, ok: 5, rejected: 0, repeated: 0 },
      'charge-rules': { total: 2, ok: 2, rejected: 0, repeated: 0 },
      premises: { total: 8, ok: 5, rejected: 3, repeated: 0 },
      spaces: { total: 1, ok: 1, rejected: 0, repeated: 0 },
      people: { total: 0, ok: 0, rejected: 0, repeated: 0 },
      vehicles: { total: 0, ok: 0, rejected: 0, repeated: 0 },
    })
    expect(staged.map(({ ignoredColumns }) => ignoredColumns.map(({ column }) => column).join(''))).toEqual([
      'HI',
      'JK',
      'OPQ',
      'NOP',
      'PQRST',
    ])
  })

  it('reads the numbers that bills are made of exactly', async ctx => {
    const { plan } = await understand(await external(ctx, 'microcommunity/hc.xlsx'))
    expect(plan.premises[0]).toMatchObject({
      ...{ buildingCode: '1', unitCode: '1', floor: 1, areaM2: '94.56', use: 'residential', ownerRef: '1' },
      assignments: [
        { ruleRef: '1', startsOn: '2020-06-10' },
        { ruleRef: '2', startsOn: '2020-07-10' },
      ],
    })
    const rule = {
      kind: 'area-price',
      timing: 'advance',
      fixedAmount: '20',
      effectiveFrom: '2020-06-10',
      effectiveTo: '2037-01-01',
    }
    expect(plan.chargeRules).toMatchObject([
      { ...rule, ref: '1', unitPrice: '1.3', cycleMonths: 6 },
      { ...rule, ref: '2', unitPrice: '1', cycleMonths: 3 },
    ])
    expect(plan.owners.map(({ phone }) => phone)).toEqual([
      null,
      '18999999991',
      '18999999992',
      '18999999993',
      '18999999994',
    ])
  })

  it('comes back with words beside the three rooms, and reads the same again', async ctx => {
    const original = await external(ctx, 'microcommunity/hc.xlsx')
    const { plan } = await understand(original)
    const errors = plan.problems.filter(({ severity }) => severity === 'error')
    const words = errors.map(problem => ({ ...problem, message: problemSentence(problem, 'zh-CN') }))
    const again = await understand(await writeErrorWorkbook(original, words))
    const cells = again.sheets[3]?.rows.flatMap(({ row, cells }) =>
      cells.filter(({ letter }) => letter === 'M').map(({ text }) => `${row} ${text.slice(0, 10)}`),
    )
    expect(cells).toEqual(['1 问题', '7 业主编号 6 不存在', '8 业主编号 7 不存在', '9 业主编号 8 不存在'])
    expect(again.plan).toEqual(plan)
  })
})

describe('other workbooks, unchanged', () => {
  it.for([
    ['microcommunity/importRoom.xlsx', '资产信息', 17],
    ['microcommunity/importFeeDetail.xlsx', '房屋缴费历史', 10],
    ['microcommunity/meterMachine.xlsx', '水电表', 8],
    ['condo/property-en.xlsx', 'Лист1', 5],
    ['condo/contact-en.xlsx', 'Лист1', 7],
    ['condo/meter-en.xlsx', 'Лист1', 21],
    ['condo/ticket-en.xlsx', 'Лист1', 9],
  ] as const)('%s is read, not recognised, and a person is asked', async ([path, name, columns], ctx) => {
    const { sheets, suggestions, plan } = await understand(await external(ctx, path))
    const found = suggestions.map(({ mapping }) => [
      mapping.sheet,
      mapping.kind,
      mapping.headerRow,
      mapping.columns.length,
    ])
    expect(found).toEqual([[name, null, 1, columns]])
    expect(suggestions[0]?.problems.map(({ code }) => code)).toEqual(['sheet_not_recognised'])
    expect(plan.problems).toEqual([])
    for (const kind of ['buildings-units', 'owners', 'charge-rules', 'premises', 'spaces'] as const) {
      await planImport(sheets.map(sheet => applyMapping(sheet, suggestMapping(sheet, { kind }).mapping)))
    }
  })
})
