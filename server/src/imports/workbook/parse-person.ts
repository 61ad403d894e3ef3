import { isCivilDate } from '../../platform/period.ts'
import { accept, type Parsed, refuse, tidyText } from './parsed.ts'

/**
 * A phone or identity number as it may stand in a list of problems: 138****8000. What is too short to be one is shown as it
 * is, since that is what has to be mended.
 */
export function maskPersonal(text: string): string {
  if (text.length < 11) return text
  return `${text.slice(0, 3)}${'*'.repeat(text.length - 7)}${text.slice(-4)}`
}

const MOBILE = /^1[3-9]\d{9}$/
const SCIENTIFIC = /^\d(?:\.\d+)?E\+?\d{1,2}$/i
/** Documented as “no phone” in the templates this format comes from. */
const UNKNOWN_PHONE = '18999999999'
const LANDLINE_OR_FOREIGN = /^(?:\+\d{7,15}|00\d{8,15}|0\d{2,3}-?\d{7,8}(?:-\d{1,6})?|[48]00-?\d{3}-?\d{4})$/

/** `1.3800138000E10` holds every digit of its number; `1.38E+10` has lost some. Null for the latter and for anything else. */
function wholeOfScientific(text: string): string | null {
  const match = /^(\d)(?:\.(\d+))?E\+?(\d{1,2})$/i.exec(text)
  const digits = `${match?.[1] ?? ''}${match?.[2] ?? ''}`
  return match && digits.length === Number(match[3]) + 1 ? digits : null
}

/** Eleven digits of a mobile number of mainland China, with or without +86 and separators; null for “unknown”. */
export function parsePhone(text: string): Parsed<string | null> {
  const written = tidyText(text)
  const tidy = wholeOfScientific(written) ?? written
  if (SCIENTIFIC.test(tidy)) return refuse('phone_scientific')
  const numbers = tidy
    .split(/[/、,;，；\s]+/)
    .map(part => part.replace(/^(?:\+|00)86[-\s]?/, ''))
    .map(part => (MOBILE.test(part.replaceAll('-', '')) ? part.replaceAll('-', '') : part))
  // A number written in groups, 138 0013 8000, is one number.
  const joined = numbers.join('').replaceAll('-', '')
  const mobiles = MOBILE.test(joined) ? [joined] : numbers.filter(part => MOBILE.test(part))
  const [phone] = mobiles
  if (phone === UNKNOWN_PHONE) return accept(null, 'phone_unknown', { value: UNKNOWN_PHONE })
  if (phone === undefined) {
    return LANDLINE_OR_FOREIGN.test(tidy.replace(/\s/g, ''))
      ? accept(null, 'phone_not_mobile')
      : refuse('phone_invalid')
  }
  return mobiles.length > 1 || (numbers.length > 1 && phone !== joined)
    ? accept(phone, 'phone_several', { phone: maskPersonal(phone) })
    : accept(phone)
}

/**
 * Every phone of a cell, 138…/139…, each once, mobiles first; landlines stay as they are written. One that is no phone refuses the
 * cell: a number lost silently is a family nobody reaches.
 */
export function parsePhones(text: string): Parsed<string[]> {
  const single = parsePhone(text)
  if (!('error' in single) && single.warning?.code !== 'phone_several' && single.value !== null)
    return accept([single.value])
  const parts = tidyText(text)
    .split(/[/、,;|\s]+/)
    .filter(part => part !== '')
  const found: string[] = []
  for (const part of parts) {
    const parsed = parsePhone(part)
    if ('error' in parsed) return parsed
    if (parsed.value !== null) found.push(parsed.value)
    else if (parsed.warning?.code === 'phone_not_mobile') found.push(part)
  }
  const mobile = (phone: string) => MOBILE.test(phone)
  const sorted = [...new Set(found)].toSorted((a, b) => Number(mobile(b)) - Number(mobile(a)))
  if (sorted.length > 0) return accept(sorted)
  return accept(sorted, 'phone_unknown', { value: tidyText(text) })
}

const ID_NUMBER = /^\d{17}[\dX]$/
const OLD_ID_NUMBER = /^\d{15}$/
const OTHER_DOCUMENT = /^[A-Z0-9()\-/]{5,30}$/
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_DIGITS = '10X98765432'

/** The 18th character that GB 11643 asks for. */
export function idNumberCheckDigit(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(first17[index]), 0)
  return CHECK_DIGITS.charAt(sum % 11)
}

/**
 * An identity number: 18 characters with a right check digit and a possible birthday. 1×18 means “unknown” here. Other
 * documents (passports, company codes, the old 15 digits) are kept and reported.
 */
export function parseIdNumber(text: string): Parsed<string | null> {
  const tidy = tidyText(text).replace(/\s/g, '').toUpperCase()
  if (/^1{15,18}$/.test(tidy) || /^0+$/.test(tidy)) return accept(null, 'id_number_unknown', { value: tidy })
  if (SCIENTIFIC.test(tidy)) return refuse('id_number_precision')
  if (ID_NUMBER.test(tidy)) {
    const expected = idNumberCheckDigit(tidy)
    if (tidy.at(-1) === expected) {
      const birthday = `${tidy.slice(6, 10)}-${tidy.slice(10, 12)}-${tidy.slice(12, 14)}`
      return isCivilDate(birthday) ? accept(tidy) : refuse('id_number_impossible')
    }
    // A number cell keeps 15 digits.
    return tidy.endsWith('000') ? refuse('id_number_precision') : refuse('id_number_checksum', { expected })
  }
  if (OLD_ID_NUMBER.test(tidy) || OTHER_DOCUMENT.test(tidy)) return accept(tidy, 'id_number_other')
  return refuse('id_number_invalid')
}
