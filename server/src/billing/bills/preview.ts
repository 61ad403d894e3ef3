/** What a preview shows. */
import type { billing as contract, ResponseOf } from '@anju/contract'
import type { ProposedLine } from './compute-lines.ts'
import { wordsOf } from './explain-line.ts'
import type { LineExplanation } from './explanation.ts'

export type Preview = ResponseOf<typeof contract.previewBills>

/** Bills and exceptions shown; all are counted. */
export const MAX_SHOWN = 200

/** A proposed line as the contract shows it. */
export function lineOf(
  line: Pick<ProposedLine<LineExplanation>, 'segmentStart' | 'segmentEnd' | 'amountFen' | 'explanation'>,
): Preview['bills'][number]['lines'][number] {
  return {
    segmentStart: line.segmentStart,
    segmentEnd: line.segmentEnd,
    amountFen: line.amountFen,
    words: wordsOf(line.explanation),
    explanation: line.explanation,
  }
}
