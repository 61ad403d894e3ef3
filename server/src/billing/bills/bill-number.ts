/** A bill's number for people: ZD (账单) and its running number. Rolled back inserts leave gaps; a receipt's number has none. */
const PREFIX = 'ZD'
const DIGITS = 8

export function billNumber(serial: bigint): string {
  return PREFIX + serial.toString().padStart(DIGITS, '0')
}

/** The running numbers whose written form begins with a text: ZD000012 is 1200 to 1299, ZD00001234 just that one. Null for other texts. */
export function serialsOf(text: string): { least: bigint; most: bigint } | null {
  const digits = new RegExp(`^${PREFIX}(\\d{1,18})$`, 'i').exec(text.normalize('NFKC').trim())?.[1]
  if (digits === undefined) return null
  const open = Math.max(0, DIGITS - digits.length)
  const least = BigInt(digits) * 10n ** BigInt(open)
  return { least, most: least + 10n ** BigInt(open) - 1n }
}

/** The running number in a text that looks like a bill's number, else null. */
export function serialOf(text: string): bigint | null {
  const digits = new RegExp(`^${PREFIX}(\\d{1,18})$`, 'i').exec(text.trim())?.[1]
  return digits === undefined ? null : BigInt(digits)
}
