/** The states of premises (domain.md §8): 未售 已售未交 已交付 空置 自住 出租 装修中, and which may follow which. */
export const STATES = ['unsold', 'sold', 'handed-over', 'vacant', 'occupied', 'let', 'decorating'] as const

export type State = (typeof STATES)[number]

const NEXT: Record<State, readonly State[]> = {
  // What the developer keeps may be let or used before it is sold.
  unsold: ['sold', 'handed-over', 'let', 'occupied'],
  // 退房 leads back.
  sold: ['handed-over', 'unsold'],
  'handed-over': ['vacant', 'occupied', 'let', 'decorating', 'unsold'],
  vacant: ['occupied', 'let', 'decorating', 'unsold', 'sold'],
  occupied: ['vacant', 'let', 'decorating'],
  let: ['vacant', 'occupied', 'decorating', 'unsold'],
  decorating: ['occupied', 'vacant', 'let'],
}

/** Whether one state may follow another; any other was a mistake before and is written down as a correction. */
export function mayFollow(from: State, to: State): boolean {
  return NEXT[from].includes(to)
}
