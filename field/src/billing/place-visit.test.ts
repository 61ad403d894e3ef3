import { expect, test } from 'vitest'
import { placeVisit, type VisitBody } from './place-visit.ts'
import type { Debtor, MyDebtors } from './queries.ts'

const DEBTOR: Debtor = {
  ...{ id: 'p1', communityId: 'c1', communityName: '', premisesLabel: '1栋101', payerName: null },
  ...{
    billCount: 2,
    overdueFen: 100,
    overdueDays: 40,
    oldestDueOn: '2026-01-01',
    collectorId: 'a1',
    collectorName: '',
  },
  ...{ lastVisitAt: null, lastResult: 'promised', promisedOn: '2026-02-01', promiseBroken: true },
}
const VISIT: VisitBody = {
  ...{ id: 'v1', premisesId: 'p1', channel: 'visit', result: 'absent', promisedOn: null, note: '' },
  visitedAt: '2026-03-05T01:00:00.000Z',
}

test('a visit stands in its household, whose broken promise is over; others stay as they are', () => {
  const debtors: MyDebtors = { items: [DEBTOR, { ...DEBTOR, id: 'p2' }] }
  const [first, second] = placeVisit(debtors, VISIT).items
  expect(first).toMatchObject({
    lastVisitAt: VISIT.visitedAt,
    lastResult: 'absent',
    promisedOn: null,
    promiseBroken: false,
  })
  expect(second).toEqual({ ...DEBTOR, id: 'p2' })
})
