import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SOURCES } from './SourceWords.tsx'

const SERVER = join(import.meta.dirname, '../../../server/src')

test('every fact that the server posts has a word of its own', () => {
  const posted = globSync('**/*.ts', { cwd: SERVER })
    .filter(path => !path.endsWith('.test.ts') && !path.includes('/testing/'))
    .flatMap(path => {
      const text = readFileSync(join(SERVER, path), 'utf8')
      return /postEntries|postFloat|postDifference|EntryInput|defineClosingEntry/.test(text)
        ? [...text.matchAll(/(?:sourceKind|as): '((?:billing|payments)\.[a-z-]+)'/g)].map(found => found[1] ?? '')
        : []
    })
  expect(posted.length).toBeGreaterThan(20)
  const known = new Set<string>(SOURCES)
  // What names the fact behind a movement of a purse, a deposit or a drawer is no entry.
  const facts = [
    'billing.bill',
    'payments.payment',
    'payments.refund',
    'payments.reversal',
    'billing.opening',
    'billing.settlement',
  ]
  const isFact = (kind: string) =>
    facts.includes(kind) || /billing\.(collection|purse-reversal|collection-reversal)$/.test(kind)
  expect([...new Set(posted)].filter(kind => !known.has(kind) && !isFact(kind))).toEqual([])
})
