import { formatDateTime } from '@anju/ui'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { useReason } from '../workforce.ts'
import type { Appeal, Scorecard } from './performance.ts'
import { usePerformanceTexts } from './texts.ts'

/** Appeals against this card with their answers, and what they changed. */
export function CardAppeals({ card, answer }: { card: Scorecard; answer: (appeal: Appeal) => void }) {
  const t = usePerformanceTexts()
  if (card.appeals.length === 0) return null
  return (
    <section className="c-card wf-people" aria-label={t('appeals')}>
      <h2>{t('appeals')}</h2>
      <ul className="wf-appeals">
        {card.appeals.map(appeal => (
          <li key={appeal.id}>
            <OneAppeal card={card} appeal={appeal} answer={answer} />
          </li>
        ))}
      </ul>
      {card.changes.length > 0 ? (
        <>
          <h3>{t('card.changes')}</h3>
          <ul className="wf-appeals">
            {card.changes.map(change => (
              <li key={change.id}>
                {t('change', {
                  ...{ line: change.lineName, before: change.scoreBefore ?? '–', after: change.scoreAfter },
                  ...{ totalBefore: change.totalBefore, totalAfter: change.totalAfter, reason: change.reason },
                })}{' '}
                <small>
                  {change.actorName} {formatDateTime(change.at)}
                </small>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  )
}

interface OneAppealProps {
  card: Scorecard
  appeal: Appeal
  answer: (appeal: Appeal) => void
}

function OneAppeal({ card, appeal, answer }: OneAppealProps) {
  const t = usePerformanceTexts()
  const reason = useReason('workforce.performance.review')
  const own = card.mine ? t('ownCard') : card.scoredByMe ? t('ownAnswer') : undefined
  return (
    <>
      <StatusTag tone={appeal.state === 'asked' ? 'warning' : 'neutral'}>{t(`appeal.${appeal.state}`)}</StatusTag>{' '}
      <span className="c-number">{formatDateTime(appeal.askedAt)}</span> {appeal.reason}
      {appeal.answer ? (
        <p className="wf-people__words">
          {appeal.answer}{' '}
          <small>
            {t('appeal.answered', {
              ...{ name: appeal.answeredByName ?? '', at: appeal.answeredAt ? formatDateTime(appeal.answeredAt) : '' },
            })}
          </small>
        </p>
      ) : null}
      {appeal.state === 'asked' ? (
        <>
          {' '}
          <ReasonButton size="small" type="primary" onClick={() => answer(appeal)} reason={reason ?? own}>
            {t('appeal.answerDeed')}
          </ReasonButton>
        </>
      ) : null}
    </>
  )
}
