import { expect, it } from 'vitest'
import { computeLines } from '../bills/compute-lines.ts'
import type { MonthlyRule } from '../rules/rule.ts'
import { receiptWords } from './receipt-words.ts'

const AREA: MonthlyRule = {
  id: 'r',
  code: '1',
  name: '物业费',
  itemName: '物业费',
  kind: 'area-price',
  cycleMonths: 6,
  timing: 'advance',
  lineGrain: 'contract-month',
  proration: 'ACTUAL',
  dueDays: 0,
  effectiveFrom: '2020-06-10',
  effectiveTo: null,
  versions: [{ id: 'v', effectiveFrom: '2020-06-10', unitPrice: '1.3000', fixedAmount: '20.0000' }],
}
const FIXED: MonthlyRule = {
  ...AREA,
  kind: 'fixed',
  versions: [{ id: 'v', effectiveFrom: '2020-06-10', unitPrice: '0', fixedAmount: '35.5000' }],
}

function words(rule: MonthlyRule, endsOn: string | null = null, paid?: bigint[]): string {
  const { lines } = computeLines({
    rule,
    assignment: { id: 'a', ruleId: 'r', premisesId: 'p', startsOn: '2020-06-10', endsOn },
    object: { premisesId: 'p', areas: [{ effectiveFrom: '2020-01-01', areaM2: '94.56' }] },
    period: { from: '2020-06-01', to: '2020-06-30' },
  })
  return receiptWords(
    lines.slice(0, paid?.length).map((line, index) => ({ ...line, paidFen: paid?.[index] ?? line.amountFen })),
  )
}

it('says price, month and number of months', () => {
  expect(words(AREA)).toBe('94.56㎡ × 1.3元 + 20元 = 142.93元/月 × 6个月')
  expect(words(FIXED)).toBe('35.50元/月 × 6个月')
  expect(words({ ...AREA, versions: [{ ...AREA.versions[0]!, fixedAmount: '0' }] })).toBe(
    '94.56㎡ × 1.3元 = 122.93元/月 × 6个月',
  )
})

it('says a part month by its days', () => {
  expect(words(AREA, '2020-07-19')).toBe(
    '94.56㎡ × 1.3元 + 20元 = 142.93元/月；(94.56㎡ × 1.3元 + 20元) × 10/31 = 46.11元',
  )
  expect(words(FIXED, '2020-06-19')).toBe('35.5元 × 10/30 = 11.83元')
})

it('says when only a part is paid', () => {
  expect(words(AREA, null, [142_93n, 100_00n])).toBe(
    '94.56㎡ × 1.3元 + 20元 = 142.93元/月 × 2个月（应收285.86元，本次收242.93元）',
  )
})

it('says a price change inside a bill', () => {
  const raised = {
    ...AREA,
    versions: [...AREA.versions, { id: 'w', effectiveFrom: '2020-08-10', unitPrice: '1.5', fixedAmount: '20' }],
  }
  expect(words(raised)).toBe(
    '94.56㎡ × 1.3元 + 20元 = 142.93元/月 × 2个月；94.56㎡ × 1.5元 + 20元 = 161.84元/月 × 4个月',
  )
})
