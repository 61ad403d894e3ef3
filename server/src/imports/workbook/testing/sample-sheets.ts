import { readSheets } from '../../../platform/excel/read-workbook.ts'
import {
  type CellInput,
  type ColumnFormat,
  type SheetInput,
  writeWorkbook,
} from '../../../platform/excel/write-workbook.ts'
import { applyMapping } from '../apply-mapping.ts'
import { type ImportPlan, type KnownThings, planImport } from '../plan-import.ts'
import { suggestMapping } from '../suggest-mapping.ts'

/** Headings with a format behind a colon are no texts. */
export function sheetOf(name: string, headings: string, rows: CellInput[][]): SheetInput {
  const columns = headings.split(' ').map(word => {
    const [heading = '', format = 'text'] = word.split(':')
    return { heading, format: format as ColumnFormat }
  })
  return { name, columns, rows }
}

export const unitSheet = (rows: CellInput[][]) =>
  sheetOf('楼栋单元', '楼栋号:integer 单元编号 总层数:integer 是否有电梯', rows)
export const ownerSheet = (rows: CellInput[][]) =>
  sheetOf('业主信息', '编号 业主名称 性别 年龄 手机号 身份证号 业主类型 业主编号', rows)
export const ruleSheet = (rows: CellInput[][]) =>
  sheetOf(
    '费用设置',
    '费用编号 费用类型 收费项目 费用标识 付费类型 缴费周期 出账类型 计费起始时间 计费结束时间 计算公式 计费单价:decimal 固定费用:decimal',
    rows,
  )
export const roomSheet = (rows: CellInput[][]) =>
  sheetOf(
    '房屋信息',
    '房屋编号 楼栋编号 单元编号 房屋楼层 房屋户型 建筑面积:decimal 业主编号 房屋费用 费用开始时间 房屋类型 室内面积 租金',
    rows,
  )
export const spaceSheet = (rows: CellInput[][]) =>
  sheetOf(
    '车位信息',
    '停车场编号 车位编码 停车场类型 面积 业主编号 车牌号 车品牌 车类型（9901小汽车） 颜色 出租还是出售 开始时间 结束时间',
    rows,
  )

export const RULE = [
  '1',
  '物业费',
  '测试收费1',
  '周期性费用',
  '预付费',
  '6',
  '每月1日',
  '2020-6-10',
  '2037-1-1',
  '1001',
  '1.3',
  '20',
]
export const roomRow = (
  code: string,
  owner: string | null,
  charges: string | null = null,
  from: string | null = null,
): CellInput[] => [...[code, '1', '1', '1', '10102', '94.56', owner, charges, from, '110', '94.56', '0']]
export const BASE = {
  units: unitSheet([[1, '1', 33, '有']]),
  owners: ownerSheet([['1', '王小明', '男', '28', '13800138000', null, '1001', '1']]),
  rules: ruleSheet([RULE]),
}

export async function planOf(sheets: SheetInput[], known: KnownThings = {}): Promise<ImportPlan> {
  const read = await readSheets(await writeWorkbook(sheets))
  return planImport(
    read.map(each => applyMapping(each, suggestMapping(each).mapping)),
    known,
  )
}

/** `severity place code`, with the place as Excel writes it. */
export function told({ problems }: ImportPlan): string[] {
  return problems.map(({ severity, row, column, code }) => `${severity} ${column ?? ''}${row} ${code}`)
}
