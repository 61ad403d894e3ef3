import { describe, expect, test } from 'vitest'
import { bodyOf, exampleOn, fieldOf, timeOf } from './parking-form.ts'

const example = exampleOn('2026-03-02')

describe('what is typed of a stay', () => {
  test('is asked of the server as its tariff, moments and amounts in fen', () => {
    expect(bodyOf(example)).toEqual({
      tariff: {
        freeMinutes: 15,
        freeFor: 'short-stays',
        graceMinutes: 15,
        charge: { by: 'blocks', first: { minutes: 60, fen: 500 }, each: { minutes: 60, fen: 200 } },
        cap: { per: '24-hours', fen: 2500 },
      },
      entry: '2026-03-02T10:00:00',
      exit: '2026-03-02T15:20:00',
      cards: [],
      coupons: [],
      payments: [],
    })
  })

  test('takes the end of a period from the next one', () => {
    expect(bodyOf({ ...example, by: 'periods', cap: 'none' })?.tariff).toMatchObject({
      cap: null,
      charge: {
        by: 'periods',
        periods: [
          { from: '07:00', to: '21:00', price: { per: 'block', minutes: 60, fen: 300 } },
          { from: '21:00', to: '07:00', price: { per: 'period', fen: 500 } },
        ],
      },
    })
  })

  test('names cards by their days, or the leases and rules that say them', () => {
    const card = { ...example, card: 'days' as const, cardFrom: '2026-03-01', cardTo: null }
    expect(bodyOf(card)?.cards).toEqual([{ from: '2026-03-01', to: null }])
    const space = { ...example, card: 'space' as const, cards: ['lease:a', 'assignment:b'] }
    expect(bodyOf(space)?.cards).toEqual([{ leaseId: 'a' }, { assignmentId: 'b' }])
  })

  test('is no question while something is missing', () => {
    expect(bodyOf({ ...example, exitAt: '25:00' })).toBeNull()
    expect(bodyOf({ ...example, eachYuan: '2.005' })).toBeNull()
    expect(bodyOf({ ...example, card: 'days' })).toBeNull()
    expect(bodyOf({ ...example, coupons: [{ kind: 'money', yuan: '' }] })).toBeNull()
    expect(bodyOf({ ...example, payments: [{ on: '2026-03-02', at: '15:00', yuan: '15' }] })?.payments).toEqual([
      { at: '2026-03-02T15:00:00', fen: 1500 },
    ])
  })

  test('may write the time in several ways', () => {
    expect(['9:05', ' 09：05：30 ', '24:00', '9'].map(timeOf)).toEqual(['09:05:00', '09:05:30', null, null])
  })

  test('hears at which field the server found something wrong', () => {
    expect(['exit', 'cards.0.to', 'payments.1.at', 'tariff.charge.periods.2.to'].map(fieldOf)).toEqual([
      ['exitAt'],
      ['cardTo'],
      ['payments', 1, 'at'],
      ['periods', 2, 'from'],
    ])
  })
})
