import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createEventStream } from './event-stream.ts'
import { readStreamEvent } from './hold-source.ts'
import { RESUMED } from './stream-event.ts'

/** Stands in for the browser's EventSource: the test opens, speaks and breaks it. */
class FakeSource {
  static readonly CLOSED = 2
  static all: FakeSource[] = []
  readyState = 1
  onopen: () => void = () => undefined
  onmessage: (message: { data: string }) => void = () => undefined
  onerror: () => void = () => undefined
  address: string
  constructor(address: string) {
    this.address = address
    FakeSource.all.push(this)
  }
  close() {
    this.readyState = FakeSource.CLOSED
  }
}

const latest = () => FakeSource.all.at(-1) ?? new FakeSource('none was opened')
const say = (name: string) => latest().onmessage({ data: JSON.stringify({ name, payload: { id: '1' } }) })
const stops: (() => void)[] = []

beforeEach(() => {
  FakeSource.all = []
  vi.stubGlobal('EventSource', FakeSource)
})

afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function begin(name: string) {
  const stream = createEventStream({ address: '/realtime', name })
  const heard: string[] = []
  stream.listen(['service-desk.*', 'bill.issued'], event => heard.push(event.name))
  stops.push(stream.start())
  return heard
}

test('two tabs share one source and both hear', async () => {
  const [first, second] = [begin('test.share'), begin('test.share')]
  await vi.waitFor(() => expect(FakeSource.all).toHaveLength(1))
  latest().onopen()
  say('service-desk.order_assigned')
  say('payments.taken')
  say('bill.issued')
  const both = ['service-desk.order_assigned', 'bill.issued']
  expect(first).toEqual(both)
  await vi.waitFor(() => expect(second).toEqual(both))
})

test('the next tab takes over when the leader closes', async () => {
  const leading = begin('test.lead')
  const waiting = begin('test.lead')
  await vi.waitFor(() => expect(FakeSource.all).toHaveLength(1))
  stops.shift()?.()
  await vi.waitFor(() => expect(FakeSource.all).toHaveLength(2))
  say('bill.issued')
  expect(waiting).toEqual(['bill.issued'])
  expect(leading).toEqual([])
})

test('after a gap everybody is told once, and the source comes back later each time', async () => {
  vi.stubGlobal('navigator', {})
  vi.useFakeTimers()
  const heard = begin('test.gap')
  latest().onopen()
  expect(heard).toEqual([])
  latest().readyState = FakeSource.CLOSED
  latest().onerror()
  vi.advanceTimersByTime(999)
  expect(FakeSource.all).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect(FakeSource.all).toHaveLength(2)
  latest().readyState = FakeSource.CLOSED
  latest().onerror()
  vi.advanceTimersByTime(2_999)
  expect(FakeSource.all).toHaveLength(2)
  vi.advanceTimersByTime(1)
  latest().onopen()
  expect(heard).toEqual([RESUMED])
})

test('a heartbeat and nonsense are no events', () => {
  expect(readStreamEvent('')).toBeNull()
  expect(readStreamEvent('{"name":1}')).toBeNull()
  expect(readStreamEvent('{broken')).toBeNull()
  expect(readStreamEvent('{"name":"a","payload":{}}')).toEqual({ name: 'a', payload: {} })
})
