import { expect, expectTypeOf, test } from 'vitest'
import { fillPath, matchPath, type ParamsOf, readSearch, writeSearch } from './paths.ts'

const PAGES = ['/', '/orders/$orderId', '/orders/new', '/bills/$billId/dispute'] as const

test.each([
  ['/', '/', {}],
  ['/orders/new', '/orders/new', {}],
  ['/orders/7', '/orders/$orderId', { orderId: '7' }],
  ['/orders/1%2F2', '/orders/$orderId', { orderId: '1/2' }],
  ['/bills/7/dispute', '/bills/$billId/dispute', { billId: '7' }],
])('%s leads to %s', (path, page, params) => {
  expect(matchPath(PAGES, path)).toEqual({ page, params })
})

test.each(['/orders', '/orders/', '/bills/7/other', '/orders/%E0%A4', '', '/orders/7/8'])('%s leads nowhere', path => {
  expect(matchPath(PAGES, path)).toBeNull()
})

test('a path is filled so that it leads back to the same page', () => {
  const filled = fillPath('/bills/$billId/dispute', { billId: 'a b/c' })
  expect(filled).toBe('/bills/a%20b%2Fc/dispute')
  expect(matchPath(PAGES, filled)?.params).toEqual({ billId: 'a b/c' })
})

test('the state of a page is written into its address and read from it', () => {
  expect(writeSearch({ show: undefined })).toBe('')
  expect(writeSearch()).toBe('')
  expect(writeSearch({ to: '/bills?show=settled', code: '0123' })).toBe('?to=%2Fbills%3Fshow%3Dsettled&code=0123')
  expect(readSearch('?to=%2Fbills%3Fshow%3Dsettled&code=0123')).toEqual({ to: '/bills?show=settled', code: '0123' })
})

test('the names in a path are its type', () => {
  expectTypeOf<ParamsOf<'/bills/$billId/dispute'>>().toEqualTypeOf<{ billId: string }>()
  expectTypeOf<keyof ParamsOf<'/a/$one/b/$two'>>().toEqualTypeOf<'one' | 'two'>()
  expectTypeOf<keyof ParamsOf<'/orders/new'>>().toEqualTypeOf<never>()
})
