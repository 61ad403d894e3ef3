import { describe, expect, test } from 'vitest'
import {
  amountFen,
  changeDesk,
  changeFen,
  chosenFen,
  currentRow,
  type Desk,
  type DeskAction,
  discountOf,
  layOut,
  penaltyFen,
  prepayFen,
  problemOf,
  purseFen,
  roundedFen,
  spread,
  tenderedFen,
} from './cashier.ts'
import { itemsOf } from './choice.ts'
import { collectionOf } from './collection.ts'
import { intentionFor } from './intention.ts'

const bills = [
  { id: 'a', outstandingFen: 10_000 },
  { id: 'b', outstandingFen: 5_050 },
  { id: 'c', outstandingFen: 1 },
]

const after = (...actions: DeskAction[]): Desk => actions.reduce(changeDesk, layOut(bills, 'cash'))

describe('choosing', () => {
  test('everything is chosen at first, the amount is the total, nothing is in the way', () => {
    const desk = after()
    expect([...desk.chosen]).toEqual(['a', 'b', 'c'])
    expect(chosenFen(desk)).toBe(15_051)
    expect(amountFen(desk)).toBe(15_051)
    expect(problemOf(desk)).toBeNull()
  })

  test('a bill is let go and taken again', () => {
    expect(chosenFen(after({ type: 'toggle', id: 'a' }))).toBe(5_051)
    expect(chosenFen(after({ type: 'toggle', id: 'a' }, { type: 'toggle', id: 'a' }))).toBe(15_051)
  })

  test('A lets all go when all are chosen, and takes all otherwise', () => {
    expect(after({ type: 'toggle-all' }).chosen.size).toBe(0)
    expect(after({ type: 'toggle', id: 'b' }, { type: 'toggle-all' }).chosen.size).toBe(3)
  })

  test('another choice forgets what was typed for the old sum', () => {
    const desk = after({ type: 'amount', text: '50' }, { type: 'tendered', text: '100' }, { type: 'toggle', id: 'c' })
    expect(desk.amountText).toBeNull()
    expect(desk.tenderedText).toBe('')
    expect(amountFen(desk)).toBe(15_050)
  })

  test('the arrows stop at both ends', () => {
    expect(after({ type: 'move', to: -1 }).cursor).toBe(0)
    expect(after({ type: 'move', to: 9 }).cursor).toBe(2)
  })
})

describe('in flight', () => {
  const flying = { id: 'f', itemName: '物业费', outstandingFen: 900, debitBatchNumber: 'DK000001' }
  const free = { id: 'w', itemName: '水费', outstandingFen: 100 }

  test('what the bank is asked for is never chosen', () => {
    const desk = layOut([flying, free], 'cash')
    expect([...desk.chosen]).toEqual(['w'])
    for (const action of [{ type: 'toggle', id: 'f' }, { type: 'toggle-all' }] as const)
      expect(changeDesk(desk, action).chosen.has('f')).toBe(false)
    const landed = changeDesk(desk, { type: 'read', bills: [{ ...flying, debitBatchNumber: null }, free] })
    expect(changeDesk(landed, { type: 'toggle', id: 'f' }).chosen.has('f')).toBe(true)
    expect([...changeDesk(landed, { type: 'read', bills: [flying, free] }).chosen]).toEqual(['w'])
  })
})

describe('choosing lines', () => {
  const line = (id: string, amountFen: number, settledFen = 0) => ({ id, amountFen, settledFen })
  const quarter = {
    ...{ id: 'q', itemName: '物业费', outstandingFen: 25_000, penaltyFen: 300 },
    lines: [line('q1', 10_000, 5_000), line('q2', 10_000), line('q3', 10_000)],
    penalties: [
      { lineId: 'q1', openFen: 200 },
      { lineId: 'q2', openFen: 100 },
    ],
  }
  const water = { id: 'w', itemName: '水费', outstandingFen: 900, lines: [line('w1', 900)] }
  const on = (...actions: DeskAction[]) => actions.reduce(changeDesk, layOut([quarter, water], 'cash'))
  const tick = (lineId: string): DeskAction => ({ type: 'toggle-line', id: 'q', lineId })

  test('a line that is let go takes its penalty with it; the lines that are paid are named', () => {
    const desk = on(tick('q1'))
    expect([chosenFen(desk), penaltyFen(desk)]).toEqual([20_900 + 100, 100])
    expect(collectionOf(desk)).toMatchObject({
      ...{ billIds: ['q', 'w'], lineIds: ['q2', 'q3', 'w1'], amountFen: 21_000, withPenalty: true },
    })
    expect([...spread(desk)]).toEqual([
      ['q', 20_100],
      ['w', 900],
    ])
  })

  test('ticked again all is whole and no line is named', () => {
    expect(collectionOf(on(tick('q1'), tick('q1')))).not.toHaveProperty('lineIds')
  })

  test('the first line takes its bill with it, the last one lets it go', () => {
    const one = on({ type: 'toggle-all' }, tick('q2'))
    expect([[...one.chosen], chosenFen(one)]).toEqual([['q'], 10_100])
    expect([...changeDesk(one, tick('q2')).chosen]).toEqual([])
    expect(on(tick('q1'), tick('q2'), tick('q3')).chosen.has('q')).toBe(false)
  })

  test('a bill in part is taken wholly by its own tick, then let go', () => {
    const whole = on(tick('q1'), { type: 'toggle', id: 'q' })
    expect([whole.leftOut.size, chosenFen(whole)]).toEqual([0, 26_200])
    expect(changeDesk(whole, { type: 'toggle', id: 'q' }).chosen.has('q')).toBe(false)
  })

  test('I takes and lets go all of an item', () => {
    const item: DeskAction = { type: 'toggle-item', itemName: '物业费' }
    expect([...on(item).chosen]).toEqual(['w'])
    expect([...on(item, item).chosen].sort()).toEqual(['q', 'w'])
    expect(itemsOf(on(tick('q1'))).map(one => [one.name, one.taken, one.fen])).toEqual([
      ['物业费', 'mixed', 25_300],
      ['水费', 'all', 900],
    ])
  })

  test('the arrows go through the lines that are unfolded, and stay where they are when something above is folded', () => {
    const open = on({ type: 'unfold', id: 'q' }, { type: 'move', to: 2 })
    expect(currentRow(open)?.line?.id).toBe('q2')
    expect(changeDesk(open, { type: 'move', to: 99 }).cursor).toBe(4)
    expect(currentRow(changeDesk(open, { type: 'unfold', id: 'q' }))).toMatchObject({ bill: { id: 'q' }, line: null })
    const below = changeDesk(open, { type: 'move', to: 4 })
    expect(currentRow(changeDesk(below, { type: 'unfold', id: 'q', open: false }))?.bill.id).toBe('w')
    expect(on({ type: 'unfold', id: 'w' }, { type: 'move', to: 99 }).cursor).toBe(1)
  })

  test('a line whose principal is paid is not named where penalties are left out', () => {
    const late = { ...quarter, lines: [line('q1', 10_000, 10_000), ...quarter.lines.slice(1)], outstandingFen: 20_000 }
    const desk = [tick('q3'), { type: 'penalty' } as const].reduce(changeDesk, layOut([late], 'pos'))
    expect(collectionOf(desk)).toEqual({ billIds: ['q'], lineIds: ['q2'], amountFen: 10_000, method: 'pos' })
  })

  test('read again, what was left out stays so; a bill of which only that is left is let go', () => {
    const paid = { ...quarter, lines: [line('q1', 10_000, 5_000)], outstandingFen: 5_000, penaltyFen: 200 }
    const desk = on(tick('q1'), { type: 'read', bills: [{ ...quarter }, { ...water, outstandingFen: 800 }] })
    expect([...desk.leftOut]).toEqual(['q1'])
    expect([...changeDesk(desk, { type: 'read', bills: [paid, water] }).chosen]).toEqual(['w'])
  })
})

describe('paying ahead', () => {
  const months = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      ...{ id: `m${from + index}`, amountFen: 25_470, settledFen: 0 },
      segmentStart: `2026-${String(from + index).padStart(2, '0')}-01`,
    }))
  const year = { id: 'y', itemName: '物业费', outstandingFen: 12 * 25_470, lines: months(1, 12) }
  const offer = {
    id: 'o',
    name: '预缴95折',
    itemNames: ['物业费'],
    percent: '95',
    capYuan: null,
    minMonths: 12,
    untilOn: null,
  }
  const on = (change: object, ...actions: DeskAction[]) =>
    actions.reduce(changeDesk, layOut([year], 'transfer', 0, { offers: [{ ...offer, ...change }], asOf: '2026-01-20' }))

  test('E55: a year at 95 % is 2903.58, 152.82 let off; not for a part, not for eleven months, not for another item', () => {
    expect(collectionOf(on({}))).toMatchObject({ amountFen: 290_358, discountFen: 15_282 })
    // What is taken, month by month, after what is let off; the months add up to it.
    expect([...spread(on({}))]).toEqual([['y', 290_358]])
    const off = discountOf(on({})).byLine
    expect([...off.values()].reduce((sum, fen) => sum + fen, 0)).toBe(15_282)
    expect(off.size).toBe(12)
    const part = on({}, { type: 'amount', text: '2000' })
    expect(collectionOf(part)).not.toHaveProperty('discountFen')
    expect(discountOf(on({}, { type: 'toggle-line', id: 'y', lineId: 'm12' })).fen).toBe(0)
    expect(discountOf(on({ itemNames: ['水费'] })).fen).toBe(0)
    expect(discountOf(on({ untilOn: '2026-01-19' })).fen).toBe(0)
    expect(discountOf(on({ untilOn: '2026-01-20', minMonths: 3 })).names).toEqual(['预缴95折'])
    expect(discountOf(on({ capYuan: '5' })).fen).toBe(6_000)
  })

  test('months that have passed do not count', () => {
    const later = layOut([year], 'transfer', 0, { offers: [{ ...offer, minMonths: 11 }], asOf: '2026-03-01' })
    expect(discountOf(later).fen).toBe(0)
    const enough = layOut([year], 'transfer', 0, { offers: [{ ...offer, minMonths: 10 }], asOf: '2026-03-01' })
    expect(discountOf(enough).fen).toBe(12_735)
  })
})

describe('the amount', () => {
  test('a part is allowed; what is more than chosen is paid ahead', () => {
    expect(problemOf(after({ type: 'amount', text: '100.5' }))).toBeNull()
    const more = after({ type: 'amount', text: '200' })
    expect([problemOf(more), prepayFen(more)]).toEqual([null, 4_949])
    expect(collectionOf(more)).toMatchObject({ amountFen: 20_000, overpayment: 'prepay' })
  })

  test('money without a bill is paid ahead when it is typed', () => {
    const ahead = after({ type: 'toggle-all' }, { type: 'amount', text: '500' })
    expect(collectionOf(ahead)).toMatchObject({ billIds: [], amountFen: 50_000, overpayment: 'prepay' })
    const parking = changeDesk(ahead, { type: 'prepay-item', itemId: 'parking' })
    expect(collectionOf(parking)).toMatchObject({ overpayment: 'prepay', prepayItemId: 'parking' })
    expect(collectionOf(changeDesk(parking, { type: 'amount', text: null }))).toBeNull()
  })

  test.each([
    ['', 'amount-wrong'],
    ['x', 'amount-wrong'],
    ['1.005', 'amount-wrong'],
    ['0', 'amount-zero'],
    ['0.00', 'amount-zero'],
  ])('%j is refused as %s', (text, problem) => {
    expect(problemOf(after({ type: 'amount', text }))).toBe(problem)
  })

  test('without a bill there is nothing to take', () => {
    expect(problemOf(after({ type: 'toggle-all' }))).toBe('none-chosen')
    expect(collectionOf(after({ type: 'toggle-all' }))).toBeNull()
  })

  test('null gives the amount back to the chosen total', () => {
    expect(amountFen(after({ type: 'amount', text: '1' }, { type: 'amount', text: null }))).toBe(15_051)
  })
})

describe('cash', () => {
  test('nothing typed means exactly the amount', () => {
    const desk = after()
    expect(tenderedFen(desk)).toBe(15_051)
    expect(changeFen(desk)).toBe(0)
  })

  test('change is told at once', () => {
    expect(changeFen(after({ type: 'tendered', text: '200' }))).toBe(4_949)
    expect(changeFen(after({ type: 'amount', text: '80.30' }, { type: 'tendered', text: '100' }))).toBe(1_970)
  })

  test('too little cash is a problem and has no change', () => {
    const desk = after({ type: 'tendered', text: '150.50' })
    expect(problemOf(desk)).toBe('tendered-too-little')
    expect(changeFen(desk)).toBeNull()
    expect(problemOf(after({ type: 'tendered', text: 'abc' }))).toBe('tendered-wrong')
  })

  test('cash that was typed does not count for a card or a transfer', () => {
    const desk = after({ type: 'tendered', text: '1' }, { type: 'method', method: 'pos' })
    expect(problemOf(desk)).toBeNull()
    expect(tenderedFen(desk)).toBe(15_051)
    expect(collectionOf(desk)).toEqual({ billIds: ['a', 'b', 'c'], amountFen: 15_051, method: 'pos' })
  })
})

describe('how the amount falls on the bills', () => {
  test('the earlier is settled before the later gets anything', () => {
    expect([...spread(after({ type: 'amount', text: '120' }))]).toEqual([
      ['a', 10_000],
      ['b', 2_000],
    ])
  })

  test('bills that are not chosen get nothing', () => {
    expect([...spread(after({ type: 'toggle', id: 'a' }))]).toEqual([
      ['b', 5_050],
      ['c', 1],
    ])
  })

  test('a wrong amount falls nowhere, too much is cut', () => {
    expect(spread(after({ type: 'amount', text: 'x' })).size).toBe(0)
    expect([...spread(after({ type: 'amount', text: '999' })).values()].reduce((a, b) => a + b)).toBe(15_051)
  })
})

describe('penalties, prepaid money and rounding off', () => {
  const owing = [
    { id: 'a', outstandingFen: 56_000, penaltyFen: 805 },
    { id: 'b', outstandingFen: 1_000 },
  ]
  const on = (prepaidFen: number, ...actions: DeskAction[]) =>
    actions.reduce(changeDesk, layOut(owing, 'cash', prepaidFen))

  test('penalties are taken unless they are left out', () => {
    expect([penaltyFen(on(0)), chosenFen(on(0))]).toEqual([805, 57_805])
    expect(collectionOf(on(0))).toMatchObject({ withPenalty: true, amountFen: 57_805 })
    const without = on(0, { type: 'penalty' })
    expect(collectionOf(without)).toMatchObject({ amountFen: 57_000 })
    expect(collectionOf(without)).not.toHaveProperty('withPenalty')
  })

  test('prepaid money is used first, never more than is owed', () => {
    expect(purseFen(on(10_000))).toBe(0)
    expect(collectionOf(on(10_000, { type: 'purse' }))).toMatchObject({ purseFen: 10_000, amountFen: 47_805 })
    expect(collectionOf(on(99_999, { type: 'purse' }))).toMatchObject({ purseFen: 57_805, amountFen: 0 })
  })

  test('E58: 568.05 in cash is 568.00, 568.95 to whole yuan is 568.00; not for a transfer, not for a part', () => {
    const sum = (fen: number, roundOff: 'fen' | 'jiao') =>
      changeDesk(layOut([{ id: 'a', outstandingFen: fen }], 'cash'), { type: 'round-off', roundOff })
    expect([amountFen(sum(56_805, 'fen')), roundedFen(sum(56_805, 'fen'))]).toEqual([56_800, 5])
    expect([amountFen(sum(56_895, 'jiao')), roundedFen(sum(56_895, 'jiao'))]).toEqual([56_800, 95])
    const bank = changeDesk(sum(56_805, 'fen'), { type: 'method', method: 'transfer' })
    expect([amountFen(bank), roundedFen(bank)]).toEqual([56_805, 0])
    expect(roundedFen(changeDesk(sum(56_805, 'fen'), { type: 'amount', text: '100.05' }))).toBe(0)
  })

  test('a home that is added is chosen, with what was chosen before', () => {
    const more = [...owing, { id: 'z', outstandingFen: 700 }]
    const desk = on(0, { type: 'toggle', id: 'b' }, { type: 'read', bills: more, chooseNew: true })
    expect([...desk.chosen]).toEqual(['a', 'z'])
  })

  test('a number of the slip goes along, but not with cash', () => {
    const typed = on(0, { type: 'reference', text: ' ZP001 ' })
    expect(collectionOf(typed)).not.toHaveProperty('reference')
    expect(collectionOf(changeDesk(typed, { type: 'method', method: 'cheque' }))).toMatchObject({ reference: 'ZP001' })
  })
})

describe('reading the household again', () => {
  test('what did not change keeps what was typed', () => {
    const desk = after(
      { type: 'toggle', id: 'c' },
      { type: 'tendered', text: '200' },
      { type: 'read', bills: bills.map(bill => ({ ...bill })) },
    )
    expect([...desk.chosen]).toEqual(['a', 'b'])
    expect(desk.tenderedText).toBe('200')
  })

  test('a bill that somebody else settled is gone from the choice, a new one is not chosen', () => {
    const desk = after(
      { type: 'amount', text: '20' },
      { type: 'move', to: 2 },
      {
        type: 'read',
        bills: [
          { id: 'b', outstandingFen: 3_000 },
          { id: 'd', outstandingFen: 700 },
        ],
      },
    )
    expect([...desk.chosen]).toEqual(['b'])
    expect(desk.amountText).toBeNull()
    expect(amountFen(desk)).toBe(3_000)
    expect(desk.cursor).toBe(1)
  })
})

describe('what is sent', () => {
  test('cash names what was handed over; a remark goes along without its blanks', () => {
    expect(
      collectionOf(
        after({ type: 'toggle', id: 'c' }, { type: 'tendered', text: '200' }, { type: 'remark', text: ' 代缴 ' }),
      ),
    ).toEqual({ billIds: ['a', 'b'], amountFen: 15_050, method: 'cash', tenderedFen: 20_000, remark: '代缴' })
  })

  test('the same intention keeps its id, any change of it gets another', () => {
    let made = 0
    const newId = () => `id-${++made}`
    const once = collectionOf(after())
    const other = collectionOf(after({ type: 'tendered', text: '200' }))
    if (!once || !other) throw new Error('both can be sent')
    const first = intentionFor(null, 'home', once, newId)
    expect(intentionFor(first, 'home', { ...once }, newId)).toBe(first)
    expect(intentionFor(first, 'other home', once, newId).id).toBe('id-2')
    expect(intentionFor(first, 'home', other, newId).id).toBe('id-3')
  })
})
