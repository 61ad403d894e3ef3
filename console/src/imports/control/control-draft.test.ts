import { expect, test } from 'vitest'
import { agrees, type Control, draftOf, hindrance, linesOf, problemOf } from './control-draft.ts'

const line = {
  part: 'arrears',
  itemName: '物业费',
  year: 2019,
  unit: 'yuan',
  legacy: null,
  file: { count: 3, amountFen: 76410 },
  loaded: null,
} as const
const control: Control = {
  ...{ importId: 'x', needed: true, version: null, asOfOn: null, lines: [line], differences: 1, debtorDifferences: 0 },
  ...{ entered: null, signed: null, accepted: null },
}

test('what is typed becomes fen, digit by digit; what is left empty is not in the report', () => {
  const [draft] = draftOf(control)
  if (!draft) throw new Error('no line')
  expect(draft).toMatchObject({ year: '2019', count: '', yuan: '', added: false })
  expect(linesOf([draft])).toEqual([])
  const typed = { ...draft, count: '3', yuan: '764.1' }
  expect(problemOf(typed)).toBeNull()
  expect(linesOf([typed])).toEqual([{ part: 'arrears', itemName: '物业费', year: 2019, count: 3, amountFen: 76410 }])
  expect(problemOf({ ...typed, yuan: '764.105' })).toBe('yuan')
  expect(problemOf({ ...typed, count: '' })).toBe('count')
  expect(problemOf({ ...typed, year: '19' })).toBe('year')
  expect(problemOf({ ...typed, added: true, itemName: ' ' })).toBe('item')
  expect(draftOf({ ...control, lines: [{ ...line, legacy: { count: 1, amountFen: 5 } }] })[0]?.yuan).toBe('0.05')
})

test('nothing is written before the totals are entered, agree, and are signed', () => {
  expect(hindrance(undefined)).toBeNull()
  expect(hindrance({ ...control, needed: false })).toBeNull()
  expect(hindrance(control)).toBe('missing')
  const entered = { ...control, entered: { by: '甲', at: '' } }
  expect(hindrance(entered)).toBe('differs')
  expect(hindrance({ ...entered, differences: 0 })).toBe('unsigned')
  expect(hindrance({ ...entered, differences: 0, debtorDifferences: 2 })).toBe('debtors')
  expect(hindrance({ ...entered, differences: 0, signed: { by: '乙', at: '' } })).toBeNull()
  const same = { ...line, legacy: line.file }
  expect([agrees(line, false), agrees(same, false), agrees(same, true)]).toEqual([false, true, false])
})
