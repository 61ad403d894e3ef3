import type { OrderDetail, OrderState } from './order.ts'

type LogEntry = OrderDetail['log'][number]

/** What still has to happen, in order, from each state on. */
const AHEAD = {
  reported: ['assign', 'accept', 'finish', 'confirm'],
  assigned: ['accept', 'finish', 'confirm'],
  working: ['finish', 'confirm'],
  done: ['confirm'],
  closed: [],
  void: [],
} as const satisfies Record<OrderState, readonly string[]>

type Ahead = (typeof AHEAD)[OrderState][number]

interface PastStep {
  kind: 'past'
  id: string
  /** `confirmedSilently` where nobody answered and the system did. */
  what: LogEntry['action'] | 'confirmedSilently'
  at: string
  /** null where the system did it. */
  who: string | null
  /** To whom it was given, for the assignment that counts now. */
  to: string | null
  note: string | null
  photos: LogEntry['photos']
}

interface AheadStep {
  kind: 'ahead'
  id: string
  what: Ahead
  /** The one that everybody waits for now. */
  current: boolean
}

export type OrderStep = PastStep | AheadStep

/**
 * The way of an order as the household sees it: what happened, what is awaited, what then follows. Photos and words of the
 * report and of the rating stand on the page by themselves and are not repeated here.
 */
export function stepsOf(order: Pick<OrderDetail, 'state' | 'assigneeName' | 'log'>): OrderStep[] {
  const lastGiven = order.log.filter(entry => entry.action === 'assigned').at(-1)
  const past = order.log.map((entry): PastStep => {
    const bySystem = entry.actorKind === 'system'
    const elsewhere = entry.action === 'reported' || entry.action === 'confirmed'
    return {
      kind: 'past',
      id: entry.id,
      what: entry.action === 'confirmed' && bySystem ? 'confirmedSilently' : entry.action,
      at: entry.at,
      who: bySystem ? null : entry.actorName,
      to: entry === lastGiven && order.state !== 'reported' ? order.assigneeName : null,
      note: elsewhere || entry.note === order.assigneeName ? null : entry.note,
      photos: elsewhere ? [] : entry.photos,
    }
  })
  const ahead = AHEAD[order.state].map(
    (what, index): AheadStep => ({ kind: 'ahead', id: what, what, current: index === 0 }),
  )
  return [...past, ...ahead]
}
