import { expect, it } from 'vitest'
import { isOfEachPart, mergedMeasure } from './carried.ts'

const since = (effectiveFrom: string, value: string, effectiveTo: string | null = null) => ({
  ...{ effectiveFrom, effectiveTo, value },
})

it('people of two homes live together from the day on, and from each day on which their number changes', () => {
  const before = new Map([
    ['a', [since('2026-01-01', '3'), since('2026-06-01', '4')]],
    ['b', [since('2025-01-01', '2', '2026-08-31')]],
  ])
  expect(mergedMeasure('persons', before, 2, '2026-03-16')).toEqual([
    since('2026-03-16', '5', '2026-05-31'),
    since('2026-06-01', '6', '2026-08-31'),
    since('2026-09-01', '4'),
  ])
})

it('a home without people adds none, but an inner area must be known of all', () => {
  const one = new Map([['a', [since('2026-01-01', '80.5')]]])
  expect(mergedMeasure('persons', one, 2, '2026-03-16')).toEqual([since('2026-03-16', '80.5')])
  expect(mergedMeasure('innerArea', one, 2, '2026-03-16')).toEqual([])
  const both = new Map([...one, ['b', [since('2026-01-01', '9.50')]]])
  expect(mergedMeasure('innerArea', both, 2, '2026-03-16')).toEqual([since('2026-03-16', '90')])
})

it('a coefficient goes on where both have the same, else nobody knows it', () => {
  const of = (value: string) =>
    new Map([
      ['a', [since('2026-01-01', '1.2')]],
      ['b', [since('2026-01-01', value)]],
    ])
  expect(mergedMeasure('coefficient', of('1.20'), 2, '2026-03-16')).toEqual([since('2026-03-16', '1.2')])
  expect(mergedMeasure('coefficient', of('0.8'), 2, '2026-03-16')).toEqual([])
})

it('what has ended is over, also when something before it had no end', () => {
  const before = new Map([['a', [since('2025-01-01', '3'), since('2026-01-01', '2', '2026-01-31')]]])
  expect(mergedMeasure('persons', before, 1, '2026-03-16')).toEqual([])
})

it('a floor is that of each part; people are not', () => {
  expect(['floor', 'coefficient', 'f_class', 'persons', 'innerArea'].map(isOfEachPart)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ])
})
