/** A batch's number for people, and what a debit is called in the bank's files. Pure. */

const PREFIX = 'DK'

/** DK (代扣) and a running number: DK000012. */
export function batchNumber(serial: bigint): string {
  return PREFIX + serial.toString().padStart(6, '0')
}

/**
 * By which the bank answers: the batch's running number and the place in it, 12 digits. So a file of another batch names nothing of
 * this one, though both begin with a first row.
 */
export function referenceOf(serial: bigint, place: number): string {
  return serial.toString().padStart(6, '0') + place.toString().padStart(6, '0')
}
