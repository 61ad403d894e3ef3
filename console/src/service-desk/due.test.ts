import { expect, test } from 'vitest'
import { dueOf, spanOf } from './due.ts'

const respondBy = '2026-11-23T06:30:00Z'
const finishBy = '2026-11-25T06:00:00Z'
const at = (text: string) => Date.parse(`2026-11-${text}:00Z`)
const order = { respondBy, finishBy, late: false }

test('nobody has responded: the response is due', () => {
  const now = at('23T06:05')
  expect(dueOf({ ...order, state: 'reported' }, now, now)).toEqual({
    of: 'respond',
    at: respondBy,
    late: false,
    minutes: 25,
  })
})

test('the response runs out while the page is open', () => {
  expect(dueOf({ ...order, state: 'assigned' }, at('23T06:38'), at('23T06:29'))).toMatchObject({
    of: 'respond',
    late: true,
    minutes: 8,
  })
})

test('past its response and not late: somebody had responded before it came back, the end is due', () => {
  const now = at('23T08:00')
  expect(dueOf({ ...order, state: 'reported' }, now, now)).toMatchObject({
    of: 'finish',
    late: false,
    minutes: 46 * 60,
  })
})

test('late without a response; past the end the end counts', () => {
  const late = { ...order, late: true, state: 'reported' } as const
  expect(dueOf(late, at('23T07:00'), at('23T07:00'))).toMatchObject({ of: 'respond', late: true, minutes: 30 })
  expect(dueOf(late, at('25T09:05'), at('25T09:05'))).toMatchObject({ of: 'finish', late: true, minutes: 185 })
})

test('being worked on: the end is due', () => {
  const now = at('23T06:10')
  expect(dueOf({ ...order, state: 'working' }, now, now)).toMatchObject({ of: 'finish', late: false })
})

test('nothing is due of what is done, closed or void', () => {
  for (const state of ['done', 'closed', 'void'] as const) expect(dueOf({ ...order, state }, 0, 0)).toBeNull()
})

test('a span in its two largest units', () => {
  expect(spanOf(0)).toEqual({ unit: 'minutes', minutes: 0 })
  expect(spanOf(59)).toEqual({ unit: 'minutes', minutes: 59 })
  expect(spanOf(60)).toEqual({ unit: 'hours', hours: 1, minutes: 0 })
  expect(spanOf(24 * 60 - 1)).toEqual({ unit: 'hours', hours: 23, minutes: 59 })
  expect(spanOf(2 * 24 * 60 + 65)).toEqual({ unit: 'days', days: 2, hours: 1 })
})
