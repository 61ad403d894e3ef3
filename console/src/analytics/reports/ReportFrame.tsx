import { Button, Segmented } from 'antd'
import { Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import { type Filter, FilterBar, type List } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { useReportTexts } from './texts.ts'
import './reports.css'

interface ReportFrameProps {
  title: string
  /** The months and the day the report is about. */
  facts: ReactNode
  /** What each number is, by its name. */
  formulas: readonly (readonly [term: string, formula: string])[]
  list: Pick<List<unknown>, 'state'>
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
  const { title, facts, formulas, list, filters, groups, exporting, children } = props
  const t = useReportTexts()
  return (
    <div className="c-page an-report">
      <PageHeader
        title={title}
        facts={facts}
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
      <Formulas formulas={formulas} />
      {children}
    </div>
  )
}

/** What the numbers are, where everybody sees it. */
function Formulas({ formulas }: { formulas: ReportFrameProps['formulas'] }) {
  const t = useReportTexts()
  return (
    <dl className="c-card an-formula" aria-label={t('formula')}>
      {formulas.map(([term, formula]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{formula}</dd>
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
