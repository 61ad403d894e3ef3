import { expect, test } from 'vitest'
import { dueOf } from './task.ts'

const respondBy = '2026-11-23T06:30:00Z'
const finishBy = '2026-11-25T09:00:00Z'
const now = Date.parse('2026-11-23T06:00:00Z')

test('a new task is to be taken on, then to be finished', () => {
  const next = { late: false, days: 0, hours: 0, minutes: 30 }
  expect(dueOf({ state: 'assigned', respondBy, finishBy }, now)).toEqual(next)
  expect(dueOf({ state: 'working', respondBy, finishBy }, now)).toEqual({ late: false, days: 2, hours: 3, minutes: 0 })
})

test('past its time it is late by so much', () => {
  const later = Date.parse('2026-11-23T08:05:59Z')
  expect(dueOf({ state: 'assigned', respondBy, finishBy }, later)).toEqual({
    late: true,
    days: 0,
    hours: 1,
    minutes: 35,
  })
})

test('what is done has no time any more', () => {
  expect(dueOf({ state: 'done', respondBy, finishBy }, now)).toBeNull()
  expect(dueOf({ state: 'closed', respondBy, finishBy }, now)).toBeNull()
})
