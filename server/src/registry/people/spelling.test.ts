import { expect, test } from 'vitest'
import { pinyinOf, spellingOf } from './spelling.ts'

test('a name is spelled whole, by initials, and from its second and third syllable on', () => {
  expect(spellingOf('王小明')).toEqual({
    full: 'wangxiaoming',
    initials: 'wxm',
    fromSecond: 'xiaoming',
    fromThird: 'ming',
  })
  expect(spellingOf('欧阳锋')).toMatchObject({ full: 'ouyangfeng', fromSecond: 'yangfeng', fromThird: 'feng' })
  expect(spellingOf('王')).toMatchObject({ full: 'wang', fromSecond: '', fromThird: '' })
})

test('pinyin is read with blanks and marks between its syllables', () => {
  expect(['ou yang', "Ou'yang", 'ＯＵ ＹＡＮＧ', 'ou-yang'].map(pinyinOf)).toEqual(
    Array.from({ length: 4 }, () => 'ouyang'),
  )
  expect(['王', '1-101', 'a1', ' '].map(pinyinOf)).toEqual([null, null, null, null])
})
