import { analytics } from '@anju/contract'
import { useLocale } from '@anju/ui'
import { Button, Segmented } from 'antd'
import { Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCommunity } from '../../community.tsx'
import { type Filter, FilterBar, type List } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { useReportTexts } from './texts.ts'
import './reports.css'

interface ReportFrameProps {
  title: string
  /** What it is about beside its community, months, day and filters. */
  facts?: ReactNode
  /** The months are those of the charges, or those in which something happened. */
  months?: 'charged' | 'moved'
  /** Whose formulas stand on its face. */
  report: analytics.ReportName
  list: Pick<List<unknown>, 'state' | 'about'>
  filters: Filter[]
  /** How the rows are grouped: the values of `by`, the first is the one at first. */
  groups?: readonly (
    | 'month'
    | 'day'
    | 'community'
    | 'building'
    | 'item'
    | 'method'
    | 'channel'
    | 'cashier'
    | 'rate'
    | 'parent'
  )[]
  exporting: ReactNode
  children: ReactNode
}

/** A report: what it is about, its formulas on its face, its filters, and the numbers; ready for paper. */
export function ReportFrame(props: ReportFrameProps) {
  const { title, facts = null, months = 'charged', report, list, filters, groups, exporting, children } = props
  const t = useReportTexts()
  return (
    <div className="c-page an-report">
      <PageHeader
        title={title}
        facts={useFacts(list, filters, months, facts)}
        actions={
          <Button icon={<Printer size={14} aria-hidden />} onClick={() => window.print()}>
            {t('print')}
          </Button>
        }
      />
      <FilterBar
        list={list}
        filters={filters}
        end={
          <>
            {groups ? <By groups={groups} list={list} /> : null}
            {exporting}
          </>
        }
      />
      <Formulas report={report} />
      {children}
    </div>
  )
}

/** What the numbers are of: which community, which months, as of which day, narrowed to what; on paper, too, where no filter is seen. */
function useFacts(
  { state, about }: ReportFrameProps['list'],
  filters: Filter[],
  months: 'charged' | 'moved',
  more: ReactNode,
): ReactNode {
  const t = useReportTexts()
  const { id, current } = useCommunity()
  const chosen = filters.flatMap(filter => {
    if (filter.kind !== 'select') return filter.kind === 'day' && filter.key !== 'asOf' ? dayOf(filter, state) : []
    const option = filter.options.find(({ value }) => value === (state.filters[filter.key] ?? filter.base))
    return option ? [`${filter.label} ${option.label}`] : []
  })
  const { from, to, asOf } = about ?? {}
  const words = [
    current?.name ?? (id ? null : t('facts.everywhere')),
    from && to ? t(months === 'moved' ? 'moved.facts' : 'facts.span', { from, to }) : null,
    asOf ? t('facts.asOf', { asOf }) : null,
    ...chosen,
  ]
    .filter(Boolean)
    .join(' · ')
  if (!more) return words
  return (
    <>
      {words} · {more}
    </>
  )
}

function dayOf({ key, label }: { key: string; label: string }, { filters }: List<unknown>['state']): string[] {
  return filters[key] ? [`${label} ${filters[key]}`] : []
}

/** What the numbers are, where everybody sees it: as the files of the report say it. */
function Formulas({ report }: { report: analytics.ReportName }) {
  const t = useReportTexts()
  const { locale } = useLocale()
  return (
    <dl className="c-card an-formula" aria-label={t('formula')}>
      {analytics.REPORT_FORMULAS[report].map(({ term, formula }) => (
        <div key={term.en}>
          <dt>{term[locale]}</dt>
          <dd>{formula[locale]}</dd>
        </div>
      ))}
    </dl>
  )
}

function By({ groups, list }: Required<Pick<ReportFrameProps, 'groups' | 'list'>>) {
  const t = useReportTexts()
  const first = groups[0] ?? 'month'
  return (
    <Segmented
      value={list.state.filters.by ?? first}
      onChange={by => list.state.setFilters({ by: by === first ? undefined : by, sort: undefined })}
      options={groups.map(value => ({ value, label: t(`by.${value}`) }))}
      aria-label={t('by')}
    />
  )
}
