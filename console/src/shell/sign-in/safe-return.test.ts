import { expect, test } from 'vitest'
import { safeReturn } from './safe-return.ts'

test('only paths of this console are returned to', () => {
  expect(safeReturn('/bills?state=issued')).toBe('/bills?state=issued')
  for (const next of [
    undefined,
    '',
    'bills',
    '//example.org',
    '/\\example.org',
    'https://example.org',
    '/sign-in?next=/',
  ]) {
    expect(safeReturn(next)).toBe('/')
  }
})
