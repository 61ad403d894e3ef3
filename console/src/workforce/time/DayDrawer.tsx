import { workforce } from '@anju/contract'
import { formatDateTime, formatTime } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Drawer } from 'antd'
import { call } from '../../api.ts'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import type { Day, Row } from './SheetPanel.tsx'
import { useTimeTexts } from './texts.ts'

/** One day of an employee: how it counts, and everything that was clocked. */
export function DayDrawer({ of, close }: { of: { row: Row; day: Day } | undefined; close: () => void }) {
  const t = useTimeTexts()
  return (
    <Drawer
      open={of !== undefined}
      onClose={close}
      size={480}
      title={of ? t('day.title', { name: of.row.name, day: of.day.day }) : ''}
      destroyOnHidden
    >
      {of ? <Shown row={of.row} day={of.day} /> : null}
    </Drawer>
  )
}

function Shown({ row, day }: { row: Row; day: Day }) {
  const t = useTimeTexts()
  const time = (at: string | null) => (at ? formatTime(at) : '–')
  const span = day.startsAt && day.endsAt ? ` ${formatTime(day.startsAt)}–${formatTime(day.endsAt)}` : ''
  return (
    <div className="wf-sections">
      <div>
        <StatusTag tone={day.state === 'normal' ? 'success' : day.state === 'absent' ? 'danger' : 'info'}>
          {t(`state.${day.state}`)}
        </StatusTag>{' '}
        {day.lateMinutes > 0 ? <StatusTag tone="warning">{t('day.late', { count: day.lateMinutes })}</StatusTag> : null}{' '}
        {day.earlyMinutes > 0 ? (
          <StatusTag tone="warning">{t('day.early', { count: day.earlyMinutes })}</StatusTag>
        ) : null}{' '}
        {day.marks.map(mark => (
          <StatusTag key={mark} tone="neutral">
            {t(`mark.${mark}`)}
          </StatusTag>
        ))}
      </div>
      <dl className="c-facts">
        <div>
          <dt>{t('day.shift')}</dt>
          <dd>{day.shiftName ? day.shiftName + span : '–'}</dd>
        </div>
        <div>
          <dt>{t('day.in')}</dt>
          <dd className="c-number">{time(day.inAt)}</dd>
        </div>
        <div>
          <dt>{t('day.out')}</dt>
          <dd className="c-number">{time(day.outAt)}</dd>
        </div>
        <div>
          <dt>{t('hours')}</dt>
          <dd className="c-number">{Math.round(day.workedMinutes / 6) / 10}</dd>
        </div>
      </dl>
      <Clockings employeeId={row.employeeId} day={day.day} />
    </div>
  )
}

function Clockings({ employeeId, day }: { employeeId: string; day: string }) {
  const t = useTimeTexts()
  const { data, error, refetch } = useQuery({
    queryKey: ['/workforce/clockings', employeeId, day],
    queryFn: ({ signal }) => call(workforce.readEmployeeClockings, { params: { employeeId }, query: { day }, signal }),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <div className="c-bone" style={{ height: 80 }} />
  return (
    <section>
      <h3>{t('day.clockings')}</h3>
      {data.items.length === 0 ? <p className="wf-note">{t('day.noClockings')}</p> : null}
      <ul className="wf-clashes">
        {data.items.map(one => (
          <li key={one.id}>
            <strong>{t(`kind.${one.kind}`)}</strong> <span className="c-number">{formatDateTime(one.at)}</span>{' '}
            {one.lateSent ? (
              <StatusTag tone="warning">{t('sentAt', { at: formatDateTime(one.receivedAt) })}</StatusTag>
            ) : null}
            <br />
            <small>
              {one.placeState === 'unknown'
                ? t('place.unknown')
                : t(`place.${one.placeState}`, { place: one.placeName ?? '', distance: one.distanceM ?? 0 })}
              {one.reason ? ` · ${t('reasonIs', { reason: one.reason })}` : ''}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
