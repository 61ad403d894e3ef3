import { expect, test } from 'vitest'
import { soundsLike } from './label-pinyin.ts'

test.each([
  ['车辆申请', 'cheliang', true],
  ['车辆申请', 'clsq', true],
  ['车辆申请', 'sq', true],
  ['车辆申请', 'shenq', true],
  ['收银台', 'SYT', true],
  ['收费标准', 'sfbz', true],
  ['车位', 'cw', true],
  ['车位', 'xw', false],
  ['车位', '车', false],
  ['车位', '', false],
])('%s by %s: %s', (name, typed, found) => {
  expect(soundsLike(name, typed)).toBe(found)
})
