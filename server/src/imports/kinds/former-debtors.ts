import type { StagedSheet } from '../workbook/mapping.ts'
import { parseMoney } from '../workbook/parse-money.ts'
import { parseInteger } from '../workbook/parse-number.ts'
import { type PlanNotes, planRows } from '../workbook/sheet-plan.ts'
import { field, type KindDefinition, type SourceRow } from './kind.ts'
import { parseItemName } from './opening-ground.ts'
import { ANY_PLACE_FIELDS, type KnownPlaces, readPlace } from './place-ref.ts'

/** What the former system's own list says of a home. */
export type FormerDebtorRow = SourceRow & {
  /** By `premisesKey`. */
  place: string
  debtor: string
  itemName: string
  year: number
  count: number | null
  amountFen: bigint
}

/**
 * The former system's own list of debtors (domain.md §8, checklist 2). It is no kind of import, since nothing of it is written to the books:
 * it is read as the kind it is held against.
 */
export const FORMER_DEBTORS: KindDefinition = {
  kind: 'opening-debts',
  label: { 'zh-CN': '原系统欠费户', en: 'Debtors of the former system' },
  fields: [
    ...ANY_PLACE_FIELDS,
    field('amount', '欠费', 'Owing', {
      required: true,
      headings: [
        '欠费金额',
        '欠费合计',
        '欠费总额',
        '合计欠费',
        '合计',
        '欠缴金额',
        '未收',
        '未收金额',
        '欠款',
        '金额',
      ],
    }),
    field('debtor', '欠费人', 'Debtor', {
      headings: ['欠费户', '业主', '业主名称', '业主姓名', '姓名', '客户名称', '户名', '缴费人'],
    }),
    field('itemName', '收费项目', 'Charge item', {
      headings: ['费用项目', '费用名称', '费用项', '费用类型', '项目', '收费科目'],
    }),
    field('year', '年度', 'Year', { headings: ['年份', '欠费年度', '所属年度', '年'] }),
    field('count', '笔数', 'Count', { headings: ['欠费笔数', '条数', '欠费条数', '期数'] }),
  ],
}

const parseYear = parseInteger(1990, 2199)
const parseCount = parseInteger(0, 1_000_000)
const withoutWord = (text: string) => text.replace(/年度?\s*$/, '')

/** Reads the rows of a list; what is wrong with a cell is noted. */
export function planFormerDebtors(sheets: readonly StagedSheet[], problems: PlanNotes, places: KnownPlaces) {
  return planRows(sheets, FORMER_DEBTORS, problems, (row): FormerDebtorRow | null => {
    const place = readPlace(row, places)
    const amountFen = row.required('amount', parseMoney)
    const debtor = row.optional('debtor', parseItemName) ?? ''
    const itemName = row.optional('itemName', parseItemName) ?? ''
    const year = row.optional('year', text => parseYear(withoutWord(text))) ?? 0
    const count = row.optional('count', parseCount)
    if (place === null || amountFen === null || row.failed()) return null
    return { sheet: row.sheet, row: row.row, place, debtor, itemName, year, count, amountFen }
  })
}
