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

test('what exactly is wrong has its own sentence, and amounts are told in yuan', () => {
  const payments = defineTexts({
    'zh-CN': {
      'payments.statement_unreadable': '第 {row} 行读不懂',
      'payments.statement_unreadable.net': '第 {row} 行的净额不对',
      'payments.statement_changed': '净额现为 ¥{netFen}',
    },
    en: {
      'payments.statement_unreadable': 'Row {row} is not understood',
      'payments.statement_unreadable.net': 'The net in row {row} is wrong',
      'payments.statement_changed': 'The net is ¥{netFen}',
    },
  }) as RefusalTexts
  const say = (code: string, params: object) => refusalText(refusal(422, code, params), 'zh-CN', [payments])
  expect(say('payments.statement_unreadable', { row: 3, problem: 'net' })).toBe('第 3 行的净额不对')
  expect(say('payments.statement_unreadable', { row: 3, problem: 'unheard of' })).toBe('第 3 行读不懂')
  expect(say('payments.statement_changed', { netFen: 123_456 })).toBe('净额现为 ¥1,234.56')
})
