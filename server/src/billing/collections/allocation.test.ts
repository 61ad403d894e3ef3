import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocate, inPaymentOrder, type OpenBill } from './allocation.ts'

function bill(id: string, dueOn: string, itemId: string, amounts: bigint[], settled: bigint[] = []): OpenBill {
  return {
    id,
    itemId,
    dueOn,
    lines: amounts.map((amountFen, index) => ({
      id: `${id}/${index}`,
      segmentStart: `2020-0${index + 1}-01`,
      amountFen,
      settledFen: settled[index] ?? 0n,
    })),
  }
}

const partsOf = (bills: OpenBill[], amountFen: bigint) =>
  allocate(bills, amountFen).map(part => [part.lineId, part.amountFen])

describe('allocate (domain.md R10)', () => {
  it('pays the earliest due date first, then the item, then the bill; within a bill the earliest days', () => {
    const bills = [
      bill('d', '2020-07-01', 'a', [10n]),
      bill('c', '2020-06-01', 'b', [10n]),
      bill('b', '2020-06-01', 'a', [10n, 10n]),
      bill('a', '2020-06-01', 'a', [10n]),
    ]
    expect(inPaymentOrder(bills).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd'])
    expect(partsOf(bills, 45n)).toEqual([
      ['a/0', 10n],
      ['b/0', 10n],
      ['b/1', 10n],
      ['c/0', 10n],
      ['d/0', 5n],
    ])
  })

  it('E64: 254.70 + 331.28 + 300.00, pays 700: the third still owes 185.98', () => {
    const bills = [254_70n, 331_28n, 300_00n].map((fen, index) => bill(`${index}`, '2026-01-31', 'a', [fen]))
    const paid = partsOf(bills, 700_00n)
    expect(paid).toEqual([
      ['0/0', 254_70n],
      ['1/0', 331_28n],
      ['2/0', 114_02n],
    ])
  })

  it('goes on where an earlier payment stopped', () => {
    expect(partsOf([bill('a', '2020-06-01', 'a', [10n, 10n], [10n, 4n])], 6n)).toEqual([['a/1', 6n]])
  })

  it('refuses nothing, less than nothing, and more than is open', () => {
    const bills = [bill('a', '2020-06-01', 'a', [10n])]
    for (const amount of [0n, -1n, 11n]) expect(() => allocate(bills, amount)).toThrow(RangeError)
  })

  it('Σ parts = payment, no line beyond its amount, no line before an earlier one is full (R12)', () => {
    const amounts = fc.array(fc.bigInt(1n, 500n), { minLength: 1, maxLength: 6 })
    const open = fc
      .array(fc.tuple(amounts, fc.integer({ min: 1, max: 9 }), fc.constantFrom('a', 'b')), {
        minLength: 1,
        maxLength: 6,
      })
      .map(list => list.map(([lines, day, item], index) => bill(`${index}`, `2020-06-0${day}`, item, lines)))
    fc.assert(
      fc.property(open, fc.bigInt(1n, 20_000n), (bills, wanted) => {
        const ordered = inPaymentOrder(bills).flatMap(({ lines }) => lines)
        const owed = ordered.reduce((sum, line) => sum + line.amountFen, 0n)
        const amount = (wanted % owed) + 1n
        const paid = new Map(allocate(bills, amount).map(part => [part.lineId, part.amountFen]))
        expect([...paid.values()].reduce((sum, fen) => sum + fen, 0n)).toBe(amount)
        const rests = ordered.map(line => line.amountFen - (paid.get(line.id) ?? 0n))
        const firstOpen = rests.findIndex(rest => rest > 0n)
        expect(rests.every(rest => rest >= 0n)).toBe(true)
        if (firstOpen >= 0) expect(ordered.slice(firstOpen + 1).every(line => !paid.has(line.id))).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})
