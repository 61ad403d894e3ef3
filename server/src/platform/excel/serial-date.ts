import { addDays, type CivilDate } from '../period.ts'

/** Excel counts up to 9999-12-31 in the 1900 system. */
const LAST_SERIAL = 2_958_465
const SECONDS_PER_DAY = 86_400

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

/**
 * The civil date, or date and time `YYYY-MM-DDTHH:mm:ss`, that a serial number stands for; null outside Excel's calendar.
 * Serial 60 is 1900-02-29, which never was: later days count from 1899-12-30, earlier ones from 1899-12-31.
 */
export function dateOfSerial(serialText: string, date1904 = false): CivilDate | null {
  const serial = Number(serialText)
  if (!Number.isFinite(serial) || serial < 0) return null
  // Half a second of tolerance: Excel keeps a time as a binary fraction of a day.
  const seconds = Math.round((serial - Math.floor(serial)) * SECONDS_PER_DAY)
  const day = Math.floor(serial) + (seconds === SECONDS_PER_DAY ? 1 : 0)
  if (day > LAST_SERIAL || (!date1904 && (day === 0 || day === 60))) return null
  const start = date1904 ? '1904-01-01' : day < 60 ? '1899-12-31' : '1899-12-30'
  const date = addDays(start, day)
  const rest = seconds % SECONDS_PER_DAY
  if (rest === 0) return date
  const time = [Math.floor(rest / 3600), Math.floor((rest % 3600) / 60), rest % 60].map(twoDigits).join(':')
  return `${date}T${time}`
}

const BUILT_IN_DATE_FORMATS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58])

/**
 * Whether a number format shows a calendar day. Formats 27–36 and 50–58 have no code in the file: they belong to the
 * language of the Excel that shows them, and in Chinese and Japanese they are dates. A bare time of day is not a date.
 */
export function isDateFormat(formatId: number, formatCode: string | undefined): boolean {
  if (formatCode === undefined) return BUILT_IN_DATE_FORMATS.has(formatId)
  const bare = formatCode
    .replace(/"[^"]*"/g, '')
    .replace(/\\.|_.|\*./g, '')
    .replace(/\[[^\]]*\]/g, '')
    .toLowerCase()
  // `e` is the year of the era in Asian formats, but also the exponent in `0.00E+00`.
  return /[yd]/.test(bare) || (/e/.test(bare.replace(/general/g, '')) && !/[#0?]/.test(bare))
}
