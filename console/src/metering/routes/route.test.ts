import { describe, expect, it } from 'vitest'
import { moved, whereOf } from './route.ts'

describe('the order of a route', () => {
  const meters = ['a', 'b', 'c', 'd']

  it.each([
    [0, 2, 'bcad'],
    [3, 0, 'dabc'],
    [1, 1, 'abcd'],
    [2, 9, 'abdc'],
    [1, -1, 'bacd'],
    [7, 0, 'abcd'],
  ])('from %i to %i', (from, to, order) => {
    expect(moved(meters, from, to).join('')).toBe(order)
    expect(meters.join('')).toBe('abcd')
  })

  it('says where a meter is', () => {
    expect(whereOf({ premisesLabel: '1-1-101', place: '厨房' })).toBe('1-1-101 · 厨房')
    expect(whereOf({ premisesLabel: null, place: 'B1 配电房' })).toBe('B1 配电房')
  })
})
