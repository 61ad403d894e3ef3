import { Card, EmptyState, List, ListRow, Loaded, Page, Section } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { ArrowLeftRight, CalendarDays, ChartNoAxesColumn, IdCard, Plane, Target } from 'lucide-react'
import { useEffect } from 'react'
import { Link } from '../navigation.ts'
import { useOutbox } from '../outbox/outbox.ts'
import { useRealtime } from '../realtime.ts'
import { NetworkState } from '../shell/NetworkState.tsx'
import { ClockCard } from './ClockCard.tsx'
import { myDayQuery, mySwapsQuery, renewMine } from './queries.ts'
import { StaleLine } from './StaleLine.tsx'
import { useWorkforceTexts } from './texts.ts'
import './workforce.css'

/** My shift with the button to clock in and out, and the ways to rota, swaps, leave and attendance. */
export function ShiftPage() {
  const t = useWorkforceTexts()
  const day = useQuery(myDayQuery)
  const waiting = useOutbox().entries.filter(entry => entry.kind === 'clock').length
  useRealtime(['workforce.*'], renewMine)
  // What was sent meanwhile stands in the list of the server now.
  useEffect(() => {
    if (waiting === 0) void renewMine()
  }, [waiting])
  return (
    <Page title={t('title')} look="root" tabs action={<NetworkState />}>
      <Loaded query={day}>
        {known =>
          known.data.employeeId === null ? (
            <EmptyState icon={<IdCard aria-hidden="true" />} title={t('noFile')} text={t('noFileText')} />
          ) : (
            <>
              <StaleLine of={known} />
              <Card>
                <ClockCard day={known.data} />
              </Card>
              <Ways employeeId={known.data.employeeId} />
            </>
          )
        }
      </Loaded>
    </Page>
  )
}

function Ways({ employeeId }: { employeeId: string }) {
  const t = useWorkforceTexts()
  const { data } = useQuery(mySwapsQuery)
  const asked = data?.data.items.filter(swap => swap.state === 'asked' && swap.partnerId === employeeId).length ?? 0
  return (
    <Section title={t('more')}>
      <List label={t('more')}>
        <ListRow
          lead={<CalendarDays aria-hidden="true" />}
          title={t('rota')}
          render={row => <Link to="/shift/rota" {...row} />}
        />
        <ListRow
          lead={<ArrowLeftRight aria-hidden="true" />}
          title={t('swaps')}
          value={asked > 0 ? asked : undefined}
          render={row => <Link to="/shift/swaps" {...row} />}
        />
        <ListRow
          lead={<Plane aria-hidden="true" />}
          title={t('leaves')}
          render={row => <Link to="/shift/leaves" {...row} />}
        />
        <ListRow
          lead={<ChartNoAxesColumn aria-hidden="true" />}
          title={t('attendance')}
          render={row => <Link to="/shift/attendance" {...row} />}
        />
        <ListRow
          lead={<Target aria-hidden="true" />}
          title={t('performance')}
          render={row => <Link to="/shift/performance" {...row} />}
        />
      </List>
    </Section>
  )
}
