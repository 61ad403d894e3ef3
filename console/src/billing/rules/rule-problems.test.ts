import { ApiError } from '@anju/contract'
import { expect, test } from 'vitest'
import { withFields } from './rule-problems.ts'

test('each problem of a rule lands on the field of the form that it is about', () => {
  const refusal = new ApiError(
    422,
    {
      code: 'billing.rule_wrong',
      params: {
        problems: [
          { field: 'versions.0.unitPrice', code: 'not-positive' },
          { field: 'versions', code: 'no-price-at-start' },
          { field: 'effectiveTo', code: 'ends-before-start' },
          { field: 'name', code: 'never heard of' },
        ],
      },
    },
    'r-1',
  )
  const placed = withFields(refusal) as ApiError
  expect(placed.errors.map(({ path, code }) => [path, code])).toEqual([
    ['unitPrice', 'too_small'],
    ['effectiveFrom', 'too_big'],
    ['effectiveTo', 'too_small'],
    ['name', 'wrong'],
  ])
  expect(placed.requestId).toBe('r-1')
})

test('any other failure stays what it is', () => {
  const other = new ApiError(409, { code: 'billing.rule_code_taken' }, null)
  expect(withFields(other)).toBe(other)
  const bug = new Error('x')
  expect(withFields(bug)).toBe(bug)
})
