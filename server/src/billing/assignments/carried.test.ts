import { expect, test } from 'vitest'
import { carriedOf, quantitiesOf } from './carried.ts'

const charge = (id: string, startsOn: string, endsOn: string | null, quantity: string | null = null) => ({
  ...{ id, startsOn, endsOn, quantity },
})

test('charges one after the other stay apart, each with its quantity and its payers', () => {
  const charges = [charge('a', '2025-01-01', '2026-06-30', '1'), charge('b', '2026-07-01', null, '2')]
  expect(carriedOf(charges, '2026-03-16')).toEqual([
    { ofId: 'a', startsOn: '2026-03-16', endsOn: '2026-06-30', quantity: '1' },
    { ofId: 'b', startsOn: '2026-07-01', endsOn: null, quantity: '2' },
  ])
})

test('days on which none was charged stay so', () => {
  const charges = [charge('a', '2025-01-01', '2026-04-30'), charge('b', '2026-06-01', '2026-06-30')]
  expect(carriedOf(charges, '2026-03-16').map(({ startsOn, endsOn }) => [startsOn, endsOn])).toEqual([
    ['2026-03-16', '2026-04-30'],
    ['2026-06-01', '2026-06-30'],
  ])
})

test('side by side they are one, their quantities together while both last', () => {
  const charges = [charge('a', '2025-01-01', null, '1.5'), charge('b', '2025-06-01', '2026-12-31', '2')]
  expect(carriedOf(charges, '2026-03-16')).toEqual([
    { ofId: 'a', startsOn: '2026-03-16', endsOn: '2026-12-31', quantity: '3.5' },
    { ofId: 'a', startsOn: '2027-01-01', endsOn: null, quantity: '1.5' },
  ])
  expect(carriedOf([charge('a', '2025-01-01', null), charge('b', '2025-06-01', null)], '2026-03-16')).toEqual([
    { ofId: 'a', startsOn: '2026-03-16', endsOn: null, quantity: null },
  ])
})

test('what is over by then does not go along', () => {
  expect(carriedOf([charge('a', '2025-01-01', '2026-03-15')], '2026-03-16')).toEqual([])
})

test('a quantity that changes goes on changing, each charge on its own days; counted while all of it is', () => {
  const change = (fromOn: string, quantity: string, counted = true) => ({ fromOn, quantity, counted })
  const a = { ...charge('a', '2025-01-01', null, '3'), quantities: [change('2026-03-01', '2')] }
  const b = { ...charge('b', '2025-01-01', null, '1'), quantities: [change('2026-05-01', '0', false)] }
  const carried = { ofId: 'a', startsOn: '2026-03-16', endsOn: '2026-12-31', quantity: '4' }
  expect(quantitiesOf(carried, [a, b])).toEqual({ quantity: '3', quantities: [change('2026-05-01', '2', false)] })
  const none = { ...a, quantities: [change('2026-03-01', '0'), change('2027-01-01', '5')] }
  expect(quantitiesOf(carried, [none])).toEqual({ quantity: '4', quantities: [change('2026-03-16', '0')] })
  expect(quantitiesOf(carried, [{ ...charge('a', '2025-01-01', null), quantities: [] }]).quantities).toEqual([])
})
