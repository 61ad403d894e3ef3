import { formatDateTime } from '@anju/ui'
import type { ReactNode } from 'react'
import type { Scorecard } from './performance.ts'
import { usePerformanceTexts } from './texts.ts'

/** Who scored, who reviewed, and what they said. */
export function CardPeople({ card }: { card: Scorecard }) {
  const t = usePerformanceTexts()
  return (
    <section className="c-card wf-people" aria-label={t('card.people')}>
      <h2>{t('card.people')}</h2>
      <dl className="c-facts">
        <Step
          title={t('self.at')}
          by={card.selfAt ? card.employeeName : null}
          at={card.selfAt}
          none={t('self.none')}
          words={card.selfComment}
        />
        <Step
          title={t('scored.by')}
          by={card.scoredByName}
          at={card.scoredAt}
          none={t('scored.none')}
          words={card.comment}
        />
        <Step
          title={t('reviewed.by')}
          by={card.reviewedByName}
          at={card.reviewedAt}
          none={t('reviewed.none')}
          words={card.reviewNote}
        />
      </dl>
    </section>
  )
}

interface StepProps {
  title: string
  by: string | null
  at: string | null
  none: string
  words: string | null
}

function Step({ title, by, at, none, words }: StepProps): ReactNode {
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {by && at ? `${by} ${formatDateTime(at)}` : none}
        {words ? <p className="wf-people__words">{words}</p> : null}
      </dd>
    </div>
  )
}
