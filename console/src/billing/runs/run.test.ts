import { expect, test } from 'vitest'
import { monthsText, percentDone, runWord } from './run.ts'

test('months of a run', () => {
  expect(monthsText({ from: '2026-11', to: '2026-11' })).toBe('2026-11')
  expect(monthsText({ from: '2026-06', to: '2026-11' })).toBe('2026-06 ~ 2026-11')
})

test('a run that added nothing says so, unless it failed or still works', () => {
  const run = { state: 'generated', billCount: 1, approval: 'none', approvedAt: null } as const
  expect(runWord({ ...run, billCount: 0 })).toBe('nothing')
  expect(runWord(run)).toBe('generated')
  expect(runWord({ ...run, state: 'generating', billCount: 0 })).toBe('generating')
  expect(runWord({ ...run, state: 'failed', billCount: 0 })).toBe('failed')
})

test('a run that has to be approved says so until it is', () => {
  const run = { state: 'generated', billCount: 1, approval: 'somebody-else', approvedAt: null } as const
  expect(runWord(run)).toBe('waiting')
  expect(runWord({ ...run, approvedAt: '2026-11-30T01:00:00Z' })).toBe('generated')
  expect(runWord({ ...run, billCount: 0 })).toBe('nothing')
})

test('progress never says more than done', () => {
  expect(percentDone({ done: 0, of: 0 })).toBe(100)
  expect(percentDone({ done: 999, of: 1000 })).toBe(99)
  expect(percentDone({ done: 12, of: 10 })).toBe(100)
})
