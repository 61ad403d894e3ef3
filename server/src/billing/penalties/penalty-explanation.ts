/** The arithmetic of a penalty as its line keeps it, and in words. Pure. */
import { fenToYuan, withYen } from '../../platform/money.ts'
import type { CivilDate } from '../../platform/period.ts'
import { type ExplanationLocale, englishDays } from '../bills/explain-words.ts'
import type { LineCorrection } from '../bills/explanation.ts'
import type { Rounding } from '../rules/rounding.ts'
import type { Penalty, PenaltyTerms } from './penalty.ts'

/** What a penalty line keeps: each balance with its days and rate, the whole, and what of it was stored before and is now. */
export type PenaltyExplanation = {
  kind: 'penalty'
  segmentStart: CivilDate
  segmentEnd: CivilDate
  /** of which bill, by its number */
  ofBill: string
  itemName: string
  rate: { by: 'day' } | { by: 'lpr'; times: string; yearDays: number }
  steps: { balanceFen: number; from: CivilDate; to: CivilDate; days: number; ratePercent: string }[]
  /** what a former system had counted to a day; part of the total */
  takenOver?: { fen: number; to: CivilDate }
  capped: boolean
  totalFen: number
  storedFen: number
  exact: string
  exactIsCut: boolean
  roundedFen: number
  /** as other lines have them; a penalty has neither */
  rounding?: Rounding
  payerPart?: { percent: string; ofFen: number }
  correction?: LineCorrection
}

export function penaltyExplanation(
  of: { ofBill: string; itemName: string; terms: PenaltyTerms },
  penalty: Penalty,
  parts: { storedFen: bigint; nowFen: bigint },
): PenaltyExplanation {
  const { rate } = of.terms
  return {
    kind: 'penalty',
    segmentStart: penalty.steps[0]?.from ?? penalty.takenOver?.to ?? '',
    segmentEnd: penalty.steps.at(-1)?.to ?? penalty.takenOver?.to ?? '',
    ...(penalty.takenOver ? { takenOver: { fen: Number(penalty.takenOver.fen), to: penalty.takenOver.to } } : {}),
    ofBill: of.ofBill,
    itemName: of.itemName,
    rate: rate.by === 'day' ? { by: 'day' } : { by: 'lpr', times: rate.times, yearDays: rate.yearDays },
    steps: penalty.steps.map(step => ({ ...step, balanceFen: Number(step.balanceFen) })),
    capped: penalty.capped,
    totalFen: Number(penalty.fen),
    storedFen: Number(parts.storedFen),
    exact: fenToYuan(parts.nowFen),
    exactIsCut: false,
    roundedFen: Number(parts.nowFen),
  }
}

/** `ZD00001234 物业费 违约金：254.70元 × 0.05% × 69天（2026-02-01 至 2026-04-10）= 8.79元`. */
export function explainPenalty(line: PenaltyExplanation, locale: ExplanationLocale): string {
  const isChinese = locale === 'zh-CN'
  const yuan = (fen: number) => (isChinese ? `${fenToYuan(BigInt(fen))}元` : withYen(fenToYuan(BigInt(fen))))
  const steps = line.steps.map(step => {
    const rate =
      line.rate.by === 'day'
        ? `${step.ratePercent}%`
        : `LPR ${step.ratePercent}% × ${line.rate.times} ÷ ${line.rate.yearDays}`
    return isChinese
      ? `${yuan(step.balanceFen)} × ${rate} × ${step.days}天（${step.from} 至 ${step.to}）`
      : `${yuan(step.balanceFen)} × ${rate} × ${englishDays(step.days)} (${step.from} to ${step.to})`
  })
  const over = line.takenOver
  if (over)
    steps.unshift(
      isChinese ? `原系统计至 ${over.to} ${yuan(over.fen)}` : `${yuan(over.fen)} counted elsewhere to ${over.to}`,
    )
  const cap = line.capped ? (isChinese ? '，以约定上限为限' : ', limited by the agreed cap') : ''
  const before =
    line.storedFen > 0
      ? isChinese
        ? `，此前已计 ${yuan(line.storedFen)}`
        : `, ${yuan(line.storedFen)} counted before`
      : ''
  const rest = line.totalFen - line.storedFen
  const now =
    rest === line.roundedFen && line.storedFen === 0
      ? ''
      : isChinese
        ? `，本次 ${yuan(line.roundedFen)}`
        : `, ${yuan(line.roundedFen)} now`
  const name = isChinese ? `${line.ofBill} ${line.itemName}违约金：` : `Penalty of ${line.ofBill} (${line.itemName}): `
  return `${name}${steps.join(' + ')} = ${yuan(line.totalFen)}${cap}${before}${now}`
}
