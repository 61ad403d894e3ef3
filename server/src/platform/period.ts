/**
 * Civil dates `YYYY-MM-DD` and months `YYYY-MM` as text (domain.md R4). No `Date` object takes part: a business day in
 * Shanghai has no time zone trap when it has no time. Valid dates of one form sort as text, so `<` compares them.
 * What calculates throws RangeError when it gets, or would return, something that is not a date of the years 0001–9999;
 * what only compares (compareDates, minDate, maxDate, intersectRanges) trusts its dates.
 */

/** `YYYY-MM-DD` */
export type CivilDate = string
/** `YYYY-MM` */
export type CivilMonth = string
/** Both ends included. */
export type CivilRange = { from: CivilDate; to: CivilDate }

/** Far enough to stand for "without end" in comparisons. */
export const LAST_CIVIL_DATE: CivilDate = '9999-12-31'

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** `month` counts from 1. */
function monthLength(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0)
}

/**
 * The digits of a date as one integer, 20260318, or -1 when the text is not a date. Reads character codes, because a
 * bill run asks this some ten million times and a regular expression with slices takes ten times as long.
 */
function readDigits(text: string): number {
  if (text.length !== 10) return -1
  let digits = 0
  for (let index = 0; index < 10; index += 1) {
    const code = text.charCodeAt(index)
    if (index === 4 || index === 7) {
      if (code !== 45) return -1
    } else {
      if (code < 48 || code > 57) return -1
      digits = digits * 10 + code - 48
    }
  }
  const year = Math.floor(digits / 10_000)
  const month = Math.floor(digits / 100) % 100
  const day = digits % 100
  return year >= 1 && day >= 1 && day <= monthLength(year, month) ? digits : -1
}

export function isCivilDate(text: string): boolean {
  return readDigits(text) >= 0
}

export function isCivilMonth(text: string): boolean {
  return isCivilDate(`${text}-01`)
}

/** `readDigits` of what must be a date. */
function digitsOf(date: CivilDate): number {
  const digits = readDigits(date)
  if (digits < 0) throw new RangeError(`not a date of the form YYYY-MM-DD: ${date}`)
  return digits
}

/** Months from January of year 0. */
function monthIndexOf(digits: number): number {
  return Math.floor(digits / 10_000) * 12 + (Math.floor(digits / 100) % 100) - 1
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : `${value}`
}

/** The date of a day in a month counted as by `monthIndexOf`; the day is clamped to the length of the month. */
function dateInMonth(monthIndex: number, day: number): CivilDate {
  const year = Math.floor(monthIndex / 12)
  const month = monthIndex - year * 12 + 1
  if (year < 1 || year > 9999) throw new RangeError(`the year ${year} is out of range`)
  const clamped = Math.min(day, monthLength(year, month))
  const yearText = year < 1000 ? String(year).padStart(4, '0') : String(year)
  return `${yearText}-${twoDigits(month)}-${twoDigits(clamped)}`
}

/**
 * Days since 0000-03-01 of the proleptic Gregorian calendar. Years are counted from March, so that the leap day is the
 * last of its year and (153 m + 2) / 5 gives the days before month m.
 */
function dayNumber(date: CivilDate): number {
  const digits = digitsOf(date)
  const monthsFromMarch = monthIndexOf(digits) - 2
  const year = Math.floor(monthsFromMarch / 12)
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400)
  const daysBefore = Math.floor((153 * (monthsFromMarch - year * 12) + 2) / 5)
  return year * 365 + leapDays + daysBefore + (digits % 100) - 1
}

/** The inverse of `dayNumber`: 146,097 days are 400 years. */
function dateOfDayNumber(days: number): CivilDate {
  const era = Math.floor(days / 146_097)
  const dayOfEra = days - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  return dateInMonth((era * 400 + yearOfEra) * 12 + monthFromMarch + 2, day)
}

export function addDays(date: CivilDate, days: number): CivilDate {
  const digits = digitsOf(date)
  const day = (digits % 100) + days
  // Most steps stay inside the month; the way round over day numbers is for the others.
  if (day >= 1 && day <= 28) return dateInMonth(monthIndexOf(digits), day)
  return dateOfDayNumber(dayNumber(date) + days)
}

/** `to − from` in days: 0 for the same day, negative when `to` is earlier (overdue days, domain.md R8). */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** Days of the range with both ends counted: 1 for the same day. */
export function daysInclusive(from: CivilDate, to: CivilDate): number {
  return daysBetween(from, to) + 1
}

/** -1, 0 or 1, for sorting. */
export function compareDates(a: CivilDate, b: CivilDate): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export function minDate(a: CivilDate, b: CivilDate): CivilDate {
  return a < b ? a : b
}

export function maxDate(a: CivilDate, b: CivilDate): CivilDate {
  return a > b ? a : b
}

/** The days two inclusive ranges have in common, or null. */
export function intersectRanges(a: CivilRange, b: CivilRange): CivilRange | null {
  const from = maxDate(a.from, b.from)
  const to = minDate(a.to, b.to)
  return from <= to ? { from, to } : null
}

export function monthOf(date: CivilDate): CivilMonth {
  digitsOf(date)
  return date.slice(0, 7)
}

export function firstDayOfMonth(date: CivilDate): CivilDate {
  return `${monthOf(date)}-01`
}

export function lastDayOfMonth(date: CivilDate): CivilDate {
  return dateInMonth(monthIndexOf(digitsOf(date)), 31)
}

/** The actual days, 28–31, of the natural month that holds the date. */
export function daysInMonth(date: CivilDate): number {
  return Number(lastDayOfMonth(date).slice(8))
}

/** The days of a natural month `YYYY-MM`. */
export function monthRange(month: CivilMonth): CivilRange {
  return { from: `${month}-01`, to: lastDayOfMonth(`${month}-01`) }
}

export function addMonths(month: CivilMonth, months: number): CivilMonth {
  return anchoredMonthStart(`${month}-01`, months).slice(0, 7)
}

/** Natural months from one to another, both included; none when `to` is earlier. */
export function monthsFromTo(from: CivilMonth, to: CivilMonth): CivilMonth[] {
  const months: CivilMonth[] = []
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month)
  return months
}

/** Calendar months from the month of one date to the month of another, whatever their days. */
export function monthSteps(from: CivilDate, to: CivilDate): number {
  return monthIndexOf(digitsOf(to)) - monthIndexOf(digitsOf(from))
}

/**
 * First day of the n-th contract month (n from 0; negative n goes back). Always derived from the original anchor, never
 * from the clamped start before it (domain.md R5, E10): anchor 01-31 gives 02-28, then 03-31 again.
 */
export function anchoredMonthStart(anchor: CivilDate, n: number): CivilDate {
  const digits = digitsOf(anchor)
  return dateInMonth(monthIndexOf(digits) + n, digits % 100)
}

/** The n-th contract month: from its start to the day before the next one's (E10). */
export function contractMonth(anchor: CivilDate, n: number): CivilRange {
  return { from: anchoredMonthStart(anchor, n), to: addDays(anchoredMonthStart(anchor, n + 1), -1) }
}

/** The contract months, whole, that share a day with the range, in order. Months before the anchor do not exist. */
export function contractMonthsOver(anchor: CivilDate, range: CivilRange): CivilRange[] {
  const months: CivilRange[] = []
  const first = Math.max(0, monthSteps(anchor, range.from) - 1)
  for (let n = first, from = anchoredMonthStart(anchor, n); from <= range.to; n += 1) {
    const next = anchoredMonthStart(anchor, n + 1)
    if (next > range.from) months.push({ from, to: addDays(next, -1) })
    from = next
  }
  return months
}

/** The natural months, whole, that share a day with the range, in order. */
export function naturalMonthsOver(range: CivilRange): CivilRange[] {
  return contractMonthsOver(firstDayOfMonth(range.from), range)
}
