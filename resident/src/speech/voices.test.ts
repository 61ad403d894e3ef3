import { expect, test } from 'vitest'
import { hasVoice } from './voices.ts'

test.each([
  ['zh-CN', ['zh-CN'], true],
  ['zh-CN', ['zh_CN'], true],
  ['zh-CN', ['cmn-Hans-CN'], true],
  ['zh-CN', ['zh-HK', 'en-US'], false],
  ['zh-CN', [], false],
  ['en', ['en-GB'], true],
  ['en', ['zh-CN'], false],
] as const)('%s among %j: %s', (locale, langs, has) => {
  expect(
    hasVoice(
      langs.map(lang => ({ lang })),
      locale,
    ),
  ).toBe(has)
})
