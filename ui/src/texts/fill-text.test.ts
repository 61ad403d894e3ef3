import { expect, test } from 'vitest'
import { fillText } from './fill-text.ts'

test('fills parameters, also several times', () => {
  expect(fillText('{name}，{count} 张，{name}', { name: '王建国', count: 3 })).toBe('王建国，3 张，王建国')
})

test('picks a plural by number', () => {
  expect(fillText('{count} {count|photo|photos}', { count: 1 })).toBe('1 photo')
  expect(fillText('{count} {count|photo|photos}', { count: 0 })).toBe('0 photos')
})

test('a parameter that is missing stays visible', () => {
  expect(fillText('{count} 张', {})).toBe('{count} 张')
  expect(fillText('没有参数')).toBe('没有参数')
})

test('a value is never read as a pattern', () => {
  expect(fillText('{name}', { name: '$& {count}' })).toBe('$& {count}')
})

test('the minus of an amount stands before its ¥, in a plural as well', () => {
  const fill = (amount: string) => fillText('净额 ¥{amount}，共 {count} 笔', { amount, count: 2 })
  expect([fill('12.00'), fill('-12.00'), fill('-1,234.56')]).toEqual([
    '净额 ¥12.00，共 2 笔',
    '净额 -¥12.00，共 2 笔',
    '净额 -¥1,234.56，共 2 笔',
  ])
  expect(fillText('≥ ¥{amount}', {})).toBe('≥ ¥{amount}')
})
