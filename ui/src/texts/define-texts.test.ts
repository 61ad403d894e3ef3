import { expect, expectTypeOf, test } from 'vitest'
import { defineTexts } from './define-texts.ts'

const useTexts = defineTexts({
  'zh-CN': { title: '我的', photos: '{count} 张照片，来自{who}' },
  en: { title: 'Me', photos: '{count} {count|photo|photos} from {who}' },
})

test('gives the text of a language', () => {
  expect(useTexts.in('zh-CN')('title')).toBe('我的')
  expect(useTexts.in('en')('photos', { count: 2, who: 'Li' })).toBe('2 photos from Li')
})

test('knows which codes have a text', () => {
  expect(useTexts.has('title')).toBe(true)
  expect(useTexts.has('toString')).toBe(false)
})

test('the zh-CN texts are the type of keys and parameters', () => {
  const t = useTexts.in('zh-CN')
  expectTypeOf(t<'photos'>).parameters.toEqualTypeOf<['photos', Record<'count' | 'who', string | number>]>()
  expectTypeOf(t<'title'>).parameters.toEqualTypeOf<['title']>()
  expectTypeOf(t).parameter(0).toEqualTypeOf<'title' | 'photos'>()
})
