/**
 * An amount in fen as yuan with two decimals and thousands: `-123456` → `-1,234.56`. Exact for every integer;
 * throws a RangeError for a number that is not an integer, because such an amount is already wrong.
 */
export function formatFen(fen: number | bigint): string {
  const exact = BigInt(fen)
  const digits = (exact < 0n ? -exact : exact).toString().padStart(3, '0')
  const yuan = digits.slice(0, -2).replaceAll(/\B(?=(\d{3})+$)/g, ',')
  return `${exact < 0n ? '-' : ''}${yuan}.${digits.slice(-2)}`
}

/** The same with its sign of currency, as it stands in a sentence: `-123456` → `-¥1,234.56`. */
export function formatMoney(fen: number | bigint): string {
  return withYen(formatFen(fen))
}

/** A written amount with its sign of currency, which stands behind a minus: `-12.00` → `-¥12.00`. */
export function withYen(amount: string): string {
  return amount.startsWith('-') ? `-¥${amount.slice(1)}` : `¥${amount}`
}
