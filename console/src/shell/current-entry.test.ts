import { describe, expect, it } from 'vitest'
import { currentEntry } from './current-entry.ts'

const entries = ['/', '/reports', '/reports/cash', '/bill-runs']

describe('the entry of the left bar where one is', () => {
  it.each([
    ['/', '/'],
    ['/reports', '/reports'],
    ['/reports/cash', '/reports/cash'],
    ['/reports/taxes', '/reports'],
    ['/bill-runs/new', '/bill-runs'],
    ['/bill-runs-old', undefined],
    ['/elsewhere', undefined],
  ])('at %s is %s', (pathname, current) => {
    expect(currentEntry(entries, pathname)).toBe(current)
  })
})
