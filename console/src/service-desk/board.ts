import type { OrderRow, OrderState } from './order.ts'

/** One answer of the server: the first orders of a state. */
export interface BoardPage {
  state: OrderState
  orders: readonly OrderRow[]
  /** How many there are of this state, also beyond these. */
  total: number
  /** When the answer came, in ms. */
  at: number
}

export interface BoardColumn {
  state: OrderState
  orders: OrderRow[]
  total: number
}

/**
 * The columns of the board out of one answer per state. The answers are of different moments, and a card may have been moved before
 * the server was asked again: an order stands once, in the column of its newest sighting; what came in from another answer is on top.
 */
export function groupOrders(pages: readonly BoardPage[]): BoardColumn[] {
  const newest = new Map<string, { order: OrderRow; at: number }>()
  for (const page of pages) {
    for (const order of page.orders) {
      const known = newest.get(order.id)
      if (!known || page.at > known.at) newest.set(order.id, { order, at: page.at })
    }
  }
  return pages.map(page => {
    const own = page.orders.flatMap(({ id }) => {
      const order = newest.get(id)?.order
      return order && order.state === page.state ? [order] : []
    })
    const ownIds = new Set(own.map(order => order.id))
    const movedIn = [...newest.values()]
      .map(({ order }) => order)
      .filter(order => order.state === page.state && !ownIds.has(order.id))
    const movedOut = page.orders.length - own.length
    return {
      state: page.state,
      orders: [...movedIn, ...own],
      total: Math.max(0, page.total - movedOut) + movedIn.length,
    }
  })
}

/** What of an order, when it changes, is worth a look. */
const faceOf = (order: OrderRow) => `${order.state} ${order.assigneeId} ${order.round}`

export type Faces = ReadonlyMap<string, string>

/** The faces of all orders on the board, to compare with later. */
export function facesOf(columns: readonly BoardColumn[]): Faces {
  return new Map(columns.flatMap(column => column.orders.map(order => [order.id, faceOf(order)] as const)))
}

/** The orders that are new on the board, or look different from before. */
export function changedIds(before: Faces, now: Faces): string[] {
  return [...now].flatMap(([id, face]) => (before.get(id) === face ? [] : [id]))
}

/** Only what is late. */
export function onlyLate(columns: readonly BoardColumn[], isLate: (order: OrderRow) => boolean): BoardColumn[] {
  return columns.map(column => {
    const orders = column.orders.filter(isLate)
    return { ...column, orders, total: orders.length }
  })
}
