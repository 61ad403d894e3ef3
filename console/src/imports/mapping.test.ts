import { expect, test } from 'vitest'
import type { KindFields, SheetMapping } from './import-query.ts'
import { assignField, chooseKind, keepEdited, missingFields, sameMapping, unusedColumns } from './mapping.ts'

const field = (name: string, zh: string, en: string, required = false, headings: string[] = []) => ({
  field: name,
  required,
  headings,
  label: { 'zh-CN': zh, en },
})
const all: KindFields[] = [
  {
    kind: 'buildings-units',
    fields: [field('building', '楼栋号', 'Building', true), field('unit', '单元编号', 'Unit', true)],
  },
  { kind: 'owners', fields: [field('name', '业主名称', 'Name', true, ['姓名']), field('phone', '手机号', 'Phone')] },
]
const sheet: SheetMapping = {
  sheet: '楼栋单元',
  kind: 'buildings-units',
  headerRow: 1,
  columns: [
    { column: 'A', heading: '栋', field: 'building' },
    { column: 'B', heading: '单元编号', field: 'unit' },
    { column: 'C', heading: ' 手机号（选填）', field: null },
    { column: 'D', heading: '手机号', field: null },
  ],
}

test('another kind takes the headings it knows, each field once', () => {
  const owners = chooseKind(sheet, 'owners', sheet, all)
  expect(owners.columns.map(one => one.field)).toEqual([null, null, 'phone', null])
  expect(missingFields(owners, all).map(one => one.field)).toEqual(['name'])
})

test('another kind is mapped by every name that the server knows, in any writing', () => {
  const file = {
    ...sheet,
    columns: [
      { column: 'A', heading: '姓名*', field: null },
      { column: 'B', heading: '手机号㎡', field: null },
    ],
  }
  expect(chooseKind(file, 'owners', sheet, all).columns.map(one => one.field)).toEqual(['name', 'phone'])
})

test('left out and back again is the mapping that it had', () => {
  const out = chooseKind(sheet, null, sheet, all)
  expect(missingFields(out, all)).toEqual([])
  expect(sameMapping([chooseKind(out, 'buildings-units', sheet, all)], [sheet])).toBe(true)
  // Also when the server has learned meanwhile that it is left out.
  expect(sameMapping([chooseKind(out, 'buildings-units', out, all)], [sheet])).toBe(true)
  expect(chooseKind(out, 'owners', out, all).columns.map(one => one.field)).toEqual([null, null, 'phone', null])
})

test('a field moves from the column that had it', () => {
  const moved = assignField(sheet, 'D', 'building')
  expect(moved.columns.map(one => one.field)).toEqual([null, 'unit', null, 'building'])
  expect(assignField(moved, 'D', null).columns.map(one => one.field)).toEqual([null, 'unit', null, null])
})

test('unused columns are those without a field and those beside the table', () => {
  expect(unusedColumns(sheet, ['C', 'H']).map(one => one.column)).toEqual(['C', 'D', 'H'])
})

test('what was edited here stays when somebody else maps the file otherwise, the rest is theirs', () => {
  const named = (name: string, kind: SheetMapping['kind']) => ({ ...sheet, sheet: name, kind })
  const known = [named('一', 'owners'), named('二', 'owners'), named('三', 'owners')]
  const mine = [named('一', 'people'), named('二', 'owners'), named('三', 'owners')]
  const theirs = [named('一', 'vehicles'), named('二', 'spaces'), named('三', 'owners')]
  expect(keepEdited({ known, mine, theirs }).map(one => one.kind)).toEqual(['people', 'spaces', 'owners'])
})
