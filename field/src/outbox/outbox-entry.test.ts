import { expect, test } from 'vitest'
import { aboutDebtor, isHeld, isOfDebtor, isOfMeter, nextToSend, type OutboxEntry } from './outbox-entry.ts'

const refused = { status: 404, code: 'platform.not_found', params: {} }

function entry(id: string, orderId: string, err: OutboxEntry['err'] = null): OutboxEntry {
  return { id, orderId, err, kind: 'accept', body: null, photo: null, at: 0, owner: 'me', place: '1栋', tries: 0 }
}

test('what was done first is sent first', () => {
  expect(nextToSend([entry('a', 'one'), entry('b', 'two')])?.id).toBe('a')
  expect(nextToSend([])).toBeNull()
})

test('a parked entry holds back the later ones of its task, and of no other', () => {
  const entries = [entry('a', 'one', refused), entry('b', 'one'), entry('c', 'two')]
  expect(nextToSend(entries)?.id).toBe('c')
  expect(entries.map(each => isHeld(each, entries))).toEqual([false, true, false])
})

test('what was done before a parked entry is not held', () => {
  const entries = [entry('a', 'one'), entry('b', 'one', refused)]
  expect(nextToSend(entries)?.id).toBe('a')
})

test('a visit is about a household, neither a meter nor a task', () => {
  expect([isOfDebtor(aboutDebtor('p1')), isOfMeter(aboutDebtor('p1'))]).toEqual([true, false])
  expect([isOfDebtor('r1/m1'), isOfMeter('r1/m1'), isOfMeter('o1')]).toEqual([false, true, false])
})
