/** Money is an integer number of fen (domain.md R1). Yuan exist only as text, at the edges. */
import { dec } from './decimals.ts'

export type Fen = bigint

const YUAN_TEXT = /^-?\d{1,16}(?:\.\d{1,2})?$/

/** Yuan text to fen, exactly: `12.3` → 1230n. Throws RangeError on anything but a plain number with at most 2 decimals. */
export function yuanToFen(text: string): Fen {
  if (!YUAN_TEXT.test(text)) throw new RangeError(`not an amount in yuan with at most 2 decimals: ${text}`)
  const [whole = '', decimals = ''] = text.split('.')
  return BigInt(whole + decimals.padEnd(2, '0'))
}

/** Fen to yuan text with exactly 2 decimals: -1230n → `-12.30`. */
export function fenToYuan(fen: Fen): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0')
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Yuan text for people, with thousands separators and without a currency sign: 123456789n → `1,234,567.89`. */
export function formatYuan(fen: Fen): string {
  const [whole = '', decimals = ''] = fenToYuan(fen).split('.')
  return `${whole.replace(/\B(?=(?:\d{3})+$)/g, ',')}.${decimals}`
}

/** The same with its sign of currency, as it stands in a sentence: -123456n → `-¥1,234.56`. */
export function formatMoney(fen: Fen): string {
  return withYen(formatYuan(fen))
}

/** An amount or a price in yuan with its sign of currency, which stands behind a minus: `-12.00` → `-¥12.00`. */
export function withYen(yuan: string): string {
  return yuan.startsWith('-') ? `-¥${yuan.slice(1)}` : `¥${yuan}`
}

/** One party of a split. `weight` is a decimal string ≥ 0, such as an area. */
export type Weight = { id: string; weight: string }

/** Integers in the same proportion as the weights: 89.37 and 120.5 become 8937 and 12050. */
function integerWeights(weights: readonly Weight[]): bigint[] {
  const decimals = weights.map(({ weight }) => dec(weight))
  const scale = Math.max(0, ...decimals.map(weight => weight.decimalPlaces()))
  return decimals.map(weight => BigInt(weight.toFixed(scale).replace('.', '')))
}

/**
 * Splits a total over weighted parties so that the parts add up to it exactly (domain.md R6, E17): each gets the floor
 * of its share, the fen left over go to the largest remainders, ties to the lowest id (compared as text). A negative
 * total is the mirror of the positive one, so that a reversal undoes a split part by part. The map keeps the order given.
 * Throws RangeError when an id occurs twice, a weight is negative, or no weight is above zero.
 */
export function allocateByLargestRemainder(totalFen: Fen, weights: readonly Weight[]): Map<string, Fen> {
  const integers = integerWeights(weights)
  const sum = integers.reduce((total, weight) => total + weight, 0n)
  if (sum <= 0n || integers.some(weight => weight < 0n)) throw new RangeError('a split needs weights ≥ 0, one above 0')
  const sign = totalFen < 0n ? -1n : 1n
  const total = totalFen * sign
  const shares = weights.map(({ id }, index) => {
    const product = total * (integers[index] ?? 0n)
    return { id, part: product / sum, remainder: product % sum }
  })
  const parts = new Map(shares.map(({ id, part }) => [id, part]))
  if (parts.size !== weights.length) throw new RangeError('an id occurs twice in a split')
  const leftOver = total - shares.reduce((given, { part }) => given + part, 0n)
  const byRemainder = shares.toSorted((a, b) =>
    a.remainder === b.remainder ? (a.id < b.id ? -1 : 1) : a.remainder > b.remainder ? -1 : 1,
  )
  for (const { id, part } of byRemainder.slice(0, Number(leftOver))) parts.set(id, part + 1n)
  if (sign < 0n) for (const [id, part] of parts) parts.set(id, -part)
  return parts
}

const CAPITAL_DIGITS = '零壹贰叁肆伍陆柒捌玖'
const CAPITAL_UNITS: readonly (readonly [bigint, string])[] = [
  [100_000_000n, '亿'],
  [10_000n, '万'],
  [1_000n, '仟'],
  [100n, '佰'],
  [10n, '拾'],
]
/** Above this (10^18 fen) a second 亿 would be needed; nobody writes such a receipt. */
const CAPITAL_LIMIT_FEN = 10n ** 18n

function capitalDigit(digit: bigint): string {
  return CAPITAL_DIGITS.charAt(Number(digit))
}

/** A positive integer in capitals. A gap below a unit is read as one 零: 10050 → 壹万零伍拾, 107000 → 壹拾万柒仟. */
function capitalInteger(value: bigint): string {
  for (const [unit, name] of CAPITAL_UNITS) {
    if (value < unit) continue
    const rest = value % unit
    const head = capitalInteger(value / unit) + name
    if (rest === 0n) return head
    return head + (rest < unit / 10n ? '零' : '') + capitalInteger(rest)
  }
  return capitalDigit(value)
}

/**
 * The amount in capital characters for receipts: 14293n → 人民币壹佰肆拾贰元玖角叁分. Follows 《支付结算办法》 annex 1 and
 * 《会计基础工作规范》 art. 52: 整 after 元 or 角, never after 分; 零 for a gap inside the number and before 分 without 角.
 * Where both texts leave 零 to the writer (0 at 万 or 元 followed by a digit at 仟 or 角), it is not written.
 * Throws RangeError from 10^18 fen.
 */
export function capitalAmount(fen: Fen): string {
  const amount = fen < 0n ? -fen : fen
  if (amount >= CAPITAL_LIMIT_FEN) throw new RangeError(`too large to write in capitals: ${fen} fen`)
  const prefix = `人民币${fen < 0n ? '负' : ''}`
  const [yuan, jiao, cent] = [amount / 100n, (amount / 10n) % 10n, amount % 10n]
  const yuanText = yuan > 0n ? `${capitalInteger(yuan)}元` : ''
  if (jiao === 0n && cent === 0n) return `${prefix}${yuanText || '零元'}整`
  const jiaoText = jiao > 0n ? `${capitalDigit(jiao)}角` : yuan > 0n ? '零' : ''
  return `${prefix}${yuanText}${jiaoText}${cent > 0n ? `${capitalDigit(cent)}分` : '整'}`
}
