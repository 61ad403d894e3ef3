import { ApiError } from '@anju/contract'
import { expect, test } from 'vitest'
import { fieldErrors, fieldPath, matchFields } from './field-errors.ts'

test('a path of the server is a field name of the form', () => {
  expect(fieldPath('versions.0.unitPrice')).toEqual(['versions', 0, 'unitPrice'])
  expect(fieldPath('')).toEqual([])
})

test('errors land on their field, those without one are kept apart', () => {
  const refusal = new ApiError(
    422,
    {
      code: 'platform.input_wrong',
      errors: [
        { path: 'name', code: 'too_small', message: 'Too small' },
        { path: 'roleIds.2', code: 'invalid_format', message: 'Invalid' },
        { path: 'communityId', code: 'invalid_format', message: 'Invalid' },
      ],
    },
    'r-1',
  )
  const { onForm, elsewhere } = matchFields(fieldErrors(refusal), [['name'], ['roleIds']])
  expect(onForm).toEqual([
    { field: ['name'], code: 'too_small' },
    { field: ['roleIds'], code: 'invalid_format' },
  ])
  expect(elsewhere).toEqual([{ path: ['communityId'], code: 'invalid_format' }])
})

test('any other failure has no fields', () => {
  expect(fieldErrors(new Error('x'))).toEqual([])
})
