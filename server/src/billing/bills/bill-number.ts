/** A bill's number for people: ZD (账单) and its running number. Rolled back inserts leave gaps; a receipt's number has none. */
const PREFIX = 'ZD'

export function billNumber(serial: bigint): string {
  return PREFIX + serial.toString().padStart(8, '0')
}

/** The running number in a text that looks like a bill's number, else null. */
export function serialOf(text: string): bigint | null {
  const digits = new RegExp(`^${PREFIX}(\\d{1,18})$`, 'i').exec(text.trim())?.[1]
  return digits === undefined ? null : BigInt(digits)
}
