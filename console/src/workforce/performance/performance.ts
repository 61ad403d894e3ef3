import { type WireResponseOf, workforce } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../api.ts'
import type { Tone } from '../../shell/show/StatusTag.tsx'

export type ScorecardRow = WireResponseOf<typeof workforce.listScorecards>['items'][number]
export type Scorecard = WireResponseOf<typeof workforce.readScorecard>
export type ScorecardLine = Scorecard['lines'][number]
export type KpiPeriod = WireResponseOf<typeof workforce.listKpiPeriods>['items'][number]
export type KpiPeriodDetail = WireResponseOf<typeof workforce.readKpiPeriod>
export type KpiScheme = WireResponseOf<typeof workforce.readKpiScheme>
export type Indicator = KpiScheme['indicators'][number]
export type Appeal = WireResponseOf<typeof workforce.listAppeals>['items'][number]

export const GRAINS = ['month', 'quarter', 'year'] as const
export const CARD_STATES = ['open', 'scored', 'published'] as const
export const APPEAL_STATES = ['asked', 'changed', 'kept', 'withdrawn'] as const

export const CARD_TONES: Record<ScorecardRow['state'], Tone> = {
  open: 'info',
  scored: 'warning',
  published: 'success',
}

/** A score as the forms take it. */
export const SCORE = /^\d{1,3}(\.\d{1,2})?$/
export const MEASURE = /^-?\d{1,10}(\.\d{1,4})?$/

/** `2026-10`, `2026 Q4`, `2026`. */
export function periodName({ grain, fromOn }: Pick<KpiPeriod, 'grain' | 'fromOn'>): string {
  const year = fromOn.slice(0, 4)
  if (grain === 'year') return year
  return grain === 'month' ? fromOn.slice(0, 7) : `${year} Q${Math.ceil(Number(fromOn.slice(5, 7)) / 3)}`
}

/** Hundredths of a decimal text with at most two decimals: sums of weights stay exact. */
export function hundredths(text: string): number {
  const [whole = '0', part = ''] = text.split('.')
  return Number(whole) * 100 + Number(part.padEnd(2, '0'))
}

/** Hundredths as text without idle zeros. */
export function fromHundredths(value: number): string {
  const rest = String(value % 100)
    .padStart(2, '0')
    .replace(/0+$/, '')
  return `${Math.floor(value / 100)}${rest ? `.${rest}` : ''}`
}

/** One card with everything that it was counted from. */
export function useScorecard(scorecardId: string) {
  return useQuery({
    queryKey: [workforce.listScorecards.path, 'one', scorecardId],
    queryFn: ({ signal }) => call(workforce.readScorecard, { params: { scorecardId }, signal }),
  })
}
