import { fenToYuan } from '../../platform/money.ts'
import type { CivilDate } from '../../platform/period.ts'
import type { ControlledRow } from '../control/control-total.ts'
import type { StagedSheet } from '../workbook/mapping.ts'
import { parseCivilDate } from '../workbook/parse-date.ts'
import { parseMoney } from '../workbook/parse-money.ts'
import { parseLine } from '../workbook/parse-words.ts'
import { type PlanNotes, planRows, type RowReader } from '../workbook/sheet-plan.ts'
import { field, type KindDefinition, type SourceRow } from './kind.ts'
import { dueOf, type OpeningGround, parseItemName, refuseTwice, ruleKey } from './opening-ground.ts'
import { readPeriod } from './past-payments.ts'
import { ANY_PLACE_FIELDS, readPlace } from './place-ref.ts'

/** An arrear that a former system leaves: what is owing of an item and a period. */
export type OpeningDebtProposal = SourceRow & {
  /** By `premisesKey`. */
  place: string
  itemName: string
  periodFrom: CivilDate
  periodTo: CivilDate
  dueOn: CivilDate
  arrearsFen: bigint
  receivableFen: bigint | null
  paidFen: bigint | null
  waivedFen: bigint | null
  penaltyFen: bigint
  penaltyStopOn: CivilDate | null
  debtor: string | null
}

export const OPENING_DEBTS: KindDefinition = {
  kind: 'opening-debts',
  label: { 'zh-CN': '期初欠费', en: 'Opening arrears' },
  fields: [
    ...ANY_PLACE_FIELDS,
    field('itemName', '收费项目', 'Charge item', {
      required: true,
      headings: ['费用项目', '费用名称', '费用项', '费用类型', '项目', '收费科目'],
    }),
    field('period', '所属期', 'Period', { headings: ['费用所属期', '账期', '欠费期间', '所属月份'] }),
    field('periodFrom', '所属期起', 'Period from', { day: true, headings: ['开始时间', '费用开始时间', '开始日期'] }),
    field('periodTo', '所属期止', 'Period to', { day: true, headings: ['结束时间', '费用结束时间', '结束日期'] }),
    field('receivable', '应收', 'Receivable', { headings: ['应收金额', '应缴金额', '应缴'] }),
    field('paid', '已收', 'Paid', { headings: ['已收金额', '已缴', '已缴金额', '实收金额'] }),
    field('waived', '减免', 'Waived', { headings: ['减免金额', '优惠金额'] }),
    field('arrears', '欠费', 'Arrears', {
      required: true,
      headings: ['欠费金额', '欠缴金额', '未收', '未收金额', '欠款'],
    }),
    field('dueOn', '应缴日', 'Due on', { day: true, headings: ['应缴日期', '应收日期', '到期日', '缴费截止日'] }),
    field('penalty', '违约金', 'Penalty', { headings: ['滞纳金', '违约金金额'] }),
    field('penaltyStopOn', '违约金截止日', 'Penalty counted to', {
      day: true,
      headings: ['滞纳金截止日', '违约金计至'],
    }),
    field('debtor', '欠费人', 'Debtor', { headings: ['业主', '业主名称', '业主姓名', '客户名称', '缴费人'] }),
  ],
}

function readAmounts(row: RowReader) {
  const receivableFen = row.optional('receivable', parseMoney)
  const paidFen = row.optional('paid', parseMoney)
  const waivedFen = row.optional('waived', parseMoney)
  const arrearsFen = row.required('arrears', parseMoney)
  if (receivableFen !== null && arrearsFen !== null && !row.failed()) {
    const computed = receivableFen - (paidFen ?? 0n) - (waivedFen ?? 0n)
    if (computed !== arrearsFen) row.fail('arrears', 'arrears_mismatch', { computed: fenToYuan(computed) })
  }
  const penaltyFen = row.optional('penalty', parseMoney) ?? 0n
  const penaltyStopOn = row.optional('penaltyStopOn', parseCivilDate)
  if (penaltyFen > 0n && penaltyStopOn === null && row.text('penaltyStopOn') === '')
    row.fail('penaltyStopOn', 'penalty_stop_missing')
  if (penaltyFen > 0n && arrearsFen === 0n) row.fail('penalty', 'penalty_alone')
  return { receivableFen, paidFen, waivedFen, arrearsFen, penaltyFen, penaltyStopOn }
}

function readDue(
  row: RowReader,
  ground: OpeningGround,
  rule: string,
  period: { from: CivilDate | null; to: CivilDate | null },
): CivilDate | null {
  if (row.text('dueOn') !== '') return row.required('dueOn', parseCivilDate)
  const due = ground.dueRules.get(rule)
  if (!due || period.from === null || period.to === null) {
    row.fail('dueOn', 'due_missing')
    return null
  }
  const date = dueOf(due, { from: period.from, to: period.to })
  row.warn('dueOn', 'due_derived', { date })
  return date
}

/** What makes a debt the same as another, with and without its period. */
export function debtKey(debt: Pick<OpeningDebtProposal, 'place' | 'itemName' | 'periodFrom' | 'periodTo' | 'debtor'>) {
  return [debt.place, debt.itemName, debt.periodFrom, debt.periodTo, debt.debtor ?? ''].join('\n')
}

function readDebt(row: RowReader, ground: OpeningGround, seen: Map<string, number>): OpeningDebtProposal | null {
  const place = readPlace(row, ground.places)
  const itemName = row.required('itemName', parseItemName)
  const { from, to } = readPeriod(row)
  if (!row.failed() && (from === null || to === null)) row.fail('period', 'period_missing')
  const { arrearsFen, ...amounts } = readAmounts(row)
  const debtor = row.optional('debtor', parseLine(100))
  const settled = arrearsFen === 0n && amounts.penaltyFen === 0n
  const dueOn = settled ? null : readDue(row, ground, ruleKey(place ?? '', itemName ?? ''), { from, to })
  if (settled && !row.failed()) {
    row.warn('arrears', 'opening_settled')
    return null
  }
  if (place === null || itemName === null || from === null || to === null) return null
  if (dueOn === null || arrearsFen === null || row.failed()) return null
  const debt = { place, itemName, periodFrom: from, periodTo: to, dueOn, arrearsFen, ...amounts, debtor }
  refuseTwice(row, debtKey(debt), ground.debts, seen)
  return { sheet: row.sheet, row: row.row, ...debt }
}

export async function planDebts(sheets: readonly StagedSheet[], problems: PlanNotes, ground: OpeningGround) {
  const seen = new Map<string, number>()
  const { proposals, count } = await planRows(sheets, OPENING_DEBTS, problems, row => readDebt(row, ground, seen))
  return { debts: proposals, count }
}

/** How the control sheet counts a debt: its arrears, and its penalty apart, by item and the year of its period. */
export function controlledDebt({ itemName, periodFrom, arrearsFen, penaltyFen }: OpeningDebtProposal): ControlledRow[] {
  const key = { itemName, year: Number(periodFrom.slice(0, 4)) }
  const penalty: ControlledRow = { part: 'penalties', ...key, amountFen: penaltyFen }
  return [{ part: 'arrears', ...key, amountFen: arrearsFen }, ...(penaltyFen > 0n ? [penalty] : [])]
}
