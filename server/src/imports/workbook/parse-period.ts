import { type CivilDate, lastDayOfMonth } from '../../platform/period.ts'
import { parseCivilDate } from './parse-date.ts'
import { accept, type Parsed, refuse, tidyText } from './parsed.ts'

export interface Period {
  from: CivilDate
  to: CivilDate
}

const MONTH = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?$/
const SIX_DIGITS = /^(\d{4})(\d{2})$/
const YEAR = /^(\d{4})\s*年(?:度)?$/
/** Between two days or months; a dash only with blanks around it, since dates have dashes. */
const BETWEEN = /\s*(?:至|到|~|～|—|–)\s*|\s+-\s+/

function month(text: string): Period | null {
  const match = MONTH.exec(text) ?? SIX_DIGITS.exec(text)
  const [, year = '', number = ''] = match ?? []
  if (!match || Number(number) < 1 || Number(number) > 12) return null
  const first = `${year}-${number.padStart(2, '0')}-01`
  return { from: first, to: lastDayOfMonth(first) }
}

function part(text: string): Period | null {
  const year = YEAR.exec(text)?.[1]
  if (year) return { from: `${year}-01-01`, to: `${year}-12-31` }
  const whole = month(text)
  if (whole) return whole
  const day = parseCivilDate(text)
  return 'error' in day ? null : { from: day.value, to: day.value }
}

/**
 * A charge period from what people write: `2024-01`, `2024年1月`, `202401`, `2024年`, `2024-01 至 2024-06`,
 * `2024-01-10~2024-02-09`. `22.1-6` is refused (domain.md §8): guessing would move somebody's debt.
 */
export function parsePeriod(text: string): Parsed<Period> {
  const pieces = tidyText(text).split(BETWEEN)
  const [first, last] = [part(pieces[0] ?? ''), part(pieces.at(-1) ?? '')]
  if (pieces.length > 2 || !first || !last) return refuse('period_invalid')
  return first.from > last.to ? refuse('period_invalid') : accept({ from: first.from, to: last.to })
}
