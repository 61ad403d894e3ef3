import { expect, test } from 'vitest'
import { oneAtATime } from './one-at-a-time.ts'

/** Deeds that note when they began and end when they are told to. */
function notes() {
  const begun: string[] = []
  const ends: (() => void)[] = []
  const deed = (name: string) => () => {
    begun.push(name)
    return new Promise<void>(resolve => ends.push(resolve))
  }
  const tick = () => new Promise(resolve => setTimeout(resolve))
  return { begun, ends, deed, tick }
}

test('the same asked twice while it is under way is done once', async () => {
  const { begun, ends, deed, tick } = notes()
  const once = oneAtATime()
  const [enter, blur] = [once('12', deed('enter')), once('12', deed('blur'))]
  await tick()
  ends[0]?.()
  await Promise.all([enter, blur])
  expect(begun).toEqual(['enter'])
})

test('something else waits for what is under way, and is done then', async () => {
  const { begun, ends, deed, tick } = notes()
  const once = oneAtATime()
  void once('12', deed('12'))
  const other = once('13', deed('13'))
  await tick()
  expect(begun).toEqual(['12'])
  ends[0]?.()
  await tick()
  expect(begun).toEqual(['12', '13'])
  ends[1]?.()
  await other
})

test('the same is done again once it is through', async () => {
  const { begun, ends, deed, tick } = notes()
  const once = oneAtATime()
  for (const round of [0, 1]) {
    const done = once('12', deed(`${round}`))
    await tick()
    ends[round]?.()
    await done
  }
  expect(begun).toEqual(['0', '1'])
})
