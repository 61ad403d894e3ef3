import type { CivilDate } from '../../platform/period.ts'
import type { ControlledRow } from '../control/control-total.ts'
import type { StagedSheet } from '../workbook/mapping.ts'
import { parseCivilDate } from '../workbook/parse-date.ts'
import { parseMoney } from '../workbook/parse-money.ts'
import { parsePeriod } from '../workbook/parse-period.ts'
import { parseCode, parseLine } from '../workbook/parse-words.ts'
import { type PlanNotes, planRows, type RowReader } from '../workbook/sheet-plan.ts'
import { field, type KindDefinition, type SourceRow } from './kind.ts'
import type { OpeningGround } from './opening-ground.ts'
import { ANY_PLACE_FIELDS, type KnownPlaces, readPlace } from './place-ref.ts'

/** What was paid in the former system; kept to look up, no money of ours. */
export type PastPaymentProposal = SourceRow & {
  /** By `premisesKey`. */
  place: string
  itemName: string
  periodFrom: CivilDate | null
  periodTo: CivilDate | null
  paidOn: CivilDate
  dueFen: bigint | null
  paidFen: bigint
  method: string | null
  receiptNumber: string | null
  cashierName: string | null
  payerName: string | null
  remark: string | null
}

/** What tells two payments apart: the same again is one that is there already. */
export function paymentKey(
  payment: Omit<PastPaymentProposal, 'sheet' | 'row' | 'dueFen' | 'remark' | 'cashierName'>,
): string {
  const { place, itemName, periodFrom, periodTo, paidOn, paidFen, method, receiptNumber, payerName } = payment
  return [place, itemName, periodFrom, periodTo, paidOn, paidFen, method, receiptNumber, payerName].join('\n')
}

export const PAST_PAYMENTS: KindDefinition = {
  kind: 'past-payments',
  label: { 'zh-CN': '历史缴费', en: 'Past payments' },
  fields: [
    ...ANY_PLACE_FIELDS,
    field('itemName', '收费项目', 'Charge item', {
      required: true,
      headings: ['费用名称', '费用项目', '项目', '费用类型', '收费科目'],
    }),
    field('period', '所属期', 'Period', { headings: ['费用所属期', '账期', '缴费周期起止'] }),
    field('periodFrom', '开始时间', 'Period from', {
      day: true,
      headings: ['费用开始时间', '所属期起', '计费开始日期', '开始日期'],
    }),
    field('periodTo', '结束时间', 'Period to', {
      day: true,
      headings: ['费用结束时间', '所属期止', '计费结束日期', '结束日期'],
    }),
    field('paidOn', '缴费时间', 'Paid on', {
      day: true,
      required: true,
      headings: ['缴费日期', '收款日期', '收费日期', '收款时间', '实收日期', '付款时间'],
    }),
    field('due', '应缴金额', 'Due', { headings: ['应收金额', '应收', '应缴'] }),
    field('paid', '实缴金额', 'Paid', {
      required: true,
      headings: ['实收金额', '实收', '实缴', '收款金额', '缴费金额'],
    }),
    field('method', '支付方式', 'Method', { headings: ['收款方式', '缴费方式', '付款方式'] }),
    field('receiptNumber', '收据号', 'Receipt number', {
      headings: ['收据编号', '票据号', '订单号', '单号', '发票号'],
    }),
    field('cashier', '收银员', 'Cashier', { headings: ['收款人', '收费员', '操作员'] }),
    field('payer', '缴费人', 'Payer', { headings: ['业主', '业主名称', '业主姓名', '付款人', '客户名称'] }),
    field('cycle', '缴费周期', 'Cycle', { headings: ['周期'] }),
    field('remark', '备注', 'Remark', { headings: ['说明'] }),
  ],
}

/** Both days of the period from two columns or from one; nothing where the file does not say. */
export function readPeriod(row: RowReader): { from: CivilDate | null; to: CivilDate | null } {
  const period = row.optional('period', parsePeriod)
  const from = row.optional('periodFrom', parseCivilDate) ?? period?.from ?? null
  const to = row.optional('periodTo', parseCivilDate) ?? period?.to ?? null
  if (from !== null && to !== null && to < from) row.fail('periodTo', 'period_reversed', { from, to })
  return { from, to }
}

function readPastPayment(row: RowReader, places: KnownPlaces, today: CivilDate): PastPaymentProposal | null {
  const place = readPlace(row, places)
  const itemName = row.required('itemName', parseLine(100))
  const { from, to } = readPeriod(row)
  const paidOn = row.required('paidOn', parseCivilDate)
  if (paidOn !== null && paidOn > today) row.fail('paidOn', 'date_future', { date: paidOn })
  const dueFen = row.optional('due', parseMoney)
  const paidFen = row.required('paid', parseMoney)
  const words = {
    method: row.optional('method', parseLine(50)),
    receiptNumber: row.optional('receiptNumber', parseCode(60)),
    cashierName: row.optional('cashier', parseLine(50)),
    payerName: row.optional('payer', parseLine(100)),
    remark: row.optional('remark', parseLine(200)),
  }
  if (place === null || itemName === null || paidOn === null || paidFen === null || row.failed()) return null
  const { sheet, row: number } = row
  return { sheet, row: number, place, itemName, periodFrom: from, periodTo: to, paidOn, dueFen, paidFen, ...words }
}

export async function planPastPayments(
  sheets: readonly StagedSheet[],
  problems: PlanNotes,
  { places, today, pastPayments }: OpeningGround,
) {
  const seen = new Map<string, number>()
  const { proposals, count } = await planRows(sheets, PAST_PAYMENTS, problems, row => {
    const payment = readPastPayment(row, places, today)
    if (payment === null) return null
    const key = paymentKey(payment)
    const [there, earlier] = [pastPayments.get(key), seen.get(key)]
    if (there !== undefined) row.fail(null, 'opening_there', { file: there })
    else if (earlier !== undefined) row.repeat(earlier)
    seen.set(key, row.row)
    return payment
  })
  return { pastPayments: proposals, count }
}

/** How the control sheet counts a payment: by item, and by the year it was paid for, or else in. */
export function controlledPayment({ itemName, periodFrom, paidOn, paidFen }: PastPaymentProposal): ControlledRow {
  return { part: 'past-payments', itemName, year: Number((periodFrom ?? paidOn).slice(0, 4)), amountFen: paidFen }
}
