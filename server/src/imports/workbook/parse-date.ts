import { dateOfSerial } from '../../platform/excel/serial-date.ts'
import { type CivilDate, isCivilDate } from '../../platform/period.ts'
import { accept, type Parsed, refuse, tidyText } from './parsed.ts'

const WITH_SEPARATORS =
  /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/
const EIGHT_DIGITS = /^(\d{4})(\d{2})(\d{2})$/
/** Days 20000–73050 are the years 1954–2100: a bare number of five digits is hardly anything else. */
const SERIAL = /^\d{5}(?:\.\d+)?$/
const SERIAL_RANGE = [20_000, 73_050] as const

function civil(year: string, month: string, day: string): Parsed<CivilDate> {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const inReach = Number(year) >= 1900 && Number(year) <= 2200
  return isCivilDate(date) && inReach ? accept(date) : refuse('date_impossible')
}

/**
 * A civil date from what people write: `2020-6-10`, `2020/06/10`, `2020.6.10`, `2020年6月10日`, `20200610`, with a time of
 * day that is dropped, or the day number of an Excel cell without date format, which is reported. Years of two digits and
 * periods such as `22.1-6` are refused (domain.md §8): guessing would move somebody's bills.
 */
export function parseCivilDate(text: string): Parsed<CivilDate> {
  const tidy = tidyText(text)
  const match = WITH_SEPARATORS.exec(tidy) ?? EIGHT_DIGITS.exec(tidy)
  if (match) return civil(match[1] ?? '', match[2] ?? '', match[3] ?? '')
  if (SERIAL.test(tidy) && Number(tidy) >= SERIAL_RANGE[0] && Number(tidy) <= SERIAL_RANGE[1]) {
    const date = dateOfSerial(tidy)?.slice(0, 10)
    if (date !== undefined) return accept(date, 'date_serial', { date })
  }
  return refuse('date_invalid')
}
