import { expect, test } from 'vitest'
import { columnsProblem, LAYOUTS } from './layouts.ts'

const of = (...fields: string[]) => fields.map(field => ({ field, width: null }))
const wide = (...fields: string[]) => fields.map(field => ({ field, width: 20 }))

test('what a list of columns lacks is said as the server would', () => {
  expect(columnsProblem('request', false, of('reference', 'accountNumber'))).toBe('request')
  expect(columnsProblem('request', false, of('reference', 'accountNumber', 'amount'))).toBeNull()
  expect(columnsProblem('result', false, of('reference', 'amount', 'reason'))).toBe('result')
  expect(columnsProblem('result', false, of('reference', 'code'))).toBe('few')
  expect(columnsProblem('result', false, of('reference', 'code', 'skip', 'skip'))).toBeNull()
  expect(columnsProblem('result', false, of('reference', 'code', 'amount', 'amount'))).toBe('twice')
  expect(columnsProblem('summary', false, [])).toBe('summary')
})

test('a fixed file needs every width', () => {
  expect(columnsProblem('result', true, wide('reference', 'code', 'amount'))).toBeNull()
  expect(columnsProblem('result', true, [...wide('reference', 'code'), ...of('amount')])).toBe('width')
})

test('the layouts that are offered lack nothing', () => {
  for (const { request, result } of Object.values(LAYOUTS)) {
    expect(columnsProblem('request', request.kind === 'fixed', request.columns)).toBeNull()
    expect(columnsProblem('result', result.kind === 'fixed', result.columns)).toBeNull()
    if (request.summary !== 'none')
      expect(columnsProblem('summary', request.kind === 'fixed', request.summaryColumns ?? [])).toBeNull()
  }
})
