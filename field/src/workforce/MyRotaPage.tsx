import { Button, EmptyState, formatTime, List, ListRow, Loaded, Page, StatusTag } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { CalendarOff } from 'lucide-react'
import { useState } from 'react'
import { NetworkState } from '../shell/NetworkState.tsx'
import { useBack } from '../shell/useBack.ts'
import { MonthBar } from './MonthBar.tsx'
import { type MyDuty, myRotaQuery, todayHere } from './queries.ts'
import { StaleLine } from './StaleLine.tsx'
import { SwapSheet } from './SwapSheet.tsx'
import { useWorkforceTexts } from './texts.ts'
import './workforce.css'

/** My published duties, month by month; a duty to come can be swapped. */
export function MyRotaPage() {
  const t = useWorkforceTexts()
  const back = useBack('/shift')
  const [month, setMonth] = useState(todayHere().slice(0, 7))
  const [swapping, setSwapping] = useState<MyDuty>()
  const rota = useQuery(myRotaQuery(month))
  return (
    <Page title={t('rota')} onBack={back} action={<NetworkState />}>
      <MonthBar month={month} go={setMonth} />
      <Loaded query={rota}>
        {known => (
          <>
            <StaleLine of={known} />
            {known.data.duties.length === 0 ? (
              <EmptyState icon={<CalendarOff aria-hidden="true" />} title={t('noDuties')} text={t('noDutiesText')} />
            ) : (
              <List label={t('rota')}>
                {known.data.duties.map(duty => (
                  <ListRow
                    key={duty.id}
                    title={`${duty.day.slice(5)} ${duty.shiftName}`}
                    description={`${formatTime(duty.startsAt)}–${formatTime(duty.endsAt)} · ${duty.teamName}`}
                    value={
                      duty.onLeave ? (
                        <StatusTag tone="warning">{t('onLeave')}</StatusTag>
                      ) : Date.parse(duty.startsAt) > Date.now() ? (
                        <Button look="secondary" onClick={() => setSwapping(duty)}>
                          {t('askSwap')}
                        </Button>
                      ) : undefined
                    }
                  />
                ))}
              </List>
            )}
          </>
        )}
      </Loaded>
      {swapping ? <SwapSheet duty={swapping} close={() => setSwapping(undefined)} /> : null}
    </Page>
  )
}
