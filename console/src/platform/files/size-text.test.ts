import { expect, test } from 'vitest'
import { sizeText } from './size-text.ts'

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1 KB'],
  [1_572_864, '1.5 MB'],
  [53_687_091_200, '50 GB'],
  [157_286_400, '150 MB'],
])('%d is %s', (bytes, words) => expect(sizeText(bytes)).toBe(words))
