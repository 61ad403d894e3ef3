import { expect, test } from 'vitest'
import { isCodeMissing } from './missing-code.ts'

test('the code of a page that did not arrive is told from a fault in it', () => {
  const words = [
    'Failed to fetch dynamically imported module: https://x/assets/Page-1.js',
    'error loading dynamically imported module: https://x/assets/Page-1.js',
    'Importing a module script failed.',
    'Unable to preload CSS for /assets/Page-1.css',
  ]
  expect(words.map(word => isCodeMissing(new TypeError(word)))).toEqual([true, true, true, true])
  expect(isCodeMissing(new TypeError("Cannot read properties of undefined (reading 'id')"))).toBe(false)
  expect(isCodeMissing('Failed to fetch dynamically imported module')).toBe(false)
})
