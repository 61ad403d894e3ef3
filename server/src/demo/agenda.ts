import { setClock } from '../platform/clock.ts'

/** What is to happen in the demo and when. Work may put later things on the agenda. */
export interface Agenda {
  add(at: Date, work: () => Promise<void>): void
  /** Works in the order of time (of one moment what was added first), the clock at each moment; leaves what would be later. */
  workUntil(end: Date): Promise<void>
}

interface Entry {
  at: number
  turn: number
  work: () => Promise<void>
}

export function openAgenda(): Agenda {
  /** The next one last. */
  const entries: Entry[] = []
  let turn = 0
  let sorted = true
  const takeNext = (end: number): Entry | undefined => {
    if (!sorted) entries.sort((a, b) => b.at - a.at || b.turn - a.turn)
    sorted = true
    const next = entries.at(-1)
    return next && next.at <= end ? entries.pop() : undefined
  }
  return {
    add: (at, work) => {
      entries.push({ at: at.getTime(), turn: turn++, work })
      sorted = false
    },
    workUntil: async end => {
      for (let entry = takeNext(end.getTime()); entry; entry = takeNext(end.getTime())) {
        setClock(new Date(entry.at))
        await entry.work()
      }
    },
  }
}
