import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeDrain } from './drain-outbox.ts'
import type { OutboxEntry } from './outbox-entry.ts'
import { readOutbox, takeEntry } from './outbox-store.ts'
import { sendEntry } from './send-entry.ts'

vi.mock('../api.ts', () => ({ noticeSignedOut: vi.fn() }))
vi.mock('./outbox-store.ts', () => ({ readOutbox: vi.fn(), takeEntry: vi.fn(), countTry: vi.fn() }))
vi.mock('./send-entry.ts', () => ({ sendEntry: vi.fn() }))

const FIRST_WAIT_MS = 2_000
const SECOND_WAIT_MS = 5_000

const accept: OutboxEntry = {
  ...{ id: 'e1', at: 1, owner: 'a1', orderId: 'o1', place: '', tries: 0, err: null },
  ...{ kind: 'accept', body: null, photo: null },
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('navigator', { onLine: true })
  let left = [accept]
  vi.mocked(readOutbox).mockImplementation(async () => ({ entries: left, late: [] }))
  vi.mocked(takeEntry).mockImplementation(async () => {
    left = []
  })
  vi.mocked(sendEntry).mockResolvedValue(null)
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.resetAllMocks()
})

test('a store that does not open is asked again later, and what waits is sent', async () => {
  vi.mocked(readOutbox).mockRejectedValueOnce(new Error('blocked')).mockRejectedValueOnce(new Error('blocked'))
  await makeDrain('a1', vi.fn()).run()
  await vi.advanceTimersByTimeAsync(FIRST_WAIT_MS)
  expect(sendEntry).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(SECOND_WAIT_MS)
  expect(sendEntry).toHaveBeenCalledOnce()
  expect(takeEntry).toHaveBeenCalledWith('e1')
})

test('a lock that is refused is asked for again', async () => {
  const request = vi.fn((_name: string, work: () => Promise<void>) => work())
  request.mockRejectedValueOnce(new DOMException('not active', 'InvalidStateError'))
  vi.stubGlobal('navigator', { onLine: true, locks: { request } })
  await makeDrain('a1', vi.fn()).run()
  await vi.advanceTimersByTimeAsync(FIRST_WAIT_MS)
  expect(sendEntry).toHaveBeenCalledOnce()
})

test('whoever has signed out is not tried for again', async () => {
  const drain = makeDrain('a1', vi.fn())
  vi.mocked(readOutbox).mockImplementationOnce(async () => {
    drain.stop()
    throw new Error('blocked')
  })
  await drain.run()
  await vi.advanceTimersByTimeAsync(SECOND_WAIT_MS)
  expect(sendEntry).not.toHaveBeenCalled()
})
