import type { CivilDate } from '../../platform/period.ts'
import type { ControlledRow } from '../control/control-total.ts'
import type { StagedSheet } from '../workbook/mapping.ts'
import { parseCivilDate } from '../workbook/parse-date.ts'
import { parseSomeMoney } from '../workbook/parse-money.ts'
import { parseCode, parseLine } from '../workbook/parse-words.ts'
import { type PlanNotes, planRows, type RowReader } from '../workbook/sheet-plan.ts'
import { field, type KindDefinition, type SourceRow } from './kind.ts'
import { type OpeningGround, parseItemName, refuseTwice } from './opening-ground.ts'
import { ANY_PLACE_FIELDS, readPlace } from './place-ref.ts'

/** A deposit that the former system holds. */
export type OpeningDepositProposal = SourceRow & {
  place: string
  itemName: string
  amountFen: bigint
  receivedOn: CivilDate
  receiptNumber: string | null
  payerName: string | null
  remark: string | null
}

export const OPENING_DEPOSITS: KindDefinition = {
  kind: 'opening-deposits',
  label: { 'zh-CN': '期初押金', en: 'Opening deposits' },
  fields: [
    ...ANY_PLACE_FIELDS,
    field('itemName', '押金项目', 'Deposit item', {
      required: true,
      headings: ['收费项目', '费用项目', '费用名称', '项目', '押金类型'],
    }),
    field('amount', '押金余额', 'Held', {
      required: true,
      headings: ['押金金额', '余额', '金额', '在押金额', '未退金额'],
    }),
    field('receivedOn', '收取日期', 'Received on', {
      day: true,
      required: true,
      headings: ['收款日期', '缴费日期', '缴费时间', '收取时间'],
    }),
    field('receiptNumber', '票据号', 'Receipt number', { headings: ['收据号', '收据编号', '押金单号', '单号'] }),
    field('payer', '交款人', 'Payer', { headings: ['缴费人', '业主', '业主姓名', '装修公司', '客户名称'] }),
    field('remark', '备注', 'Remark', { headings: ['说明'] }),
  ],
}

export const depositKey = (
  deposit: Pick<OpeningDepositProposal, 'place' | 'itemName' | 'receiptNumber' | 'receivedOn'>,
) => [deposit.place, deposit.itemName, deposit.receiptNumber ?? deposit.receivedOn].join('\n')

function readDeposit(row: RowReader, ground: OpeningGround, seen: Map<string, number>): OpeningDepositProposal | null {
  const place = readPlace(row, ground.places)
  const itemName = row.required('itemName', parseItemName)
  const amountFen = row.required('amount', parseSomeMoney)
  const receivedOn = row.required('receivedOn', parseCivilDate)
  if (receivedOn !== null && receivedOn > ground.today) row.fail('receivedOn', 'date_future', { date: receivedOn })
  const receiptNumber = row.optional('receiptNumber', parseCode(60))
  if (receiptNumber === null && row.text('receiptNumber') === '') row.warn('receiptNumber', 'deposit_receipt_missing')
  const words = {
    payerName: row.optional('payer', parseLine(100)),
    remark: row.optional('remark', parseLine(200)),
  }
  const treatment = itemName === null ? undefined : ground.items.get(itemName)
  if (treatment !== undefined && treatment !== 'deposit') row.fail('itemName', 'deposit_item_wrong')
  if (place === null || itemName === null || amountFen === null || receivedOn === null || row.failed()) return null
  const deposit = { place, itemName, amountFen, receivedOn, receiptNumber, ...words }
  refuseTwice(row, depositKey(deposit), ground.deposits, seen)
  return { sheet: row.sheet, row: row.row, ...deposit }
}

export async function planDeposits(sheets: readonly StagedSheet[], problems: PlanNotes, ground: OpeningGround) {
  const seen = new Map<string, number>()
  const { proposals, count } = await planRows(sheets, OPENING_DEPOSITS, problems, row => readDeposit(row, ground, seen))
  return { deposits: proposals, count }
}

/** How the control sheet counts a deposit: by item; it has no year. */
export function controlledDeposit({ itemName, amountFen }: OpeningDepositProposal): ControlledRow {
  return { part: 'deposits', itemName, year: 0, amountFen }
}
