import { workforce } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { CalendarDays, ChevronLeft, ChevronRight, Users } from 'lucide-react'
import { call, queryClient } from '../../api.ts'
import { useRealtime } from '../../realtime.ts'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { ListPage } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { StatePage } from '../../shell/states/StatePage.tsx'
import { useDelayed } from '../../shell/states/useDelayed.ts'
import { ChooseTeam } from '../ChooseTeam.tsx'
import { addDays, addMonths, mondayOf, monthSpan, todayHere } from '../days.ts'
import { teamsQuery } from '../workforce.ts'
import { RotaBoard } from './RotaBoard.tsx'
import type { Rota } from './rota.ts'
import { useRotaTexts } from './texts.ts'
import '../workforce.css'
import './rota.css'

const TeamSelect = lazyPart(
  async () => (await import('../TeamSelect.tsx')).TeamSelect,
  <span className="c-bone" style={{ width: 180, height: 32 }} />,
)

export const shiftsQuery = {
  queryKey: [workforce.listShifts.path],
  staleTime: 60_000,
  queryFn: async () => (await call(workforce.listShifts)).items,
}

export interface Span {
  view: 'month' | 'week'
  from: string
  to: string
}

/** The span in the address: a month, or the week of a day. */
function useSpan(): Span & { go: (steps: number) => void; look: (view: 'month' | 'week') => void } {
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const view = search.view === 'week' ? 'week' : 'month'
  const at = search.at && /^\d{4}-\d\d-\d\d$/.test(search.at) ? search.at : todayHere()
  const monday = mondayOf(at)
  const span = view === 'week' ? { from: monday, to: addDays(monday, 6) } : monthSpan(at.slice(0, 7))
  const set = (more: Record<string, string | undefined>) =>
    void navigate({ to: '.', search: known => ({ ...known, ...more }) })
  const go = (steps: number) => {
    if (steps === 0) return set({ at: undefined })
    set({ at: view === 'week' ? addDays(monday, steps * 7) : `${addMonths(at.slice(0, 7), steps)}-01` })
  }
  return { view, ...span, go, look: next => set({ view: next === 'week' ? next : undefined }) }
}

/** Which team: of the address, else the first that works in a community. */
function useTeam(): [string | undefined, (id: string) => void] {
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const { data = [] } = useQuery(teamsQuery)
  const first =
    data.find(team => team.kind === 'team' && team.employeeCount > 0) ?? data.find(team => team.employeeCount > 0)
  const choose = (team: string) => void navigate({ to: '.', search: known => ({ ...known, team }) })
  return [search.team ?? first?.id, choose]
}

/** The rota of a team: a month or a week, planned by drag or keys. */
export function RotaPage() {
  const t = useRotaTexts()
  const [teamId, choose] = useTeam()
  const span = useSpan()
  const { from, to } = span
  const rota = useQuery({
    queryKey: ['/workforce/rota', teamId, from, to],
    enabled: teamId !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      call(workforce.readRota, { params: { teamId: teamId ?? '' }, query: { from, to }, signal }),
  })
  useRealtime(
    ['workforce.rotaChanged', 'workforce.rotaPublished', 'workforce.swapChanged', 'workforce.leaveChanged'],
    () => void queryClient.invalidateQueries({ queryKey: ['/workforce/rota'] }),
  )
  return (
    <ListPage>
      <PageHeader title={t('rota')} facts={t('rota.facts')} />
      <div className="wf-bar wf-no-print">
        <TeamSelect
          value={teamId}
          onChange={choose}
          style={{ width: 220 }}
          aria-label={t('team')}
          placeholder={t('chooseTeam')}
        />
        <Segmented
          value={span.view}
          onChange={span.look}
          options={[
            { value: 'month', label: t('month') },
            { value: 'week', label: t('week') },
          ]}
          aria-label={t('view')}
        />
        <Button icon={<ChevronLeft size={14} aria-hidden />} onClick={() => span.go(-1)} aria-label={t('previous')} />
        <strong className="wf-span">{span.view === 'month' ? from.slice(0, 7) : `${from} – ${to}`}</strong>
        <Button icon={<ChevronRight size={14} aria-hidden />} onClick={() => span.go(1)} aria-label={t('next')} />
        <Button onClick={() => span.go(0)}>{t('today')}</Button>
        {rota.data ? <PublishedTag rota={rota.data} /> : null}
      </div>
      <Body teamId={teamId} rota={rota} span={span} />
    </ListPage>
  )
}

function PublishedTag({ rota }: { rota: Rota }) {
  const t = useRotaTexts()
  const month = rota.months[0]
  if (!month) return null
  if (month.state === 'draft' || !month.publishedAt) return <StatusTag tone="warning">{t('state.draft')}</StatusTag>
  const words = t('state.publishedBy', { name: month.publishedBy ?? '', at: formatDateTime(month.publishedAt) })
  return (
    <span title={words}>
      <StatusTag tone="success">{t('state.published')}</StatusTag>
    </span>
  )
}

interface BodyProps {
  teamId: string | undefined
  rota: { data: Rota | undefined; error: Error | null; isPending: boolean; refetch: () => unknown }
  span: Span
}

function Body({ teamId, rota, span }: BodyProps) {
  const t = useRotaTexts()
  const { data: shifts, error: shiftError } = useQuery(shiftsQuery)
  const slow = useDelayed(rota.isPending && teamId !== undefined)
  if (teamId === undefined) return <ChooseTeam />
  const error = rota.error ?? shiftError
  if (error && !(rota.data && shifts)) return <FailureNotice error={error} retry={() => void rota.refetch()} />
  if (!rota.data || !shifts) return slow ? <div className="c-bone" style={{ height: 320 }} /> : null
  if (shifts.length === 0)
    return (
      <StatePage level="part" icon={CalendarDays} title={t('noShifts')}>
        <p>{t('noShiftsText')}</p>
        <Link to="/shifts">{t('toShifts')}</Link>
      </StatePage>
    )
  if (rota.data.employees.length === 0)
    return (
      <StatePage level="part" icon={Users} title={t('noPeople')}>
        {t('noPeopleText')}
      </StatePage>
    )
  return <RotaBoard key={`${teamId}/${span.from}/${span.to}`} rota={rota.data} shifts={shifts} span={span} />
}
