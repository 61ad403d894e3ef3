import { workforce } from '@anju/contract'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { ScrollBox } from '../../shell/show/ScrollBox.tsx'
import { useReason } from '../workforce.ts'
import type { Scorecard, ScorecardLine } from './performance.ts'
import { usePerformanceTexts } from './texts.ts'
import { workingOf } from './working.ts'

/** Every indicator: what it weighs, what was measured, how the score came to be, what it adds. */
export function ScoreTable({ card, enter }: { card: Scorecard; enter: (line: ScorecardLine) => void }) {
  const t = usePerformanceTexts()
  return (
    <section className="c-card wf-scores" aria-label={t('card.lines')}>
      <ScrollBox label={t('card.lines')} className="c-plain-table">
        <table aria-label={t('card.lines')}>
          <thead>
            <tr>
              <th scope="col">{t('line.name')}</th>
              <th scope="col">{t('line.weight')}</th>
              <th scope="col">{t('line.value')}</th>
              <th scope="col">{t('line.self')}</th>
              <th scope="col">{t('line.score')}</th>
              <th scope="col" className="wf-scores__working">
                {t('line.working')}
              </th>
              <th scope="col">{t('line.points')}</th>
            </tr>
          </thead>
          <tbody>
            {card.lines.map(line => (
              <Row key={line.id} card={card} line={line} enter={enter} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  )
}

const COUNTED: readonly ScorecardLine['source'][] = workforce.COUNTED_SOURCES

interface RowProps {
  card: Scorecard
  line: ScorecardLine
  enter: (line: ScorecardLine) => void
}

function Row({ card, line, enter }: RowProps) {
  const t = usePerformanceTexts()
  return (
    <tr>
      <th scope="row">
        {line.name}
        {line.note ? <small className="wf-scores__note">{line.note}</small> : null}
      </th>
      <td>{line.weight}%</td>
      <td>
        {line.source === 'manual' ? '–' : <Value card={card} line={line} enter={enter} />}
        {line.basis ? <small className="wf-scores__note">{line.basis}</small> : null}
      </td>
      <td>{line.selfScore ?? '–'}</td>
      <td>
        <strong>{line.score ?? '–'}</strong>
      </td>
      <td className="wf-scores__working">{workingOf(t, line)}</td>
      <td>{line.points ?? '–'}</td>
    </tr>
  )
}

/** The value, and the way to enter it while nobody has scored. */
function Value({ card, line, enter }: RowProps) {
  const t = usePerformanceTexts()
  const reason = useReason('workforce.performance.score')
  const own = card.mine ? t('ownCard') : undefined
  return (
    <>
      {line.value ?? (line.fedAt ? t('line.noValue') : '–')}
      {card.state === 'open' && !card.locked && !COUNTED.includes(line.source) ? (
        <>
          {' '}
          <ReasonButton
            size="small"
            type="text"
            aria-label={t('line.enterFor', { name: line.name })}
            onClick={() => enter(line)}
            reason={reason ?? own}
          >
            {t('line.enter')}
          </ReasonButton>
        </>
      ) : null}
    </>
  )
}
