import { expect, test } from 'vitest'
import { tableOf } from './stored-table.ts'

test('a list of flat things is a table, also where some lack a value', () => {
  expect(tableOf([{ kind: 'units', create: 26 }, { kind: 'owners' }])).toEqual({
    columns: ['kind', 'create'],
    rows: [{ kind: 'units', create: 26 }, { kind: 'owners' }],
  })
})

test.each([
  [[]],
  [['a']],
  [[{ a: 1 }, 'b']],
  [[{ a: { b: 1 } }]],
  [[{}]],
  [[{ a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1 }]],
])('anything else is not: %j', values => expect(tableOf(values)).toBeUndefined())
