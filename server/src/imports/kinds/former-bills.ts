import type { CivilDate } from '../../platform/period.ts'
import type { StagedSheet } from '../workbook/mapping.ts'
import { parseMoney } from '../workbook/parse-money.ts'
import { type PlanNotes, planRows, type RowReader } from '../workbook/sheet-plan.ts'
import { field, type KindDefinition, type SourceRow } from './kind.ts'
import { parseItemName } from './opening-ground.ts'
import { readPeriod } from './past-payments.ts'
import { ANY_PLACE_FIELDS, type KnownPlaces, readPlace } from './place-ref.ts'

/** A bill that the former system made, to be held against ours; it is no money of ours. */
export type FormerBillProposal = SourceRow & {
  /** By `premisesKey`. */
  place: string
  itemName: string
  periodFrom: CivilDate
  periodTo: CivilDate
  amountFen: bigint
}

export const FORMER_BILLS: KindDefinition = {
  kind: 'former-bills',
  label: { 'zh-CN': '原系统账单', en: 'Bills of the former system' },
  fields: [
    ...ANY_PLACE_FIELDS,
    field('itemName', '收费项目', 'Charge item', {
      required: true,
      headings: ['费用项目', '费用名称', '费用项', '费用类型', '项目', '收费科目'],
    }),
    field('period', '账单月份', 'Month', {
      headings: ['所属期', '费用所属期', '账期', '所属月份', '计费月份', '账单期间', '月份', '年月'],
    }),
    field('periodFrom', '所属期起', 'Period from', {
      day: true,
      headings: ['开始时间', '费用开始时间', '计费开始日期', '开始日期'],
    }),
    field('periodTo', '所属期止', 'Period to', {
      day: true,
      headings: ['结束时间', '费用结束时间', '计费结束日期', '结束日期'],
    }),
    field('amount', '账单金额', 'Amount', {
      required: true,
      headings: ['应收金额', '本期应收', '本月应收', '应收', '应缴金额', '应缴', '金额'],
    }),
    field('payer', '业主', 'Payer', {
      extra: true,
      headings: ['业主名称', '业主姓名', '客户名称', '缴费人', '户名'],
    }),
    field('number', '账单编号', 'Number', { extra: true, headings: ['账单号', '单号', '流水号'] }),
  ],
}

function readFormerBill(row: RowReader, places: KnownPlaces): FormerBillProposal | null {
  const place = readPlace(row, places)
  const itemName = row.required('itemName', parseItemName)
  const { from, to } = readPeriod(row)
  if (!row.failed() && (from === null || to === null)) row.fail('period', 'period_missing')
  const amountFen = row.required('amount', parseMoney)
  if (place === null || itemName === null || amountFen === null || from === null || to === null || row.failed())
    return null
  return { sheet: row.sheet, row: row.row, place, itemName, periodFrom: from, periodTo: to, amountFen }
}

/** The bills of the former system for a cycle, to be compared (domain.md §8, checklist 10). */
export async function planFormerBills(sheets: readonly StagedSheet[], problems: PlanNotes, places: KnownPlaces) {
  const { proposals, count } = await planRows(sheets, FORMER_BILLS, problems, row => readFormerBill(row, places))
  return { formerBills: proposals, count }
}
