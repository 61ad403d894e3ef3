import { expect, test } from 'vitest'
import { purposeOf } from './documents.ts'

test.each([
  [{ type: 'image/jpeg', size: 10 }, { purpose: 'photo' }],
  [{ type: 'application/pdf', size: 19_000_000 }, { purpose: 'document' }],
  [{ type: 'image/png', size: 13_000_000 }, { problem: 'large' }],
  [{ type: 'application/pdf', size: 0 }, { problem: 'empty' }],
  [{ type: 'image/svg+xml', size: 10 }, { problem: 'kind' }],
  [{ type: 'application/msword', size: 10 }, { problem: 'kind' }],
])('%o is %o', (file, wanted) => expect(purposeOf(file)).toEqual(wanted))
