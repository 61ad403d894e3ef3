import { expect, test } from 'vitest'
import { hasRefusalText, refusalText, requestIdOf } from './refusal-text.ts'

const texts = {
  'zh-CN': { 'desk.wrong_state': '这张单已经{state}。' },
  en: { 'desk.wrong_state': 'This one is {state}.' },
}

function refused(status: number, code: string, params = {}) {
  return Object.assign(new Error(code), { status, code, params, requestId: 'req-1' })
}

test('a code with a text says it, with its parameters', () => {
  expect(refusalText(refused(409, 'desk.wrong_state', { state: '作废' }), 'zh-CN', texts)).toBe('这张单已经作废。')
})

test('an unknown code falls back to its status, a bug to the general sentence', () => {
  expect(refusalText(refused(429, 'somewhere.new'), 'zh-CN', texts)).toBe('操作太频繁，请稍后再试。')
  expect(refusalText(refused(0, 'platform.unreachable'), 'en', texts)).toContain('cannot be reached')
  expect(refusalText(new TypeError('x is not a function'), 'zh-CN', texts)).toBe('出了点问题，请稍后重试。')
  expect(refusalText('thrown', 'en', texts)).toBe('Something went wrong. Please try again later.')
})

test('knows its codes and the number for support', () => {
  expect(hasRefusalText('desk.wrong_state', texts)).toBe(true)
  expect(hasRefusalText('platform.busy', texts)).toBe(true)
  expect(hasRefusalText('desk.other', texts)).toBe(false)
  expect(requestIdOf(refused(500, 'platform.unexpected'))).toBe('req-1')
  expect(requestIdOf(new Error('x'))).toBeNull()
})
