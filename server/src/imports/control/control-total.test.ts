import { expect, it } from 'vitest'
import { type ControlledRow, differences, lineUp, storedTotals, totalsFrom, totalsOf, unitOf } from './control-total.ts'

const row = (itemName: string, year: number, amountFen: bigint): ControlledRow => ({
  part: 'arrears',
  itemName,
  year,
  amountFen,
})

it('adds up by part, item and year, in one order, and stores what it read', () => {
  const totals = totalsOf([
    row('物业费', 2025, 25470n),
    row('水费', 2024, 5865n),
    row('物业费', 2024, 1n),
    row('物业费', 2025, 25470n),
  ])
  expect(totals.map(({ itemName, year, count, amountFen }) => [itemName, year, count, amountFen])).toEqual([
    ['水费', 2024, 1, 5865n],
    ['物业费', 2024, 1, 1n],
    ['物业费', 2025, 2, 50940n],
  ])
  expect(totalsFrom(JSON.parse(JSON.stringify(storedTotals(totals))))).toEqual(totals)
  expect(totalsFrom(null)).toEqual([])
})

it('says what the sums are in: money, square metres, cubic metres, kilowatt hours, gigajoules; owners are only counted', () => {
  const units = (['rooms', 'owners', 'arrears', 'purses'] as const).map(part => unitOf({ part, itemName: '' }))
  expect(units).toEqual(['m2', 'none', 'yuan', 'yuan'])
  const meters = ['冷水', '中水', '燃气', '电', '热力'].map(itemName => unitOf({ part: 'readings', itemName }))
  expect(meters).toEqual(['m3', 'm3', 'm3', 'kWh', 'GJ'])
})

it('a fen, a row, a line that only one side has: each is a difference', () => {
  const legacy = totalsOf([row('物业费', 2024, 100n), row('物业费', 2025, 200n)])
  const same = lineUp({ legacy, file: legacy, loaded: [] })
  expect(differences(same, 'file')).toEqual([])
  expect(differences(same, 'loaded')).toHaveLength(2)
  const fen = totalsOf([row('物业费', 2024, 100n), row('物业费', 2025, 201n)])
  expect(differences(lineUp({ legacy, file: fen, loaded: [] }), 'file').map(({ year }) => year)).toEqual([2025])
  const split = totalsOf([row('物业费', 2024, 100n), row('物业费', 2025, 199n), row('物业费', 2025, 1n)])
  expect(differences(lineUp({ legacy, file: split, loaded: [] }), 'file').map(({ year }) => year)).toEqual([2025])
  const more = totalsOf([row('物业费', 2024, 100n), row('物业费', 2025, 200n), row('水费', 2025, 1n)])
  expect(differences(lineUp({ legacy, file: more, loaded: [] }), 'file').map(({ itemName }) => itemName)).toEqual([
    '水费',
  ])
})
