import { cutDecimals, dec, decimalText, toFen } from '../../platform/decimals.ts'
import { parseDecimalText } from './parse-number.ts'
import { accept, type Parse, refuse } from './parsed.ts'
import type { ProblemParams } from './problem.ts'

const parseYuan = parseDecimalText({ scale: 2, max: '99999999999' })
const parsePositiveYuan = parseDecimalText({ scale: 2, max: '99999999999', positive: true })

function inFen(parse: Parse<string>): Parse<bigint> {
  return text => {
    const yuan = parse(text)
    if (!('error' in yuan)) return accept(toFen(dec(yuan.value)))
    return yuan.error.code === 'number_too_fine' ? refuse('cents_undecided', fensAround(yuan.error.params)) : yuan
  }
}

/** The whole fen on either side of an amount, between which a person decides. */
function fensAround({ value }: ProblemParams): ProblemParams {
  const exact = dec(String(value))
  const down = cutDecimals(exact, 2)
  return { exact: String(value), down: decimalText(down, 2), up: decimalText(down.plus('0.01'), 2) }
}

/**
 * An amount in yuan, exact to the fen: `254.70`, `254.7` as text and `２５４．７０` are all 25470 fen (domain.md M1); a cell that
 * holds 254.7045 and shows 254.70 is refused until a person has decided which fen it is, never rounded silently (M2). Not negative.
 */
export const parseMoney = inFen(parseYuan)

/** As `parseMoney`, more than nothing. */
export const parseSomeMoney = inFen(parsePositiveYuan)
