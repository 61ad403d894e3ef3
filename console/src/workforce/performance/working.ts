import { comma } from '@anju/ui'
import type { Indicator, ScorecardLine } from './performance.ts'
import type { usePerformanceTexts } from './texts.ts'

type Translate = ReturnType<typeof usePerformanceTexts>

/** The table of an indicator in words: `≥95 得 100，≥90 得 80`. */
function stepWords(t: Translate, { steps, direction }: Pick<Indicator, 'steps' | 'direction'>): string {
  return (steps ?? []).map(({ at, score }) => t(`steps.${direction}`, { at, score })).join(comma('，'))
}

/** How the score of a line came to be, with its numbers. */
export function workingOf(t: Translate, line: ScorecardLine): string {
  if (line.path === 'appeal')
    return t('work.appeal', { score: line.appealScore ?? '', measured: line.measuredScore ?? '–' })
  if (line.path === 'waiting') return t(line.rule === 'manual' ? 'work.waitingManual' : 'work.waitingFed')
  const { value, target, threshold, floor, score, cap } = line
  const params = {
    ...{ value: value ?? '', target: target ?? '', threshold: threshold ?? '', floor: floor ?? '' },
    ...{ score: score ?? '', steps: stepWords(t, line) },
  }
  const path = line.path === 'above' ? (threshold === null ? 'whole' : 'upper') : line.path
  // What the cap cut off stands before the words about the cap: the formula gives more than the score.
  const words = t(`work.${path}`, line.capped ? { ...params, score: `>${cap}` } : params)
  return line.capped ? words + t('work.capped', { cap }) : words
}

/** How an indicator is measured, in a line. */
export function measureWords(t: Translate, indicator: Indicator): string {
  const { rule, target, threshold, floor } = indicator
  if (rule === 'steps') return stepWords(t, indicator)
  if (rule === 'pass') return t('measure.pass', { target: target ?? '' })
  if (rule === 'manual') return t('rule.manual')
  const middle = threshold ? t('measure.threshold', { threshold }) : ''
  return t('measure.linear', { floor: floor ?? '', threshold: middle, target: target ?? '' })
}
