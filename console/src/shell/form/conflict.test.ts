import { expect, test } from 'vitest'
import { differingFields } from './conflict.ts'

test('only what somebody else changed, and differently, is a conflict', () => {
  const base = { name: '甲', phone: '1', note: null, tags: ['a'], floor: 3 }
  const theirs = { name: '乙', phone: '1', note: '新', tags: ['a', 'b'], floor: 4 }
  const mine = { name: '丙', phone: '2', note: '', tags: ['a'], floor: 4 }
  expect(differingFields(base, theirs, mine)).toEqual([
    { field: 'name', theirs: '乙', mine: '丙', both: true },
    // Untouched here: theirs is taken.
    { field: 'note', theirs: '新', mine: '', both: false },
    { field: 'tags', theirs: ['a', 'b'], mine: ['a'], both: false },
  ])
})

test('nothing changed there: nothing to choose', () => {
  expect(differingFields({ a: 1 }, { a: 1 }, { a: 2 })).toEqual([])
  expect(differingFields({ a: undefined }, { a: null }, { a: '' })).toEqual([])
})
