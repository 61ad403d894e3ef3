/** What tells whether a bill worked out again is the same bill. */
import { hash } from 'node:crypto'
import type { ProposedLine } from './compute-lines.ts'
import type { LineExplanation } from './explanation.ts'
import { storedKey } from './stored-explanation.ts'

type Fingerprinted = {
  payerPersonId: string | null
  cycleEnd: string
  billingOn: string
  dueOn: string
  lines: readonly Pick<ProposedLine<LineExplanation>, 'segmentStart' | 'segmentEnd' | 'amountFen' | 'explanation'>[]
}

/** 64 bits, signed, of payer, dates, and each line with its arithmetic. */
export function fingerprintOf(bill: Fingerprinted): bigint {
  let text = `${bill.payerPersonId}/${bill.cycleEnd}/${bill.billingOn}/${bill.dueOn}`
  for (const { segmentStart, segmentEnd, amountFen, explanation } of bill.lines) {
    text += `|${segmentStart}/${segmentEnd}/${amountFen}/${storedKey(explanation)}`
  }
  return hash('md5', text, 'buffer').readBigInt64BE()
}
