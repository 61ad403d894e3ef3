import { civilDateOf, setClock } from '../platform/clock.ts'

/** What is to happen in the demo and when. Work may put later things on the agenda. */
export interface Agenda {
  add(at: Date, work: () => Promise<void>): void
  /** Adds what is done with others of its kind: those that follow one another on one day with nothing between go together. */
  addTo<Turn>(desk: Desk<Turn>, at: Date, turn: Turn): void
  /** Works in the order of time (of one moment what was added first), the clock at each moment; leaves what would be later. */
  workUntil(end: Date): Promise<void>
}

/** Takes what comes to it at one time, each with its moment; sets the clock to it before each. */
export type Desk<Turn> = (turns: readonly { at: Date; turn: Turn }[]) => Promise<void>

interface Entry {
  at: number
  place: number
  /** What it can go together with; a piece of work that stands alone is a desk of its own. */
  desk: Desk<unknown>
  turn: unknown
}

const MOST_AT_ONCE = 40

export function openAgenda(): Agenda {
  /** The next one last. */
  const entries: Entry[] = []
  let place = 0
  let sorted = true
  const takeNext = (end: number): Entry | undefined => {
    if (!sorted) entries.sort((a, b) => b.at - a.at || b.place - a.place)
    sorted = true
    const next = entries.at(-1)
    return next && next.at <= end ? entries.pop() : undefined
  }
  const takeTogether = (first: Entry, end: number): Entry[] => {
    const taken = [first]
    const day = civilDateOf(new Date(first.at))
    for (let next = entries.at(-1); next && taken.length < MOST_AT_ONCE; next = entries.at(-1)) {
      if (next.desk !== first.desk || next.at > end || civilDateOf(new Date(next.at)) !== day) break
      taken.push(next)
      entries.pop()
    }
    return taken
  }
  const put = (at: Date, desk: Desk<unknown>, turn: unknown) => {
    entries.push({ at: at.getTime(), place: place++, desk, turn })
    sorted = false
  }
  return {
    add: (at, work) => put(at, () => work(), null),
    addTo: (desk, at, turn) => put(at, desk as Desk<unknown>, turn),
    workUntil: async end => {
      for (let entry = takeNext(end.getTime()); entry; entry = takeNext(end.getTime())) {
        setClock(new Date(entry.at))
        await entry.desk(takeTogether(entry, end.getTime()).map(({ at, turn }) => ({ at: new Date(at), turn })))
      }
    },
  }
}
