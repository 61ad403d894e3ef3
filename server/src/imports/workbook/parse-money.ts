import { dec, toFen } from '../../platform/decimals.ts'
import { parseDecimalText } from './parse-number.ts'
import { accept, type Parse } from './parsed.ts'

const parseYuan = parseDecimalText({ scale: 2, max: '99999999999' })
const parsePositiveYuan = parseDecimalText({ scale: 2, max: '99999999999', positive: true })

function inFen(parse: Parse<string>): Parse<bigint> {
  return text => {
    const yuan = parse(text)
    return 'error' in yuan ? yuan : accept(toFen(dec(yuan.value)))
  }
}

/**
 * An amount in yuan, exact to the fen: `254.70`, `254.7` as text and `２５４．７０` are all 25470 fen (domain.md M1); a cell that
 * holds 254.7045 and shows 254.70 is refused and left to a person, never rounded silently (M2). Not negative.
 */
export const parseMoney = inFen(parseYuan)

/** As `parseMoney`, more than nothing. */
export const parseSomeMoney = inFen(parsePositiveYuan)
