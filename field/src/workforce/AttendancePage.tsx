import {
  Button,
  Card,
  EmptyState,
  Facts,
  formatTime,
  List,
  ListRow,
  Loaded,
  Notice,
  Page,
  Section,
  StatusTag,
  type Tone,
} from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { ChartNoAxesColumn } from 'lucide-react'
import { useState } from 'react'
import { NetworkState } from '../shell/NetworkState.tsx'
import { useBack } from '../shell/useBack.ts'
import { CorrectSheet } from './CorrectSheet.tsx'
import { REQUEST_TONES } from './LeavesPage.tsx'
import { MonthBar } from './MonthBar.tsx'
import { type AttendanceDay, myAttendanceQuery, todayHere } from './queries.ts'
import { StaleLine } from './StaleLine.tsx'
import { useWorkforceTexts } from './texts.ts'
import './workforce.css'

const TONES: Record<AttendanceDay['state'], Tone> = {
  ...{ rest: 'neutral', planned: 'neutral', normal: 'success', late: 'warning', early: 'warning' },
  ...{ 'late-early': 'warning', 'missing-in': 'warning', 'missing-out': 'warning', absent: 'danger' },
  ...{ leave: 'info', extra: 'info' },
}

/** How my days counted, month by month; what is wrong can be asked to be corrected. */
export function AttendancePage() {
  const t = useWorkforceTexts()
  const back = useBack('/shift')
  const [month, setMonth] = useState(todayHere().slice(0, 7))
  const [correcting, setCorrecting] = useState<string>()
  const attendance = useQuery(myAttendanceQuery(month))
  return (
    <Page title={t('attendance')} onBack={back} action={<NetworkState />}>
      <MonthBar month={month} go={setMonth} />
      <Loaded query={attendance}>
        {known => {
          const { days, sums, locked, corrections } = known.data
          const shown = days.filter(day => day.state !== 'rest').reverse()
          return (
            <>
              <StaleLine of={known} />
              {locked ? <Notice tone="info">{t('lockedMonth')}</Notice> : null}
              <Card>
                <Facts
                  facts={[
                    { term: t('sum.worked'), value: `${sums.workedDays}/${sums.plannedDays}` },
                    { term: t('sum.hours'), value: String(Math.round(sums.workedMinutes / 6) / 10) },
                    { term: t('sum.late'), value: String(sums.lateCount + sums.earlyCount) },
                    { term: t('sum.missing'), value: String(sums.missingCount + sums.absentDays) },
                  ]}
                />
              </Card>
              {shown.length === 0 ? (
                <EmptyState
                  icon={<ChartNoAxesColumn aria-hidden="true" />}
                  title={t('noDays')}
                  text={t('noDaysText')}
                />
              ) : (
                <List label={t('attendance')}>
                  {shown.map(day => (
                    <DayRow key={day.day} day={day} locked={locked} correct={() => setCorrecting(day.day)} />
                  ))}
                </List>
              )}
              {corrections.length > 0 ? (
                <Section title={t('corrections')}>
                  <List label={t('corrections')}>
                    {corrections.map(one => (
                      <ListRow
                        key={one.id}
                        title={one.day.slice(5)}
                        description={one.reason}
                        value={<StatusTag tone={REQUEST_TONES[one.state]}>{t(`state.${one.state}`)}</StatusTag>}
                      />
                    ))}
                  </List>
                </Section>
              ) : null}
            </>
          )
        }}
      </Loaded>
      {correcting ? <CorrectSheet day={correcting} close={() => setCorrecting(undefined)} /> : null}
    </Page>
  )
}

const WRONG: readonly AttendanceDay['state'][] = ['late', 'early', 'late-early', 'missing-in', 'missing-out', 'absent']

function DayRow({ day, locked, correct }: { day: AttendanceDay; locked: boolean; correct: () => void }) {
  const t = useWorkforceTexts()
  const time = (at: string | null) => (at ? formatTime(at) : '—')
  return (
    <ListRow
      title={
        <>
          {day.day.slice(5)} {day.shiftName ?? ''}{' '}
          <StatusTag tone={TONES[day.state]}>{t(`day.${day.state}`)}</StatusTag>
        </>
      }
      description={`${time(day.inAt)} – ${time(day.outAt)}`}
      value={
        !locked && WRONG.includes(day.state) ? (
          <Button look="secondary" onClick={correct}>
            {t('correct')}
          </Button>
        ) : undefined
      }
    />
  )
}
