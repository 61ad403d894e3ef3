/**
 * A line's arithmetic as the column `explanation` holds it: without the days of the line, which are columns themselves.
 * So the months of many rooms share a few texts, and a bill run sends and parses each only once.
 */
import type { PenaltyExplanation } from '../penalties/penalty-explanation.ts'
import type {
  LineExplanation,
  MeteredExplanation,
  MonthExplanation,
  OpeningExplanation,
  PoolExplanation,
} from './explanation.ts'

type WithoutDays<E> = Omit<E, 'segmentStart' | 'segmentEnd'>

export type StoredExplanation =
  | WithoutDays<MonthExplanation>
  | WithoutDays<MeteredExplanation>
  | WithoutDays<PoolExplanation>
  | WithoutDays<PenaltyExplanation>
  | WithoutDays<OpeningExplanation>

export function storedOf(explanation: LineExplanation): StoredExplanation {
  const { segmentStart: _, segmentEnd: __, ...stored } = explanation
  return stored
}

/** The whole explanation of a row of `bill_line`. */
export function explanationOf(row: {
  segmentStart: string
  segmentEnd: string
  explanation: unknown
}): LineExplanation {
  const { segmentStart, segmentEnd } = row
  return { ...(row.explanation as StoredExplanation), segmentStart, segmentEnd } as LineExplanation
}

/** Explanations with one key are stored as the same text. */
export function storedKey(line: LineExplanation): string {
  if (line.kind === 'metered' || line.kind === 'pool' || line.kind === 'penalty' || line.kind === 'opening')
    return JSON.stringify(storedOf(line))
  if (line.detail || line.payerPart || line.correction) return JSON.stringify(storedOf(line))
  return `${line.ruleVersionId}/${line.areaM2}/${line.percent}/${line.percentReason}/${line.exact}/${line.days}/${line.daysOfMonth}/${line.shareNumerator}/${line.shareDenominator}`
}
