import { describe, expect, test } from 'vitest'
import { amountFen, changeDesk, layOut, purseFen, spread } from './cashier.ts'

const bills = ['a', 'b', 'c'].map(id => ({ id, outstandingFen: 10 }))

describe('whose bills lie on the desk', () => {
  test('the bills of somebody who is not of the home are there, and not chosen; a home that is added chooses its own', () => {
    const sold = [...bills, { id: 'seller', outstandingFen: 7, isTheirs: false }]
    const desk = layOut(sold, 'cash')
    expect([...desk.chosen]).toEqual(['a', 'b', 'c'])
    const more = [...sold, { id: 'd', outstandingFen: 1 }, { id: 'e', outstandingFen: 1, isTheirs: false }]
    expect([...changeDesk(desk, { type: 'read', bills: more, chooseNew: true }).chosen]).toEqual(['a', 'b', 'c', 'd'])
    expect([...changeDesk(desk, { type: 'toggle', id: 'seller' }).chosen]).toContain('seller')
  })

  test('prepaid money pays what its holder owes at its home, and nothing else', () => {
    const owed = [
      { id: 'a', outstandingFen: 100, premisesId: 'h', payerId: 'buyer' },
      { id: 'b', outstandingFen: 40, premisesId: 'h', payerId: 'seller' },
      { id: 'c', outstandingFen: 30, premisesId: 'i', payerId: 'seller' },
    ]
    const purses = [{ premisesId: 'h', holderIds: ['seller'], balanceFen: 90 }]
    const desk = changeDesk(layOut(owed, 'cash', 90, { purses }), { type: 'purse' })
    expect([purseFen(desk), amountFen(desk)]).toEqual([40, 130])
    expect(purseFen(changeDesk(desk, { type: 'toggle', id: 'b' }))).toBe(0)
  })

  test('bills that stand together by payer are still paid in their order', () => {
    const shown = [
      { id: 'late', outstandingFen: 10, payOrder: 1 },
      { id: 'early', outstandingFen: 10, payOrder: 0 },
    ]
    const desk = changeDesk(layOut(shown, 'cash'), { type: 'amount', text: '0.10' })
    expect([...spread(desk).keys()]).toEqual(['early'])
  })
})
