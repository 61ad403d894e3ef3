import { cutDecimals, type Decimal, dec, decimalText, parseDecimal, roundedText } from '../../platform/decimals.ts'
import { plainNumber } from '../../platform/excel/plain-number.ts'
import { accept, type Parse, type Parsed, refuse, tidyText } from './parsed.ts'

/** Text is in its compatibility form here, where ㎡ and m² are m2. */
const UNITS = /(?:元\/(?:m2|平米|平方米)(?:[/·.]?月)?|m2|平方米|平米|平方|元|圆)$/i
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d{1,3})?$/i

/** Digits in any width, thousands separators, a unit behind and a currency sign before; null when it is no number. */
function decimalOf(text: string): Decimal | null {
  const bare = tidyText(text)
    .replace(/\s+/g, '')
    .replace(/^(-?)¥/, '$1')
    .replace(UNITS, '')
    .replace('。', '.')
  const ungrouped = GROUPED.test(bare) ? bare.replaceAll(',', '') : bare
  if (!NUMBER.test(ungrouped)) return null
  const plain = plainNumber(ungrouped.replace(/^([+-]?)\./, '$10.'))
  return plain === null ? null : parseDecimal(plain)
}

export type DecimalRange = {
  /** Decimals allowed. More are refused. */
  scale: number
  /** Refuses zero. */
  positive?: boolean
  /** The largest value that fits. */
  max: string
}

/**
 * An exact decimal as text without idle zeros: `254.70`, `254.7` and `２５４．７０` are all `254.7` (domain.md M1). A stored
 * 254.7045 is never rounded silently (M2).
 */
export function parseDecimalText({ scale, positive = false, max }: DecimalRange): Parse<string> {
  return (text): Parsed<string> => {
    const number = decimalOf(text)
    if (number === null) return refuse('number_invalid')
    const value = decimalText(number)
    if (number.isNegative() && !number.isZero()) return refuse('number_negative', { value })
    if (positive && number.isZero()) return refuse('number_too_small', { value, limit: '0' })
    if (number.gt(max)) return refuse('number_too_large', { value, limit: max })
    return number.decimalPlaces() <= scale ? accept(value) : refuse('number_too_fine', { value, scale })
  }
}

/** What a binary fraction may be off the decimal it was written as: 88.46000000001 is 88.46. */
const BINARY_NOISE = '0.000000001'

/**
 * An area in m² as text, of two decimals as it is stored; one of more is refused until a person has decided which it is (M2), as amounts
 * are that are no whole fen.
 */
export function parseAreaText(range: Omit<DecimalRange, 'scale'>): Parse<string> {
  const parse = parseDecimalText({ ...range, scale: 2 })
  return text => {
    const area = parse(text)
    if (!('error' in area) || area.error.code !== 'number_too_fine') return area
    const exact = dec(String(area.error.params.value))
    const near = dec(roundedText(exact, 2))
    if (exact.minus(near).abs().lte(BINARY_NOISE)) return parse(decimalText(near))
    const down = cutDecimals(exact, 2)
    const [below, above] = [decimalText(down, 2), decimalText(down.plus('0.01'), 2)]
    return refuse('area_undecided', { exact: decimalText(exact), down: below, up: above })
  }
}

/** A whole number from `33`, `33.0` or `33层`. */
export function parseInteger(min: number, max: number): Parse<number> {
  return text => {
    const number = decimalOf(tidyText(text).replace(/(?:层|楼|个月|月|F)$/i, ''))
    if (number === null || !number.isInteger()) return refuse('integer_invalid')
    const value = number.toNumber()
    return value >= min && value <= max ? accept(value) : refuse('integer_out_of_range', { value, min, max })
  }
}

const DIGITS = '零一二三四五六七八九'
const BELOW = /^(?:B|-B|负|地下|-)([0-9一二三四五六七八九]+)(?:层|楼|F)?$/i
const ABOVE = /^(?:地上|第)?(十?[一二三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?)(?:层|楼)$/

/** A floor: `3`, `3层`, `三楼`; below the ground `-1`, `B1`, `负一楼`, `地下1层`. */
export const parseFloor: Parse<number> = text => {
  const tidy = tidyText(text).replace(/\s+/g, '')
  const below = BELOW.exec(tidy)?.[1]
  if (below !== undefined) return parseInteger(-20, 200)(`-${DIGITS.includes(below) ? DIGITS.indexOf(below) : below}`)
  const above = ABOVE.exec(tidy)?.[1]
  if (above === undefined) return parseInteger(-20, 200)(text)
  const [tens = '', ones = ''] = above.includes('十') ? above.split('十') : ['', above]
  const ten = above.includes('十') ? (tens === '' ? 1 : DIGITS.indexOf(tens)) * 10 : 0
  return parseInteger(-20, 200)(String(ten + (ones === '' ? 0 : DIGITS.indexOf(ones))))
}
