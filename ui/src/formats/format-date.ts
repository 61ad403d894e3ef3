import type { Locale } from '../texts/locale.ts'

/** An instant as it travels (ISO 8601) or as the browser holds it. */
export type InstantValue = string | number | Date

const inShanghai = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

function partsOf(instant: InstantValue): Record<string, string> {
  const parts = inShanghai.formatToParts(new Date(instant))
  return Object.fromEntries(parts.map(part => [part.type, part.value]))
}

/** `2026-11-23`, the civil date of an instant in Asia/Shanghai. */
export function formatDate(instant: InstantValue): string {
  const { year, month, day } = partsOf(instant)
  return `${year}-${month}-${day}`
}

/** `14:05` in Asia/Shanghai. */
export function formatTime(instant: InstantValue): string {
  const { hour, minute } = partsOf(instant)
  return `${hour}:${minute}`
}

/** `2026-11-23 14:05` in Asia/Shanghai, whatever zone the browser is in. */
export function formatDateTime(instant: InstantValue): string {
  return `${formatDate(instant)} ${formatTime(instant)}`
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** A month of business (`2026-11`) for reading: `2026年11月`, `November 2026`. */
export function formatMonth(month: string, locale: Locale): string {
  const [year, number] = month.split('-')
  if (locale === 'en') return `${MONTHS[Number(number) - 1] ?? number} ${year}`
  return `${year}年${Number(number)}月`
}

/** The weekday of a civil date in as few letters as a head of a column has room for: `三`, `Wed`. */
export function formatWeekday(day: string, locale: Locale): string {
  const weekday = locale === 'zh-CN' ? 'narrow' : 'short'
  return new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
}
