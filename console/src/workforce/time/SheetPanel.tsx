import { type WireResponseOf, workforce } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { CalendarX, ChevronLeft, ChevronRight, Lock } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRealtime } from '../../realtime.ts'
import { useRefusalText } from '../../refusal.ts'
import { ExportButton } from '../../shell/list/index.ts'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { StatePage } from '../../shell/states/StatePage.tsx'
import { useDelayed } from '../../shell/states/useDelayed.ts'
import { ChooseTeam } from '../ChooseTeam.tsx'
import { addMonths, todayHere } from '../days.ts'
import { TeamSelect } from '../TeamSelect.tsx'
import { renewWorkforce, teamsQuery, useReason } from '../workforce.ts'
import { DayDrawer } from './DayDrawer.tsx'
import { SheetTable } from './SheetTable.tsx'
import { useTimeTexts } from './texts.ts'

export type Sheet = WireResponseOf<typeof workforce.readAttendance>
export type Row = Sheet['rows'][number]
export type Day = Row['days'][number]

/** A row for each employee, a cell for each day; sums; the lock. */
export function SheetPanel() {
  const t = useTimeTexts()
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const { data: teams = [] } = useQuery(teamsQuery)
  const first =
    teams.find(team => team.kind === 'team' && team.employeeCount > 0) ?? teams.find(one => one.employeeCount > 0)
  const teamId = search.team ?? first?.id
  const month = /^\d{4}-\d\d$/.test(search.month ?? '') ? (search.month ?? '') : todayHere().slice(0, 7)
  const set = (more: Record<string, string | undefined>) =>
    void navigate({ to: '.', search: known => ({ ...known, ...more }) })
  const sheet = useQuery({
    queryKey: ['/workforce/attendance', teamId, month],
    enabled: teamId !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      call(workforce.readAttendance, { params: { teamId: teamId ?? '' }, query: { month }, signal }),
  })
  useRealtime(
    ['workforce.clocked', 'workforce.correctionChanged', 'workforce.leaveChanged', 'workforce.rotaChanged'],
    () => void renewWorkforce(),
  )
  const slow = useDelayed(sheet.isPending && teamId !== undefined)
  return (
    <>
      <div className="wf-bar">
        <TeamSelect value={teamId} onChange={team => set({ team })} style={{ width: 220 }} aria-label={t('team')} />
        <Button
          icon={<ChevronLeft size={14} aria-hidden />}
          onClick={() => set({ month: addMonths(month, -1) })}
          aria-label={t('previous')}
        />
        <strong className="wf-span">{month}</strong>
        <Button
          icon={<ChevronRight size={14} aria-hidden />}
          onClick={() => set({ month: addMonths(month, 1) })}
          aria-label={t('next')}
        />
        {sheet.data ? <SheetDeeds sheet={sheet.data} /> : null}
      </div>
      {teamId === undefined ? (
        <ChooseTeam />
      ) : sheet.error && !sheet.data ? (
        <FailureNotice error={sheet.error} retry={() => void sheet.refetch()} />
      ) : sheet.data ? (
        <SheetBody sheet={sheet.data} />
      ) : slow ? (
        <div className="c-bone" style={{ height: 320 }} />
      ) : null}
    </>
  )
}

function SheetBody({ sheet }: { sheet: Sheet }) {
  const t = useTimeTexts()
  const [open, setOpen] = useState<{ row: Row; day: Day }>()
  if (sheet.rows.length === 0)
    return (
      <StatePage level="part" icon={CalendarX} title={t('none')}>
        {t('noneText')}
      </StatePage>
    )
  return (
    <>
      <SheetTable sheet={sheet} open={(row, day) => setOpen({ row, day })} />
      <DayDrawer of={open} close={() => setOpen(undefined)} />
    </>
  )
}

function SheetDeeds({ sheet }: { sheet: Sheet }) {
  const t = useTimeTexts()
  const { message, modal } = App.useApp()
  const explain = useRefusalText()
  const reason = useReason('workforce.attendance.manage')
  const { teamId, month, locked, waiting } = sheet
  const { mutateAsync } = useMutation({
    mutationFn: () => call(workforce.lockAttendance, { params: { teamId }, body: { month } }),
    onSuccess: async () => {
      await renewWorkforce()
      void message.success(t('locked', { month }))
    },
    onError: error => void message.error(explain(error)),
  })
  const ask = () =>
    modal.confirm({
      title: t('lockAsk', { month }),
      content: t('lockText'),
      okText: t('lock', { month }),
      okButtonProps: { danger: true },
      cancelText: t('cancel'),
      onOk: () => mutateAsync().catch(() => undefined),
    })
  return (
    <>
      {locked ? (
        <StatusTag tone="success">{t('lockedBy', { name: locked.by, at: formatDateTime(locked.at) })}</StatusTag>
      ) : (
        <StatusTag tone="neutral">{t('open')}</StatusTag>
      )}
      {waiting > 0 ? <StatusTag tone="warning">{t('waiting', { count: waiting })}</StatusTag> : null}
      <ExportButton route={workforce.exportAttendance} params={{ teamId }} query={{ month }} name={t('attendance')} />
      {locked ? null : (
        <ReasonButton icon={<Lock size={14} aria-hidden />} onClick={ask} reason={reason}>
          {t('lock', { month })}
        </ReasonButton>
      )}
    </>
  )
}
