import { expect, test } from 'vitest'
import { balanceOn, daysText, halvesOf, type LeaveEntry, takenBy } from './balance.ts'
import { halvesByDay, piecesOf, shortOf, sumHalves } from './span.ts'

const at = (day: string) => new Date(`${day}T10:00:00+08:00`)
const grant = (days: number, validUntil: string | null, day: string): LeaveEntry => ({
  halves: days * 2,
  validUntil,
  at: at(day),
  ...{ leaveId: null, usedOn: null },
})
const use = (days: number, day: string, usedOn: string | null = null, leaveId: string | null = null): LeaveEntry => ({
  ...{ halves: -days * 2, validUntil: null, at: at(day), leaveId, usedOn },
})
const back = (days: number, day: string, leaveId: string): LeaveEntry => ({
  ...{ halves: days * 2, validUntil: null, at: at(day), leaveId, usedOn: null },
})

test('use takes from the grant that ends first, and what is left of it is gone when it ends', () => {
  const entries = [grant(5, '2026-12-31', '2026-01-01'), grant(10, '2027-12-31', '2026-06-01'), use(3, '2026-07-01')]
  expect(balanceOn(entries, '2026-12-31')).toEqual({ halves: 24, soonestEnd: '2026-12-31' })
  expect(balanceOn(entries, '2027-01-01')).toEqual({ halves: 20, soonestEnd: '2027-12-31' })
  expect(balanceOn(entries, '2028-01-01')).toEqual({ halves: 0, soonestEnd: null })
})

test('a grant that had ended is not used', () => {
  const entries = [grant(2, '2026-01-31', '2026-01-01'), grant(5, null, '2026-01-01'), use(3, '2026-02-01')]
  expect(balanceOn(entries, '2026-03-01').halves).toBe(4)
})

test('leave is taken from the grant that holds on its days, whenever it is approved', () => {
  const grants = [grant(2, '2026-12-31', '2026-01-01'), grant(5, '2027-12-31', '2026-06-01')]
  // Approved in December for January: what ends in December is no use for it.
  const january = [...grants, use(2, '2026-12-20', '2027-01-05')]
  expect(balanceOn(january, '2026-12-31')).toEqual({ halves: 10, soonestEnd: '2026-12-31' })
  expect(balanceOn(january, '2027-01-01').halves).toBe(6)
  // Approved in January for December: what has ended since was there then.
  const december = [...grants, use(2, '2027-01-04', '2026-12-28')]
  expect(balanceOn(december, '2027-01-04').halves).toBe(10)
})

test('a cancelled leave gives back to its own grants, with their ends; what has ended is gone', () => {
  const grants = [grant(2, '2026-12-31', '2026-01-01'), grant(5, '2027-12-31', '2026-06-01')]
  const taken = [...grants, use(3, '2026-11-20', '2026-12-01', 'a')]
  expect(takenBy(taken, 'a')).toEqual([
    { validUntil: '2026-12-31', halves: 4 },
    { validUntil: '2027-12-31', halves: 2 },
  ])
  const cancelled = [...taken, back(3, '2026-11-25', 'a')]
  expect(balanceOn(cancelled, '2026-12-31')).toEqual({ halves: 14, soonestEnd: '2026-12-31' })
  expect(balanceOn(cancelled, '2027-01-01').halves).toBe(10)
  expect(takenBy(cancelled, 'a')).toEqual([])
})

test('what was lent is paid by the next grant, and goes back to it', () => {
  const lent = [use(2, '2026-03-01', '2026-03-02', 'a')]
  expect(balanceOn(lent, '2026-03-03').halves).toBe(-4)
  const cancelled = [...lent, back(2, '2026-03-04', 'a')]
  expect(balanceOn(cancelled, '2026-03-05').halves).toBe(0)
  const paid = [...lent, grant(5, '2026-12-31', '2026-04-01')]
  expect(balanceOn(paid, '2026-04-02').halves).toBe(6)
  expect(balanceOn([...paid, back(2, '2026-05-01', 'a')], '2026-05-02').halves).toBe(10)
  expect(takenBy(paid, 'a')).toEqual([{ validUntil: '2026-12-31', halves: 4 }])
})

test('leave over the end of a grant is cut there', () => {
  const grants = [grant(1, '2026-12-31', '2026-01-01'), grant(2, '2027-12-31', '2026-06-01')]
  const days = ['2026-12-30', '2026-12-31', '2027-01-04', '2027-01-05'].map(day => ({ day, halves: 2 }))
  const pieces = piecesOf(grants, days)
  expect(pieces).toEqual([
    { day: '2026-12-30', halves: 4 },
    { day: '2027-01-04', halves: 4 },
  ])
  expect(shortOf(grants, pieces)).toBe(6)
  expect(shortOf([...grants, grant(1, '2026-12-31', '2026-07-01')], pieces)).toBe(null)
  expect(piecesOf([grant(1, null, '2026-01-01')], days)).toEqual([{ day: '2026-12-30', halves: 8 }])
})

test('days are halves', () => {
  expect(['5', '0.5', '-1.5'].map(halvesOf)).toEqual([10, 1, -3])
  expect([10, 1, -3, -1].map(daysText)).toEqual(['5', '0.5', '-1.5', '-0.5'])
})

test('half days at both ends', () => {
  const span = { fromOn: '2026-11-02', fromPart: 'pm', toOn: '2026-11-04', toPart: 'am' } as const
  const days = ['2026-11-02', '2026-11-03', '2026-11-04']
  expect(sumHalves(halvesByDay(span, () => true, days))).toBe(4)
  expect(sumHalves(halvesByDay(span, day => day !== '2026-11-02', days))).toBe(3)
})
