import { describe, expect, test } from 'vitest'
import { dueTimes, isLate, nextState, type OrderAction, type OrderState, orderNumber, TRANSITIONS } from './order.ts'

const STATES = ['reported', 'assigned', 'working', 'done', 'closed', 'void'] as const
const ACTIONS = Object.keys(TRANSITIONS) as OrderAction[]

describe('the state machine', () => {
  /** Every pair of state and action that leads somewhere; all others lead nowhere. */
  const LEADS: [OrderState, OrderAction, OrderState][] = [
    ['reported', 'assign', 'assigned'],
    ['reported', 'void', 'void'],
    ['assigned', 'assign', 'assigned'],
    ['assigned', 'accept', 'working'],
    ['assigned', 'decline', 'reported'],
    ['assigned', 'hand-over', 'reported'],
    ['assigned', 'void', 'void'],
    ['working', 'assign', 'assigned'],
    ['working', 'hand-over', 'reported'],
    ['working', 'finish', 'done'],
    ['working', 'void', 'void'],
    ['done', 'confirm', 'closed'],
    ['done', 'reject', 'working'],
  ]
  const pairs = STATES.flatMap(state => ACTIONS.map(action => ({ state, action })))

  test.each(pairs)('$action from $state', ({ state, action }) => {
    const lead = LEADS.find(([from, taken]) => from === state && taken === action)
    expect(nextState(state, action)).toBe(lead?.[2] ?? null)
  })

  test('each step has its party', () => {
    const parties = Object.fromEntries(ACTIONS.map(action => [action, TRANSITIONS[action].by]))
    expect(parties).toEqual({
      assign: 'dispatcher',
      void: 'dispatcher',
      accept: 'assignee',
      decline: 'assignee',
      'hand-over': 'system',
      finish: 'assignee',
      confirm: 'household',
      reject: 'household',
    })
  })
})

describe('the service level', () => {
  const reportedAt = new Date('2026-11-23T16:30:00+08:00')

  test('urgent: 5 minutes and 4 hours; normal: 30 minutes and 48 hours, on the natural clock', () => {
    expect(dueTimes('urgent', reportedAt)).toEqual({
      respondBy: new Date('2026-11-23T16:35:00+08:00'),
      finishBy: new Date('2026-11-23T20:30:00+08:00'),
    })
    expect(dueTimes('normal', reportedAt)).toEqual({
      respondBy: new Date('2026-11-23T17:00:00+08:00'),
      finishBy: new Date('2026-11-25T16:30:00+08:00'),
    })
  })

  const due = dueTimes('normal', reportedAt)
  const minutes = (count: number) => new Date(reportedAt.getTime() + count * 60_000)
  const order = (state: OrderState, respondedAt: Date | null, doneAt: Date | null) => ({
    ...due,
    state,
    respondedAt,
    doneAt,
  })

  test.each([
    ['nobody has responded, in time to the second', order('reported', null, null), minutes(30), false],
    ['nobody has responded, too late', order('assigned', null, null), minutes(30.02), true],
    ['taken on, being worked on', order('working', minutes(10), null), minutes(600), false],
    ['taken on late, but in time to be done', order('working', minutes(40), null), minutes(600), false],
    ['not done in time', order('working', minutes(10), null), minutes(48 * 60 + 1), true],
    ['given to another after a response', order('assigned', minutes(10), null), minutes(600), false],
    ['done in time, looked at much later', order('closed', minutes(10), minutes(600)), minutes(90_000), false],
    ['done too late', order('done', minutes(10), minutes(48 * 60 + 1)), minutes(48 * 60 + 2), true],
    ['void is never late', order('void', null, null), minutes(90_000), false],
  ])('%s', (_, times, at, late) => {
    expect(isLate(times, at)).toBe(late)
  })
})

test('numbers', () => {
  expect(orderNumber('2026-11-23', 1)).toBe('WX20261123-0001')
  expect(orderNumber('2026-11-23', 12345)).toBe('WX20261123-12345')
})
