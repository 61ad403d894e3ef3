import { expect, test } from 'vitest'
import { en } from './en.ts'
import { zhCN } from './zh-CN.ts'

const paramsOf = (text: string) => new Set([...text.matchAll(/\{(\w+)/g)].map(match => match[1]))

test('English uses no parameter that the Chinese text does not name', () => {
  const stray = Object.entries(en).filter(([key, text]) => {
    const known = paramsOf(zhCN[key as keyof typeof zhCN])
    return [...paramsOf(text)].some(param => !known.has(param))
  })
  expect(stray).toEqual([])
})
