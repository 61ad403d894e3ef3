import { expect, test } from 'vitest'
import { type Debtors, draftOf, linesOf, problemOf } from './debtors-draft.ts'

const line = {
  ...{ premisesId: 'p', premisesLabel: '1栋2单元301', debtor: '王小明', itemName: '', year: 0, differenceFen: 0 },
  ...{ former: null, ours: { count: 2, amountFen: 26965 }, verdict: 'only-ours' as const },
}
const LIST: Debtors = {
  ...{ importId: 'i', version: 1, entered: null, fileName: null, against: 'file', lineCount: 1, differences: 0 },
  ...{ formerFen: 0, oursFen: 26965, tells: { debtor: true, itemName: false, year: false }, items: [line] },
}

test('the debtors of the file are listed, their amounts are never copied', () => {
  const draft = draftOf(LIST)
  expect(draft).toEqual([
    { key: 0, premisesId: 'p', label: '1栋2单元301', debtor: '王小明', itemName: '', year: '', count: '', yuan: '' },
  ])
  expect(linesOf(draft).lines).toEqual([])
})

test('what was entered is edited; a line that is only here is none of the list', () => {
  const entered = { ...LIST, entered: { by: '财务', at: '2024-07-01T01:00:00Z' } }
  expect(draftOf(entered)).toEqual([])
  const said = { ...line, year: 2023, former: { count: null, amountFen: 26905 } }
  const [draft] = draftOf({ ...entered, items: [said] })
  expect(draft).toMatchObject({ year: '2023', count: '', yuan: '269.05' })
})

test('a line is sent in fen, or says what is wrong with it', () => {
  const typed = {
    key: 3,
    premisesId: 'p',
    label: '',
    debtor: ' 李红 ',
    itemName: '',
    year: '2024',
    count: '2',
    yuan: '1,254.7',
  }
  expect(linesOf([typed])).toEqual({
    keys: [3],
    lines: [{ premisesId: 'p', debtor: '李红', itemName: '', year: 2024, count: 2, amountFen: 125470 }],
  })
  expect(problemOf(typed)).toBe(null)
  expect(problemOf({ ...typed, premisesId: '' })).toBe('home')
  expect(problemOf({ ...typed, year: '24' })).toBe('year')
  expect(problemOf({ ...typed, count: '一' })).toBe('count')
  expect(problemOf({ ...typed, yuan: '1.005' })).toBe('yuan')
})
