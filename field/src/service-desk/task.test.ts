import { expect, test } from 'vitest'
import type { OutboxEntry } from '../outbox/outbox-entry.ts'
import { dueOf, type Task, taskNow } from './task.ts'

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

const task = { id: 'one', state: 'assigned' } as Task
const frame = { orderId: 'one', at: 0, owner: 'me', place: '1栋', tries: 0, err: null }
const accept: OutboxEntry = { ...frame, id: 'a', kind: 'accept', body: null, photo: null }
const finish: OutboxEntry = { ...frame, id: 'b', kind: 'finish', body: { note: '好了', photoIds: [] }, photo: null }

test('what waits in the outbox is already done for the person who did it', () => {
  expect(taskNow(task, [])).toEqual({ task, waiting: null, refused: false })
  expect(taskNow(task, [accept])).toMatchObject({ task: { state: 'working' }, waiting: 'accept' })
  expect(taskNow(task, [accept, finish])).toMatchObject({ task: { state: 'done' }, waiting: 'finish' })
  expect(taskNow(task, [{ ...accept, orderId: 'two' }])).toMatchObject({ task: { state: 'assigned' }, waiting: null })
})

test('a refused step is said', () => {
  const err = { status: 404, code: 'platform.not_found', params: {} }
  expect(taskNow(task, [{ ...accept, err }]).refused).toBe(true)
})
