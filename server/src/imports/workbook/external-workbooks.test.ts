import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, expect, it, type TestContext } from 'vitest'
import { readSheets } from '../../platform/excel/read-workbook.ts'
import { writeErrorWorkbook } from '../../platform/excel/write-error-workbook.ts'
import { applyMapping } from './apply-mapping.ts'
import type { SheetKind } from './mapping.ts'
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
      '房屋信息 premises 0.9615384615384616',
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
      homes: { total: 0, ok: 0, rejected: 0, repeated: 0 },
      meters: { total: 0, ok: 0, rejected: 0, repeated: 0 },
      staff: { total: 0, ok: 0, rejected: 0, repeated: 0 },
      leases: { total: 0, ok: 0, rejected: 0, repeated: 0 },
      'opening-debts': { total: 0, ok: 0, rejected: 0, repeated: 0 },
      'opening-purses': { total: 0, ok: 0, rejected: 0, repeated: 0 },
      'opening-deposits': { total: 0, ok: 0, rejected: 0, repeated: 0 },
      'past-payments': { total: 0, ok: 0, rejected: 0, repeated: 0 },
      'former-bills': { total: 0, ok: 0, rejected: 0, repeated: 0 },
      readings: { total: 0, ok: 0, rejected: 0, repeated: 0 },
      'opening-readings': { total: 0, ok: 0, rejected: 0, repeated: 0 },
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

describe('importRoom.xlsx, unchanged', () => {
  it('is a home with its unit and its owner in one row; the notes beside it are left out', async ctx => {
    const { suggestions, plan } = await understand(await external(ctx, 'microcommunity/importRoom.xlsx'))
    expect(suggestions.map(({ mapping, score }) => `${mapping.sheet} ${mapping.kind} ${score > 0.8}`)).toEqual([
      '资产信息 homes true',
    ])
    expect(plan.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(plan.units).toMatchObject([{ buildingCode: '1', code: '1', floors: 33, hasLift: true }])
    expect(plan.premises).toMatchObject([{ code: '1001', floor: 1, areaM2: '94.56', state: 'occupied', row: 2 }])
    expect(plan.people).toMatchObject([
      { kind: 'owner', room: { roomCode: '1001' }, people: [{ name: '王小明', phones: ['13800138000'], sex: 'male' }] },
    ])
  })
})

describe('meterMachine.xlsx, unchanged', () => {
  it('is a list of meters whose one row is shifted: it is rejected, with its reasons', async ctx => {
    const { suggestions, plan } = await understand(await external(ctx, 'microcommunity/meterMachine.xlsx'))
    expect(suggestions.map(({ mapping }) => `${mapping.sheet} ${mapping.kind}`)).toEqual(['水电表 meters'])
    expect(plan.meters).toEqual([])
    expect(plan.counts.meters).toEqual({ total: 1, ok: 0, rejected: 1, repeated: 0 })
    expect(
      plan.problems.map(problem => `${problem.column}${problem.row} ${problemSentence(problem, 'zh-CN')}`),
    ).toEqual([
      'C2 “1001”不在可选范围内，“表类型”可以填：冷水、热水、中水、电、燃气、热力',
      'E2 “33”不是完整的房号，请写成 1-2-301，或在楼栋、单元两列里写明',
    ])
  })
})

const FIELDS: Record<string, { kind: SheetKind; fields: Record<string, string> }> = {
  'condo/property-en.xlsx': {
    kind: 'buildings-units',
    fields: { Address: 'building', Sections: 'unit', Floors: 'floors' },
  },
  'condo/contact-en.xlsx': {
    kind: 'people',
    fields: { Address: 'building', 'Unit Name': 'room', Phones: 'phones', 'Full Name': 'name' },
  },
  'condo/meter-en.xlsx': {
    kind: 'meters',
    fields: {
      ...{ Address: 'building', Unit: 'room', Type: 'kind', 'Meter number': 'code', 'Value 1': 'initialReading' },
      ...{ 'Installation date': 'installedOn', 'Next verification date': 'verifiedUntil', 'Meter place': 'place' },
    },
  },
}

describe('workbooks in other languages, unchanged', () => {
  it.for(Object.entries(FIELDS))(
    '%s is mapped by a person once, and recognised from then on',
    async ([path, { kind, fields }], ctx) => {
      const bytes = await external(ctx, path)
      const first = await understand(bytes)
      const asked = first.suggestions[0]?.mapping
      expect(asked?.kind).toBeNull()
      const columns = (asked?.columns ?? []).map(column => ({ ...column, field: fields[column.heading] ?? null }))
      expect(columns.filter(({ field }) => field !== null)).toHaveLength(Object.keys(fields).length)
      const sheets = [{ sheet: asked?.sheet ?? '', kind, headerRow: asked?.headerRow ?? 1, columns }]
      const [sheet] = await readSheets(bytes)
      const again = suggestMapping(sheet ?? { name: '', hidden: false, rows: [], merges: [] }, {
        templates: [{ name: 'condo', sheets }],
      })
      expect([again.template, again.mapping.kind, again.problems]).toEqual(['condo', kind, []])
      const plan = await planImport(
        [applyMapping(sheet ?? { name: '', hidden: false, rows: [], merges: [] }, again.mapping)],
        {
          today: '2026-11-23',
        },
      )
      expect(plan.counts[kind].total).toBe((sheet?.rows.length ?? 0) - 1)
    },
  )

  it('meters with one number twice, and homes that are not there, are refused by row', async ctx => {
    const [sheet] = await readSheets(await external(ctx, 'condo/meter-en.xlsx'))
    const columns = suggestMapping(sheet ?? { name: '', hidden: false, rows: [], merges: [] }).mapping.columns.map(
      column => ({ ...column, field: FIELDS['condo/meter-en.xlsx']?.fields[column.heading] ?? null }),
    )
    const mapping = { sheet: sheet?.name ?? '', kind: 'meters' as const, headerRow: 1, columns }
    const staged = applyMapping(sheet ?? { name: '', hidden: false, rows: [], merges: [] }, mapping)
    const plan = await planImport([staged], { today: '2026-11-23' })
    expect(plan.counts.meters).toEqual({ total: 10, ok: 0, rejected: 10, repeated: 0 })
    const codes = Map.groupBy(plan.problems, problem => problem.code)
    expect([...codes].map(([code, problems]) => [code, problems.length]).toSorted()).toEqual([
      ['ref_taken', 5],
      ['room_missing', 10],
    ])
  })
})

describe('payments of another system', () => {
  it('are recognised; rooms that are not there are refused by row', async ctx => {
    const { suggestions, plan } = await understand(await external(ctx, 'microcommunity/importFeeDetail.xlsx'))
    expect(suggestions.map(({ mapping }) => [mapping.sheet, mapping.kind])).toEqual([['房屋缴费历史', 'past-payments']])
    const { total, rejected } = plan.counts['past-payments']
    expect([total > 0, rejected]).toEqual([true, total])
    expect(plan.problems.some(({ code }) => code === 'room_missing')).toBe(true)
  })
})

describe('what cannot be imported yet', () => {
  it.for([['condo/ticket-en.xlsx', 'Лист1', '工单']] as const)(
    '%s is said to be so',
    async ([path, name, what], ctx) => {
      const { suggestions, plan } = await understand(await external(ctx, path))
      expect(suggestions.map(({ mapping }) => [mapping.sheet, mapping.kind])).toEqual([[name, null]])
      expect(suggestions[0]?.problems).toMatchObject([{ code: 'sheet_not_imported', params: { sheet: name, what } }])
      expect(plan.problems).toEqual([])
    },
  )
})
