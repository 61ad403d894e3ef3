import { EmptyState, List, ListRow, Loaded, Page, StatusTag } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Target } from 'lucide-react'
import { Link } from '../navigation.ts'
import { useRealtime } from '../realtime.ts'
import { NetworkState } from '../shell/NetworkState.tsx'
import { useBack } from '../shell/useBack.ts'
import { usePerformanceTexts } from './performance-texts.ts'
import { myScorecardsQuery, renewMine, type ScorecardRow } from './queries.ts'
import { StaleLine } from './StaleLine.tsx'

/** My scorecards, the latest first. */
export function PerformancePage() {
  const t = usePerformanceTexts()
  const back = useBack('/shift')
  const cards = useQuery(myScorecardsQuery)
  useRealtime(['workforce.*'], renewMine)
  return (
    <Page title={t('title')} onBack={back} action={<NetworkState />}>
      <Loaded query={cards}>
        {known => (
          <>
            <StaleLine of={known} />
            {known.data.items.length === 0 ? (
              <EmptyState icon={<Target aria-hidden="true" />} title={t('none')} text={t('noneText')} />
            ) : (
              <List label={t('title')}>
                {known.data.items.map(card => (
                  <CardRow key={card.id} card={card} />
                ))}
              </List>
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}

function CardRow({ card }: { card: ScorecardRow }) {
  const t = usePerformanceTexts()
  return (
    <ListRow
      title={`${card.fromOn.slice(0, card.grain === 'year' ? 4 : 7)} ${t(`grain.${card.grain}`)}`}
      description={card.schemeName}
      value={
        card.total !== null && card.grade !== null ? (
          <>
            <strong>{card.total}</strong> {card.grade}
            {card.appealWaiting ? <StatusTag tone="warning">{t('appealWaiting')}</StatusTag> : null}
          </>
        ) : (
          <StatusTag tone="info">{t('state.open')}</StatusTag>
        )
      }
      render={row => <Link to="/shift/performance/$scorecardId" params={{ scorecardId: card.id }} {...row} />}
    />
  )
}
