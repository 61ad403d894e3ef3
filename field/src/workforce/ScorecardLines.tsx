import { Card, Section } from '@anju/ui'
import { usePerformanceTexts } from './performance-texts.ts'
import type { Scorecard } from './queries.ts'

type Line = Scorecard['lines'][number]

/** Every indicator with its value, its score and what it adds to the total. */
export function ScorecardLines({ card }: { card: Scorecard }) {
  const t = usePerformanceTexts()
  return (
    <Section title={t('lines')}>
      <ul className="aj-stack" aria-label={t('lines')}>
        {card.lines.map(line => (
          <li key={line.id}>
            <Card>
              <p className="fi-request">
                <strong>{line.name}</strong>
                <span>{t('weight', { weight: line.weight })}</span>
              </p>
              <LineWords line={line} />
            </Card>
          </li>
        ))}
      </ul>
      {card.total ? (
        <p className="fi-intro">
          {t('sum', { points: card.countedPoints, weight: card.countedWeight, total: card.total })}
        </p>
      ) : null}
    </Section>
  )
}

function LineWords({ line }: { line: Line }) {
  const t = usePerformanceTexts()
  const waiting = line.rule === 'manual' ? t('line.manual') : t('line.waiting')
  return (
    <>
      {line.value !== null ? (
        <p className="fi-intro">{t('line.value', { value: line.value, basis: line.basis ?? '' })}</p>
      ) : null}
      {line.path === 'waiting' ? <p className="fi-intro">{waiting}</p> : null}
      {line.path === 'nothing' ? <p className="fi-intro">{t('line.nothing')}</p> : null}
      {line.score !== null && line.points !== null ? (
        <p className="fi-intro">{t('line.score', { score: line.score, weight: line.weight, points: line.points })}</p>
      ) : null}
      {line.appealScore ? <p className="fi-intro">{t('line.appeal', { score: line.appealScore })}</p> : null}
      {line.selfScore ? <p className="fi-intro">{t('line.self', { score: line.selfScore })}</p> : null}
      {line.note ? <p className="fi-intro">{t('line.note', { note: line.note })}</p> : null}
    </>
  )
}
