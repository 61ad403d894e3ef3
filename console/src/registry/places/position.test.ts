import { expect, test } from 'vitest'
import { roundKm, seenFrom } from './position.ts'

const at = (id: string, lng: string | null, lat: string | null) => ({ id, name: id, lng, lat })

test('others are seen by direction and distance, the nearest first', () => {
  const seen = seenFrom(at('here', '120.000000', '30.000000'), [
    at('far', '120.000000', '30.100000'),
    at('here', '120.000000', '30.000000'),
    at('unknown', null, null),
    at('east', '120.050000', '30.000000'),
  ])
  expect(seen.map(one => one.id)).toEqual(['east', 'far'])
  expect(seen[0]?.eastKm).toBeCloseTo(4.815, 2)
  expect(seen[1]).toMatchObject({ eastKm: 0 })
  expect(seen[1]?.northKm).toBeCloseTo(11.12, 2)
  expect(
    seenFrom(
      at('nowhere', null, null),
      seen.map(() => at('x', '1', '1')),
    ),
  ).toEqual([])
})

test.each([
  [7, 5],
  [23, 20],
  [0.9, 0.5],
  [1, 1],
])('of at most %d km the scale shows %d', (most, wanted) => expect(roundKm(most)).toBeCloseTo(wanted, 6))
