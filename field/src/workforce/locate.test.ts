import { expect, test } from 'vitest'
import { isInside, nearest } from './locate.ts'

const places = [
  { name: '北门岗', latitude: 31.2, longitude: 121.4, radiusM: 200 },
  { name: '南门岗', latitude: 31.21, longitude: 121.4, radiusM: 200 },
]
const at = (latitude: number, accuracyM = 10) => ({ latitude, longitude: 121.4, accuracyM })

test('the nearest place is named with its distance', () => {
  const near = nearest(at(31.2009), places)
  expect([near?.place.name, Math.round((near?.distanceM ?? 0) / 10)]).toEqual(['北门岗', 10])
  expect(nearest(at(31.2), [])).toBeNull()
})

test('inside is within the radius, with at most 100 m of uncertainty', () => {
  expect(isInside(at(31.2015), places)).toBe(true)
  expect(isInside(at(31.2025), places)).toBe(false)
  expect(isInside(at(31.2025, 90), places)).toBe(true)
  expect(isInside(at(31.2045, 5_000), places)).toBe(false)
  expect(isInside(null, places)).toBe(false)
})
