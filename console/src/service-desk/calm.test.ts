import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { calm } from './calm.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('many calls make one run, and one more for those that came meanwhile', async () => {
  let end = () => {}
  const run = vi.fn(() => new Promise<void>(resolve => (end = resolve)))
  const { call } = calm(run, 100)
  for (let n = 0; n < 50; n++) call()
  expect(run).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(100)
  expect(run).toHaveBeenCalledTimes(1)
  for (let n = 0; n < 50; n++) call()
  await vi.advanceTimersByTimeAsync(1000)
  expect(run).toHaveBeenCalledTimes(1)
  end()
  await vi.advanceTimersByTimeAsync(100)
  expect(run).toHaveBeenCalledTimes(2)
})

test('a failed run does not stop the next; after stop nothing runs', async () => {
  const run = vi.fn(() => Promise.reject(new Error('offline')))
  const { call, stop } = calm(run, 10)
  call()
  await vi.advanceTimersByTimeAsync(10)
  call()
  await vi.advanceTimersByTimeAsync(10)
  expect(run).toHaveBeenCalledTimes(2)
  call()
  stop()
  await vi.advanceTimersByTimeAsync(10)
  expect(run).toHaveBeenCalledTimes(2)
})
