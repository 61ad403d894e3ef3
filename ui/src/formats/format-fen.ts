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
