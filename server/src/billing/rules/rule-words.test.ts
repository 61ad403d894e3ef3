import { expect, it } from 'vitest'
import { formulaWords, versionOn } from './rule-words.ts'

const versions = [
  { id: 'b', effectiveFrom: '2026-07-01', unitPrice: '3.1', fixedAmount: '0' },
  { id: 'a', effectiveFrom: '2026-01-01', unitPrice: '2.85', fixedAmount: '0.0000' },
]

it('speaks of the price in force, or of the first to come', () => {
  expect(versionOn(versions, '2026-06-30')?.id).toBe('a')
  expect(versionOn(versions, '2026-07-01')?.id).toBe('b')
  expect(versionOn(versions, '2020-01-01')?.id).toBe('a')
  expect(formulaWords({ kind: 'area-price', cycleMonths: 1, timing: 'arrears', versions }, '2026-08-01')).toEqual({
    'zh-CN': '建筑面积 × 3.1000 元/㎡·月，每月一期，后付',
    en: 'area × ¥3.1000/m²·month, every month, in arrears',
  })
  expect(formulaWords({ kind: 'fixed', cycleMonths: 1, timing: 'advance', versions: [] }, '2026-08-01').en).toBe(
    'No price yet',
  )
})
