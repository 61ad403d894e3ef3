import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useRealtime } from '../../realtime.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { PageSkeleton } from '../../shell/states/PageSkeleton.tsx'
import { renewWorkforce } from '../workforce.ts'
import { CardActions } from './CardActions.tsx'
import { CardAppeals } from './CardAppeals.tsx'
import { CardPeople } from './CardPeople.tsx'
import type { CardForm } from './card-form.ts'
import { periodName, type Scorecard, useScorecard } from './performance.ts'
import { CardStateTag } from './ScorecardsPanel.tsx'
import { ScoreTable } from './ScoreTable.tsx'
import { usePerformanceTexts } from './texts.ts'
import './performance.css'

const CardForms = lazy(async () => ({ default: (await import('./CardForms.tsx')).CardForms }))

/** One scorecard: every indicator with its arithmetic, who did what, appeals and what they changed. */
export function ScorecardPage() {
  const { scorecardId } = useParams({ strict: false }) as { scorecardId: string }
  const { data, error, refetch } = useScorecard(scorecardId)
  useRealtime(['workforce.scorecardChanged', 'workforce.appealChanged'], () => void renewWorkforce())
  if (error && !data)
    return (
      <div className="c-page">
        <FailureNotice error={error} retry={() => void refetch()} />
      </div>
    )
  return data ? <Card card={data} /> : <PageSkeleton />
}

function Card({ card }: { card: Scorecard }) {
  const t = usePerformanceTexts()
  const [form, setForm] = useState<CardForm>()
  return (
    <div className="c-page">
      <Link to="/performance" className="wf-back">
        <ArrowLeft size={14} aria-hidden /> {t('back')}
      </Link>
      <PageHeader
        title={t('card.title', { name: card.employeeName, period: periodName(card) })}
        facts={
          <>
            <CardStateTag card={card} />{' '}
            {t('card.facts', {
              ...{ number: card.employeeNumber, post: card.postName, team: card.teamName, scheme: card.schemeName },
            })}
          </>
        }
        actions={<CardActions card={card} open={setForm} />}
      />
      <Result card={card} />
      <ScoreTable card={card} enter={line => setForm({ form: 'value', line })} />
      <CardPeople card={card} />
      <CardAppeals card={card} answer={appeal => setForm({ form: 'answer', appeal })} />
      <Suspense fallback={null}>
        {form ? <CardForms card={card} ask={form} close={() => setForm(undefined)} /> : null}
      </Suspense>
    </div>
  )
}

/** The total and the grade, large, with the grades it is measured by. */
function Result({ card }: { card: Scorecard }) {
  const t = usePerformanceTexts()
  const bands = card.bands.map(({ grade, from }) => t('band', { grade, from })).join(' · ')
  return (
    <div className="c-card wf-result">
      <dl>
        <div>
          <dt>{t('total')}</dt>
          <dd className="wf-result__number">{card.total ?? '–'}</dd>
        </div>
        <div>
          <dt>{t('grade')}</dt>
          <dd className="wf-result__number">{card.grade ?? '–'}</dd>
        </div>
        {card.appealUntil && !card.locked ? (
          <div>
            <dt>{t('appealUntil')}</dt>
            <dd>{card.appealUntil}</dd>
          </div>
        ) : null}
      </dl>
      <p>
        {card.total
          ? t('sum', { points: card.countedPoints, weight: card.countedWeight, total: card.total })
          : t('sumWaiting', { count: card.missing })}
      </p>
      <p>{t('bands', { bands })}</p>
    </div>
  )
}
