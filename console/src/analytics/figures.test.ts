import { expect, test } from 'vitest'
import { againstYesterday, rateOf, recentMonths, topArrears } from './figures.ts'

const day = (amountFen: number) => ({ day: '2026-11-23', amountFen })
const building = (buildingName: string, outstandingFen: number) => ({ buildingName, outstandingFen, householdCount: 2 })

test('today against yesterday', () => {
  expect(againstYesterday([day(900), day(500), day(800)], 800)).toEqual({
    yesterdayFen: 500,
    differenceFen: 300,
    direction: 'up',
  })
  expect(againstYesterday([day(500), day(0)], 0)).toMatchObject({ differenceFen: 500, direction: 'down' })
  expect(againstYesterday([], 0)).toMatchObject({ differenceFen: 0, direction: 'flat' })
})

test('the chart ends with this month; what is billed ahead is for the table', () => {
  const months = ['2026-09', '2026-10', '2026-11', '2026-12'].map(month => ({ month }))
  expect(recentMonths(months, '2026-11', 2).map(({ month }) => month)).toEqual(['2026-10', '2026-11'])
  expect(recentMonths(months, '2026-01', 2).map(({ month }) => month)).toEqual(['2026-09', '2026-10'])
})

test('a rate needs something receivable', () => {
  expect(rateOf(120_00, 142_93)).toBe('84.0%')
  expect(rateOf(0, 0)).toBeNull()
})

test('few buildings are all shown', () => {
  const rows = [building('1栋', 300), building('2栋', 200), building('3栋', 100)]
  expect(topArrears(rows, 2)).toEqual({ top: rows, rest: null })
})

test('of many buildings the others are one, and nothing is lost', () => {
  const rows = [5, 4, 3, 2, 1].map(n => building(`${n}栋`, n * 100))
  const { top, rest } = topArrears(rows, 2)
  expect(top.map(row => row.buildingName)).toEqual(['5栋', '4栋'])
  expect(rest).toEqual({ buildingName: '', outstandingFen: 600, householdCount: 6, count: 3 })
})
