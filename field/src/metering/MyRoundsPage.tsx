import { EmptyState, formatDateTime, List, ListRow, Loaded, Notice, Page } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Gauge } from 'lucide-react'
import { Link } from '../navigation.ts'
import { NetworkState } from '../shell/NetworkState.tsx'
import { myRoundsQuery } from './queries.ts'
import { useReadingTexts } from './texts.ts'

/** The rounds of reading that I walk. */
export function MyRoundsPage() {
  const t = useReadingTexts()
  const rounds = useQuery(myRoundsQuery)
  return (
    <Page title={t('title')} look="root" tabs action={<NetworkState />}>
      <Loaded query={rounds}>
        {known => (
          <>
            {known.fresh ? null : <Notice tone="warning">{t('stale', { at: formatDateTime(known.at) })}</Notice>}
            {known.data.items.length === 0 ? (
              <EmptyState icon={<Gauge aria-hidden="true" />} title={t('none')} text={t('noneText')} />
            ) : (
              <List label={t('row')}>
                {known.data.items.map(round => (
                  <ListRow
                    key={round.id}
                    title={t('round', { month: round.month, kind: t(`kind.${round.kind}`) })}
                    description={`${round.communityName} · ${t('planned', { date: round.plannedOn })}`}
                    value={t('progress', { done: round.doneCount, total: round.stopCount })}
                    render={row => <Link to="/me/rounds/$roundId" params={{ roundId: round.id }} {...row} />}
                  />
                ))}
              </List>
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}
