import { expect, test } from 'vitest'
import { fromHundredths, hundredths, periodName } from './performance.ts'

test('weights add up exactly', () => {
  expect(fromHundredths(['33.33', '33.3', '33.37'].reduce((sum, text) => sum + hundredths(text), 0))).toBe('100')
  expect([fromHundredths(hundredths('0.1') + hundredths('0.2')), fromHundredths(1250)]).toEqual(['0.3', '12.5'])
})

test('a period has a short name', () => {
  const names = (['month', 'quarter', 'year'] as const).map(grain => periodName({ grain, fromOn: '2026-10-01' }))
  expect(names).toEqual(['2026-10', '2026 Q4', '2026'])
})
