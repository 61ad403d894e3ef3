import { describe, expect, it } from 'vitest'
import { runShare } from './run-share.ts'

const at = { rowsRead: 0, rowsPlanned: 0, rowsWritten: 0, cancelAsked: false, at: '2026-11-29T00:00:00Z' }

describe('the share of a run that is done', () => {
  it.each([
    ['reading', 'reading', 0, 0, 0],
    ['reading', 'reading', 5000, 0, 15],
    ['reading', 'planning', 50, 100, 42],
    ['reading', 'checking', 100, 100, 99],
    ['committing', 'writing', 500, 1000, 65],
    ['reverting', 'reverting', 1, 4, 25],
  ] as const)('%s, %s %i of %i: %i %%', (state, phase, done, total, share) => {
    expect(runShare(state, { ...at, phase, done, total })).toBe(share)
  })

  it('is unknown while the run waits, and where there is none', () => {
    expect(runShare('reading', { ...at, phase: 'waiting', done: 0, total: 0 })).toBeNull()
    expect(runShare('committed', null)).toBeNull()
  })
})
