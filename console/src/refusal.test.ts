import { ApiError } from '@anju/contract'
import { defineTexts } from '@anju/ui'
import { expect, test } from 'vitest'
import { type RefusalTexts, refusalText } from './refusal.ts'

const billing = defineTexts({
  'zh-CN': { 'billing.rule_code_taken': '编号 {code} 已被使用。' },
  en: { 'billing.rule_code_taken': 'The code {code} is taken.' },
}) as RefusalTexts

const refusal = (status: number, code?: string, params = {}) => new ApiError(status, { code, params }, 'r-1')

test('a module says its own refusals, with their parameters, in both languages', () => {
  const taken = refusal(409, 'billing.rule_code_taken', { code: 'GC-01' })
  expect(refusalText(taken, 'zh-CN', [billing])).toBe('编号 GC-01 已被使用。')
  expect(refusalText(taken, 'en', [billing])).toBe('The code GC-01 is taken.')
})

test('a code without words falls back to its status', () => {
  expect(refusalText(refusal(404, 'billing.unheard_of'), 'zh-CN', [])).toContain('没有找到')
  expect(refusalText(refusal(503), 'en', [])).toContain('busy')
  expect(refusalText(refusal(0), 'zh-CN', [])).toContain('网络不通')
})

test('anything unexpected stays a plain sentence, never the raw error', () => {
  expect(refusalText(new TypeError('x is undefined'), 'zh-CN', [])).toContain('系统出错')
  expect(refusalText(refusal(500, 'platform.unexpected'), 'en', [])).toContain('Something failed')
})
