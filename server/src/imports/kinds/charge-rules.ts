import type { StagedSheet } from '../workbook/mapping.ts'
import { parseCivilDate } from '../workbook/parse-date.ts'
import { parseDecimalText, parseInteger } from '../workbook/parse-number.ts'
import { parseChoice, parseCode, parseLine } from '../workbook/parse-words.ts'
import { accept, type Parse, refuse, tidyText } from '../workbook/parsed.ts'
import { enter, type RefBook, refBook, takenBy } from '../workbook/ref-book.ts'
import { type PlanNotes, planRows, type RowReader } from '../workbook/sheet-plan.ts'
import { field, type KindDefinition, type SourceRow } from './kind.ts'

export type BillingDay =
  | { every: 'year'; month: number; day: number }
  | { every: 'month'; day: number }
  | { every: 'day' }
  | { every: 'moment' }

export type ChargeRuleProposal = SourceRow & {
  /** The number that rooms refer to. */
  ref: string
  /** 费用类型, such as 物业费. */
  itemName: string
  /** 收费项目, unique. */
  name: string
  kind: 'area-price' | 'fixed'
  cycleMonths: number
  timing: 'advance' | 'arrears'
  /** Yuan per m² and month, decimal text; `0` for a fixed rule. */
  unitPrice: string
  /** Yuan per month, decimal text: 附加费 on top of area × price, or the whole of a fixed rule. */
  fixedAmount: string
  effectiveFrom: string
  effectiveTo: string | null
  /** 出账类型: when bills are made, in its words and understood. */
  billingDay: { words: string; means: BillingDay } | null
}

export const CHARGE_RULES: KindDefinition = {
  kind: 'charge-rules',
  label: { 'zh-CN': '费用设置', en: 'Charge rules' },
  fields: [
    field('ref', '费用编号', 'Charge number', { required: true }),
    field('itemName', '费用类型', 'Charge item', { required: true, headings: ['费用大类', '费用科目'] }),
    field('name', '收费项目', 'Rule name', { required: true, headings: ['费用名称', '收费项目名称', '费用项'] }),
    field('recurrence', '费用标识', 'Recurrence'),
    field('timing', '付费类型', 'Timing', { required: true }),
    field('cycleMonths', '缴费周期', 'Cycle in months', { required: true }),
    field('billingDay', '出账类型', 'Billing day', { headings: ['出账日'] }),
    field('effectiveFrom', '计费起始时间', 'Effective from', {
      day: true,
      required: true,
      headings: ['计费开始时间', '起始时间'],
    }),
    field('effectiveTo', '计费结束时间', 'Effective to', { day: true, headings: ['计费终止时间'] }),
    field('formula', '计算公式', 'Formula', { required: true }),
    field('unitPrice', '计费单价', 'Unit price', { headings: ['单价'] }),
    field('fixedAmount', '固定费用', 'Fixed amount', { headings: ['附加费', '附加/固定费用'] }),
  ],
}

const parseTiming = parseChoice<'advance' | 'arrears'>({
  advance: ['预付费', '预付', '1200', 'advance'],
  arrears: ['后付费', '后付', '2100', 'arrears'],
})

const parseRecurrence: Parse<'recurring'> = text =>
  ['周期性费用', '周期性', '1003006', 'recurring'].includes(tidyText(text))
    ? accept('recurring')
    : refuse('charge_one_off')

const AREA_PRICE = /^(?:1001|(?:建筑)?面积[*×x]单价(?:\+附加费)?)$/i
const FIXED = /^(?:2002|固定费用|固定金额)$/

const parseFormula: Parse<'area-price' | 'fixed'> = text => {
  const tidy = tidyText(text).replace(/\s+/g, '')
  if (AREA_PRICE.test(tidy)) return accept('area-price')
  return FIXED.test(tidy) ? accept('fixed') : refuse('formula_unknown')
}

const BILLING_DAYS = '每月1日、每年1月1日、每日、实时'

/** The words of 出账类型 as they stand, and what they mean. */
const parseBillingDay: Parse<{ words: string; means: BillingDay }> = text => {
  const words = tidyText(text).replace(/\s+/g, '')
  const yearly = /^每年(\d{1,2})月(\d{1,2})[日号]$/.exec(words)
  const monthly = /^每月(\d{1,2})[日号]$/.exec(words)
  const [month, day] = yearly ? [Number(yearly[1]), Number(yearly[2])] : [1, Number(monthly?.[1] ?? 1)]
  if (month < 1 || month > 12 || day < 1 || day > 31) return refuse('choice_invalid', { choices: BILLING_DAYS })
  if (yearly) return accept({ words, means: { every: 'year', month, day } })
  if (monthly) return accept({ words, means: { every: 'month', day } })
  if (words === '每日' || words === '每天') return accept({ words, means: { every: 'day' } })
  if (words === '实时') return accept({ words, means: { every: 'moment' } })
  return refuse('choice_invalid', { choices: BILLING_DAYS })
}

/** Four decimals for a unit price, two for an amount (domain.md R1); more cannot be charged and is a person's decision. */
const parsePrice = parseDecimalText({ scale: 4, max: '99999999' })
const parseAmount = parseDecimalText({ scale: 2, max: '99999999' })

function readAmounts(row: RowReader) {
  const kind = row.required('formula', parseFormula)
  const price = row.optional('unitPrice', parsePrice) ?? '0'
  const fixedAmount = row.optional('fixedAmount', parseAmount) ?? '0'
  if (kind === 'fixed' && price !== '0') row.warn('unitPrice', 'charge_price_unused')
  const unitPrice = kind === 'fixed' ? '0' : price
  if (!row.failed() && unitPrice === '0' && fixedAmount === '0') row.fail('fixedAmount', 'charge_without_amount')
  return { kind, unitPrice, fixedAmount }
}

function readRule(row: RowReader, rules: RefBook<ChargeRuleProposal>, names: Map<string, number>) {
  const ref = row.required('ref', parseCode())
  const itemName = row.required('itemName', parseLine(100))
  const name = row.required('name', parseLine(100))
  row.optional('recurrence', parseRecurrence)
  const timing = row.required('timing', parseTiming)
  const cycleMonths = row.required('cycleMonths', parseInteger(1, 36))
  const billingDay = row.optional('billingDay', parseBillingDay)
  const effectiveFrom = row.required('effectiveFrom', parseCivilDate)
  const effectiveTo = row.optional('effectiveTo', parseCivilDate)
  const { kind, unitPrice, fixedAmount } = readAmounts(row)
  if (effectiveFrom && effectiveTo && effectiveTo < effectiveFrom) {
    row.fail('effectiveTo', 'charge_dates_reversed', { from: effectiveFrom, to: effectiveTo })
  }
  const sameRef = ref === null ? undefined : takenBy(rules, ref)
  if (sameRef) row.fail('ref', 'ref_taken', { row: sameRef.row })
  const sameName = name === null ? undefined : names.get(name)
  if (sameName !== undefined) row.fail('name', 'ref_taken', { row: sameName })
  else if (name !== null) names.set(name, row.row)
  if (ref === null) return null
  const complete = itemName && name && timing && cycleMonths && effectiveFrom && kind && !row.failed()
  const { sheet, row: number } = row
  const words = { sheet, row: number, ref, unitPrice, fixedAmount, effectiveTo, billingDay }
  const proposal = complete ? { ...words, itemName, name, kind, cycleMonths, timing, effectiveFrom } : null
  enter(rules, ref, row, proposal)
  return proposal
}

export async function planChargeRules(
  sheets: readonly StagedSheet[],
  problems: PlanNotes,
  known: readonly string[] = [],
) {
  const rules = refBook<ChargeRuleProposal>(known)
  const names = new Map<string, number>()
  const { proposals, count } = await planRows(sheets, CHARGE_RULES, problems, row => readRule(row, rules, names))
  return { chargeRules: proposals, count, ruleBook: rules }
}
