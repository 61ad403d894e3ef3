import { expect, test } from 'vitest'
import { spreadWaiver, waivedFen } from './waiver.ts'

const bill = (billId: string, ...owed: bigint[]) =>
  owed.map((owedFen, index) => ({ billId, lineId: `${billId}${index}`, owedFen }))

test('E56: 5.98 over 254.70, 331.28 and 300.00 is 1.72, 2.24 and 2.02', () => {
  const parts = spreadWaiver([...bill('a', 25_470n), ...bill('b', 33_128n), ...bill('c', 30_000n)], 598n)
  expect(parts.map(part => part.owedFen)).toEqual([172n, 224n, 202n])
})

test('E51: half of penalties of 8.79, 5.22 and 1.27 is 7.64', () => {
  const owed = [...bill('a', 879n), ...bill('b', 522n), ...bill('c', 127n)]
  const sum = owed.reduce((all, line) => all + line.owedFen, 0n)
  expect(sum).toBe(1_528n)
  const waived = waivedFen(sum, { percent: '50', amountFen: null })
  expect(waived).toBe(764n)
  expect(spreadWaiver(owed, waived).reduce((all, part) => all + part.owedFen, 0n)).toBe(764n)
})

test('all of it leaves nothing owed; no line is given up beyond what it owes', () => {
  const owed = [...bill('a', 12_324n, 14_299n), ...bill('b', 1n), ...bill('c', 30_000n)]
  const sum = owed.reduce((all, line) => all + line.owedFen, 0n)
  expect(waivedFen(sum, { percent: null, amountFen: null })).toBe(sum)
  for (let total = 1n; total <= sum; total += 97n) {
    const parts = spreadWaiver(owed, total)
    expect(parts.reduce((all, part) => all + part.owedFen, 0n)).toBe(total)
    for (const part of parts)
      expect(part.owedFen <= (owed.find(line => line.lineId === part.lineId)?.owedFen ?? 0n)).toBe(true)
  }
  expect(spreadWaiver(owed, sum)).toEqual(owed)
})
