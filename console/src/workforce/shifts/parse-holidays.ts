import type { CalendarDay } from './public-holidays.ts'

export interface ParsedHolidays {
  days: CalendarDay[]
  /** Lines that were not understood, with their number from 1. */
  wrong: { line: number; text: string }[]
}

const DATE = /(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?/g
const WORKED = /上班|补班|工作日|work/i
const MOST_DAYS = 40

/**
 * Reads a holiday calendar as it stands in a notice or comes out of a spreadsheet: a line for each day or span, such as
 * `2027-02-05 至 2027-02-11 春节`, `2027年1月1日 元旦` or cells with tabs between them; `上班`, `补班` or `work` in the line makes it
 * days that are worked. Days of other years are refused with their line; a day that stands twice is what it was last.
 */
export function parseHolidays(text: string, year: number, names: { worked: string }): ParsedHolidays {
  const days = new Map<string, CalendarDay>()
  const wrong: ParsedHolidays['wrong'] = []
  for (const [index, raw] of text.normalize('NFKC').split(/\r?\n/).entries()) {
    const line = raw.trim()
    if (line === '') continue
    const found = [...line.matchAll(DATE)].map(match => dateOf(match))
    const span = spanOf(found)
    if (span === null || span.some(day => !day.startsWith(`${year}-`))) {
      wrong.push({ line: index + 1, text: line })
      continue
    }
    const kind = WORKED.test(line) ? 'workday' : 'holiday'
    const name = nameOf(line) || (kind === 'workday' ? names.worked : '')
    if (name === '') wrong.push({ line: index + 1, text: line })
    else for (const day of span) days.set(day, { day, kind, name })
  }
  return { days: [...days.values()].toSorted((one, two) => one.day.localeCompare(two.day)), wrong }
}

/** A civil date, or null where no calendar has it. */
function dateOf([, year = '', month = '', day = '']: RegExpMatchArray): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${text}T00:00:00Z`)
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text ? null : text
}

/** The days of one date, or from the first to the second of two. */
function spanOf(found: (string | null)[]): string[] | null {
  const [from, to = from] = found
  if (!from || !to || found.length > 2 || to < from) return null
  const days: string[] = []
  for (let at = Date.parse(`${from}T00:00:00Z`); days.length <= MOST_DAYS; at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10)
    days.push(day)
    if (day === to) return days
  }
  return null
}

/** What is left of a line when its dates and the words between them are gone. */
function nameOf(line: string): string {
  return line
    .replaceAll(DATE, ' ')
    .replaceAll(
      /[~～—–\-至到,，;；:：\t]+|\((?:周|星期)?[一二三四五六日天]\)|(?:周|星期)[一二三四五六日天]|放假|holiday/gi,
      ' ',
    )
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 100)
}
