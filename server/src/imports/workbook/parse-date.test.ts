import { describe, expect, it } from 'vitest'
import { parseCivilDate } from './parse-date.ts'

describe('parseCivilDate', () => {
  it.each([
    ['2020-6-10', '2020-06-10'],
    ['2020-06-10', '2020-06-10'],
    ['2020/06/10', '2020-06-10'],
    ['2020.6.1', '2020-06-01'],
    ['2020年6月10日', '2020-06-10'],
    ['２０２０－０６－１０', '2020-06-10'],
    ['20200610', '2020-06-10'],
    ['2020-06-10 08:30:00', '2020-06-10'],
    ['2020-06-10T08:30:05', '2020-06-10'],
    ['2037-1-1', '2037-01-01'],
    ['2028-02-29', '2028-02-29'],
  ])('%s is %s', (text, value) => {
    expect(parseCivilDate(text)).toEqual({ value })
  })

  it('reports how it understood the day number of a cell without date format', () => {
    expect(parseCivilDate('42370')).toEqual({
      value: '2016-01-01',
      warning: { code: 'date_serial', params: { date: '2016-01-01' } },
    })
    expect(parseCivilDate('42736.5')).toMatchObject({ value: '2017-01-01' })
  })

  it.each(['22.1-6', '20-6-10', '2020-6', '2020', '6月10日', '10/6/2020', '昨天', '1'])('refuses %s', text => {
    expect(parseCivilDate(text)).toEqual({ error: { code: 'date_invalid', params: {} } })
  })

  it.each(['2020-02-30', '2021-02-29', '2020-13-01', '20201301', '0020-01-01'])('knows there is no %s', text => {
    expect(parseCivilDate(text)).toEqual({ error: { code: 'date_impossible', params: {} } })
  })
})
