import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { memoIn } from './memo.ts'

const SERVER = join(import.meta.dirname, '../../../server/src')

test('a memo reads in English, what somebody wrote as it was written', () => {
  expect(memoIn('en', '账单 ZD202603-0001')).toBe('Bill ZD202603-0001')
  expect(memoIn('en', '减免 漏水')).toBe('Waiver: 漏水')
  expect(memoIn('en', '红冲 ZD202603-0001 转预存')).toBe('Red bill ZD202603-0001, moved to the prepayment')
  expect(memoIn('en', '冲正抹零 收错')).toBe('Rounding reversed: 收错')
  expect(memoIn('en', '预存冲抵')).toBe('Paid from prepayments')
  expect(memoIn('zh-CN', '账单 ZD202603-0001')).toBe('账单 ZD202603-0001')
  expect(memoIn('en', '别的')).toBe('别的')
})

test('every memo that the server writes has English words', () => {
  const written = globSync('**/*.ts', { cwd: SERVER })
    .filter(path => !path.endsWith('.test.ts'))
    .flatMap(path => readFileSync(join(SERVER, path), 'utf8').split('\n'))
    // A memo stands behind its name, or is given to `entryOf`; its Chinese words stand before the first hole.
    .filter(line => /\bmemo: |entryOf\(/.test(line))
    .flatMap(line => [...line.matchAll(/['`](\p{Script=Han}[^$'`]*)/gu)].map(found => found[1] ?? ''))
  expect(written.length).toBeGreaterThan(20)
  expect(written.filter(memo => memoIn('en', `${memo} x`) === `${memo} x`)).toEqual([])
})
