import { expect, test } from 'vitest'
import { parseHolidays } from './parse-holidays.ts'

const read = (text: string) => parseHolidays(text, 2027, { worked: '调休上班' })
const short = (text: string) => read(text).days.map(({ day, kind, name }) => `${day.slice(5)} ${kind} ${name}`)

test('reads days and spans as a notice or a spreadsheet writes them', () => {
  expect(short('2027-01-01 元旦')).toEqual(['01-01 holiday 元旦'])
  expect(short('2027年2月5日至2027年2月7日 春节放假')).toEqual([
    '02-05 holiday 春节',
    '02-06 holiday 春节',
    '02-07 holiday 春节',
  ])
  expect(short('2027/10/1\t2027/10/2\t国庆节')).toEqual(['10-01 holiday 国庆节', '10-02 holiday 国庆节'])
  expect(short('２０２７－５－１ 劳动节')).toEqual(['05-01 holiday 劳动节'])
})

test('knows weekends that are worked', () => {
  expect(short('2027-02-14（周日）上班')).toEqual(['02-14 workday 上班'])
  expect(short('2027-02-14\twork')).toEqual(['02-14 workday work'])
})

test('a day that stands twice is what it was last; in order', () => {
  expect(short('2027-10-01 国庆节\n2027-01-01 元旦\n2027-10-01 中秋节')).toEqual([
    '01-01 holiday 元旦',
    '10-01 holiday 中秋节',
  ])
})

test('says which lines it did not understand', () => {
  const { days, wrong } = read('元旦\n2026-12-31 元旦\n2027-02-30 春节\n2027-03-02 至 2027-03-01 倒\n\n2027-04-05')
  expect(days).toEqual([])
  expect(wrong.map(each => each.line)).toEqual([1, 2, 3, 4, 6])
})
