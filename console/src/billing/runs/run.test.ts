import { expect, test } from 'vitest'
import { monthsText, percentDone, runWord } from './run.ts'

test('months of a run', () => {
  expect(monthsText({ from: '2026-11', to: '2026-11' })).toBe('2026-11')
  expect(monthsText({ from: '2026-06', to: '2026-11' })).toBe('2026-06 ~ 2026-11')
})

test('a run that added nothing says so, unless it failed or still works', () => {
  expect(runWord({ state: 'generated', billCount: 0 })).toBe('nothing')
  expect(runWord({ state: 'generated', billCount: 1 })).toBe('generated')
  expect(runWord({ state: 'generating', billCount: 0 })).toBe('generating')
  expect(runWord({ state: 'failed', billCount: 0 })).toBe('failed')
})

test('progress never says more than done', () => {
  expect(percentDone({ done: 0, of: 0 })).toBe(100)
  expect(percentDone({ done: 999, of: 1000 })).toBe(99)
  expect(percentDone({ done: 12, of: 10 })).toBe(100)
})
