import { workforce } from '@anju/contract'
import { numbered } from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Input, Select } from 'antd'
import { CalendarDays, ChevronLeft, ChevronRight, ClipboardPaste, Download, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../api.ts'
import { DateField } from '../../billing/DateField.tsx'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { ConflictNotice } from '../../shell/form/ConflictNotice.tsx'
import { ExportButton } from '../../shell/list/index.ts'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { StatePage } from '../../shell/states/StatePage.tsx'
import { daysOf, todayHere } from '../days.ts'
import { useRotaTexts } from '../rota/texts.ts'
import { renewWorkforce, useCompanyReason } from '../workforce.ts'
import { PasteDays } from './PasteDays.tsx'
import { type CalendarDay, publicHolidays } from './public-holidays.ts'
import { type CalendarYear, inOrder, useYear } from './useYear.ts'
import '../../shell/form/form.css'

/** The days of a year that differ from the week, edited as a list and saved whole. */
export function CalendarPanel() {
  const t = useRotaTexts()
  const [year, setYear] = useState(Number(todayHere().slice(0, 4)))
  const { data, error, refetch } = useQuery({
    queryKey: [workforce.listCalendarDays.path, year],
    queryFn: ({ signal }) => call(workforce.listCalendarDays, { query: { year }, signal }),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  return (
    <div className="wf-sections">
      <div className="wf-bar">
        <Button
          icon={<ChevronLeft size={14} aria-hidden />}
          onClick={() => setYear(year - 1)}
          aria-label={t('previous')}
        />
        <strong className="wf-span">{t('calendar.year', { year })}</strong>
        <Button
          icon={<ChevronRight size={14} aria-hidden />}
          onClick={() => setYear(year + 1)}
          aria-label={t('next')}
        />
        <ExportButton route={workforce.exportCalendarDays} query={{ year }} name={t('tab.calendar')} />
      </div>
      {data ? <Year key={year} year={year} known={data} /> : null}
    </div>
  )
}

function Year({ year, known }: { year: number; known: CalendarYear }) {
  const t = useRotaTexts()
  const { message } = App.useApp()
  const reason = useCompanyReason('workforce.rota.manage')
  const { days, setDays, version, conflict, meet, begin } = useYear(year, known)
  const save = useMutation({
    mutationFn: () =>
      call(workforce.setCalendarDays, { params: { year: String(year) }, body: { days, version: version() } }),
    onError: meet,
    onSuccess: async saved => {
      begin(saved)
      await renewWorkforce()
      void message.success(t('calendar.saved', { year }))
    },
  })
  const load = () => {
    const preset = publicHolidays(year, daysOf)
    if (preset.length === 0) return void message.info(t('calendar.noPreset'))
    setDays(preset)
    void message.info(t('calendar.loadNote', { year }), 8)
  }
  const [pasting, setPasting] = useState(false)
  const take = (pasted: CalendarDay[]) => {
    setDays(inOrder([...days, ...pasted].filter(each => each.day)))
    void message.info(t('paste.taken', { count: pasted.length }), 8)
  }
  const incomplete = days.some(day => !day.day || !day.name.trim())
  return (
    <>
      <div className="wf-tools">
        <ReasonButton icon={<Download size={14} aria-hidden />} onClick={load} reason={reason}>
          {t('calendar.load')}
        </ReasonButton>
        <ReasonButton icon={<ClipboardPaste size={14} aria-hidden />} onClick={() => setPasting(true)} reason={reason}>
          {t('calendar.paste')}
        </ReasonButton>
        <ReasonButton
          icon={<Plus size={14} aria-hidden />}
          onClick={() => setDays([...days, { day: '', kind: 'holiday', name: '' }])}
          reason={reason}
        >
          {t('calendar.add')}
        </ReasonButton>
        <ReasonButton
          type="primary"
          loading={save.isPending}
          onClick={() => save.mutate()}
          reason={reason ?? (incomplete ? t('calendar.nameMissing') : undefined)}
        >
          {t('save')}
        </ReasonButton>
      </div>
      {pasting ? <PasteDays year={year} close={() => setPasting(false)} take={take} /> : null}
      {conflict ? (
        <ConflictNotice conflict={conflict} conflicts={{ labels: {}, show: (_, day) => wordsOf(t, day) }} />
      ) : (
        <FailureAlert error={save.error} />
      )}
      {days.length === 0 ? (
        <StatePage level="part" icon={CalendarDays} title={t('calendar.empty')}>
          {t('calendar.emptyText')}
        </StatePage>
      ) : (
        <DayList days={days} setDays={setDays} locked={reason !== undefined} />
      )}
    </>
  )
}

/** A day in words; nothing where the week decides. */
function wordsOf(t: ReturnType<typeof useRotaTexts>, day: unknown): string | undefined {
  if (!day) return undefined
  const { kind, name } = day as CalendarDay
  return `${t(`calendar.${kind}`)} · ${name}`
}

interface DayListProps {
  days: CalendarDay[]
  setDays: (days: CalendarDay[]) => void
  locked: boolean
}

/** The days, each to be changed or removed. */
function DayList({ days, setDays, locked }: DayListProps) {
  const t = useRotaTexts()
  const change = (place: number, more: Partial<CalendarDay>) =>
    setDays(days.map((day, at) => (at === place ? { ...day, ...more } : day)))
  return (
    <ul className="wf-calendar" aria-label={t('tab.calendar')}>
      {numbered(days).map(({ thing: day, place }) => (
        <li key={place}>
          <DateField
            value={day.day || null}
            onChange={value => change(place, { day: value ?? '' })}
            label={t('calendar.day')}
          />
          <Select
            value={day.kind}
            onChange={kind => change(place, { kind })}
            aria-label={t('calendar.kind')}
            options={(['holiday', 'workday'] as const).map(value => ({ value, label: t(`calendar.${value}`) }))}
          />
          <Input
            value={day.name}
            maxLength={100}
            onChange={event => change(place, { name: event.target.value })}
            aria-label={t('calendar.name')}
            placeholder={t('calendar.name')}
          />
          <Button
            type="text"
            icon={<X size={14} aria-hidden />}
            disabled={locked}
            onClick={() => setDays(days.filter((_, at) => at !== place))}
            aria-label={t('calendar.remove', { day: day.day })}
          />
        </li>
      ))}
    </ul>
  )
}
