import { describe, expect, test } from 'vitest'
import { type BoardPage, changedIds, facesOf, groupOrders, onlyLate } from './board.ts'
import type { OrderRow, OrderState } from './order.ts'

function order(id: string, state: OrderState, more: Partial<OrderRow> = {}): OrderRow {
  return {
    ...{ id, state, number: `WX20261123-${id}`, communityId: 'c', premisesId: null, place: '3栋', category: 'water' },
    ...{ urgency: 'normal', description: '漏水', round: 1, reporterName: '王', assigneeId: null, assigneeName: null },
    ...{ reportedAt: '', respondBy: '', finishBy: '', late: false, score: null, version: 1, ...more },
  }
}

function page(state: OrderState, at: number, ...orders: OrderRow[]): BoardPage {
  return { state, orders, total: orders.length, at }
}

const idsOf = (pages: BoardPage[]) => groupOrders(pages).map(column => column.orders.map(({ id }) => id).join(''))

describe('columns', () => {
  test('keep the order of the server', () => {
    expect(idsOf([page('reported', 1, order('b', 'reported'), order('a', 'reported')), page('assigned', 1)])).toEqual([
      'ba',
      '',
    ])
  })

  test('an order in two answers stands where it was seen last', () => {
    const older = page('reported', 1, order('a', 'reported'), order('b', 'reported'))
    const newer = page('assigned', 2, order('a', 'assigned'))
    expect(idsOf([older, newer])).toEqual(['b', 'a'])
    expect(groupOrders([older, newer]).map(column => column.total)).toEqual([1, 1])
  })

  test('a card moved before the server answered is on top of its new column and counted there', () => {
    const moved = { ...page('reported', 5, order('a', 'assigned'), order('b', 'reported')), total: 40 }
    const columns = groupOrders([moved, { ...page('assigned', 1, order('c', 'assigned')), total: 7 }])
    expect(columns.map(column => column.orders.map(({ id }) => id))).toEqual([['b'], ['a', 'c']])
    expect(columns.map(column => column.total)).toEqual([39, 8])
  })

  test('an order whose new column is not shown is nowhere', () => {
    expect(idsOf([page('reported', 1, order('a', 'void'))])).toEqual([''])
  })

  test('only what is late', () => {
    const [column] = onlyLate(
      groupOrders([page('working', 1, order('a', 'working', { late: true }), order('b', 'working'))]),
      row => row.late,
    )
    expect([column?.orders.map(({ id }) => id), column?.total]).toEqual([['a'], 1])
  })
})

test('new, moved, reassigned and reworked orders are changed; others are not', () => {
  const before = facesOf(
    groupOrders([page('working', 1, order('a', 'working'), order('b', 'working'), order('c', 'working'))]),
  )
  const after = facesOf(
    groupOrders([
      page('working', 2, order('a', 'working'), order('b', 'working', { round: 2 }), order('d', 'working')),
      page('assigned', 2, order('c', 'assigned', { assigneeId: 'x' })),
    ]),
  )
  expect(changedIds(before, after).sort()).toEqual(['b', 'c', 'd'])
})
