import { numbered } from '@anju/ui'
import { Segmented } from 'antd'
import type { EChartsCoreOption } from 'echarts/core'
import { ChartColumn, Table2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useConsoleTexts } from '../../texts/texts.ts'
import { FailureNotice } from '../states/FailureNotice.tsx'
import { useDelayed } from '../states/useDelayed.ts'
import { Chart } from './Chart.tsx'
import './show.css'
import { ScrollBox } from './ScrollBox.tsx'

interface ChartCardProps {
  title: string
  /** What the chart says, in a sentence: it is the picture's text alternative. */
  summary: string
  /** An ECharts option; colours, grid, legend and tooltip come from us. undefined while loading. */
  option: EChartsCoreOption | undefined
  /** The same numbers as a table, behind a toggle. The first column names the row. */
  table: { columns: string[]; rows: ReactNode[][] }
  height?: number
  /** A link or a period on the right of the title. */
  extra?: ReactNode
  error?: Error | null
  retry?: () => void
}

/** A chart with its title and, behind a toggle, the same numbers as a table. */
export function ChartCard({ title, summary, option, table, height = 260, extra, error, retry }: ChartCardProps) {
  const t = useConsoleTexts()
  const [view, setView] = useState<'chart' | 'table'>('chart')
  const views = [
    {
      value: 'chart' as const,
      icon: <ChartColumn size={14} aria-hidden />,
      title: t('show.chart'),
      label: <span className="c-unseen">{t('show.chart')}</span>,
    },
    {
      value: 'table' as const,
      icon: <Table2 size={14} aria-hidden />,
      title: t('show.table'),
      label: <span className="c-unseen">{t('show.table')}</span>,
    },
  ]
  return (
    <section className="c-card c-chart" aria-label={title}>
      <header className="c-chart__head">
        <h2>{title}</h2>
        <div className="c-chart__extra">{extra}</div>
        <Segmented size="small" value={view} onChange={setView} options={views} aria-label={t('show.chartAs')} />
      </header>
      <div className="c-chart__body" style={{ minHeight: height }}>
        {error && retry ? (
          <FailureNotice error={error} retry={retry} />
        ) : (
          <ChartBody view={view} summary={summary} option={option} table={table} height={height} title={title} />
        )}
      </div>
    </section>
  )
}

type BodyProps = Pick<ChartCardProps, 'summary' | 'option' | 'table' | 'title'> & {
  view: 'chart' | 'table'
  height: number
}

function ChartBody({ view, summary, option, table, height, title }: BodyProps) {
  const t = useConsoleTexts()
  const slow = useDelayed(option === undefined)
  if (!option)
    return slow ? <div className="c-bone" style={{ height }} role="status" aria-label={t('states.loading')} /> : null
  if (table.rows.length === 0) return <p className="c-chart__none">{t('show.noData')}</p>
  if (view === 'chart') return <Chart option={option} summary={summary} height={height} />
  return (
    <ScrollBox label={title} className="c-plain-table" style={{ maxHeight: height }}>
      <table aria-label={title}>
        <thead>
          <tr>
            {table.columns.map(column => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {numbered(table.rows).map(({ thing: [name, ...cells], place }) => (
            <tr key={place}>
              <th scope="row">{name}</th>
              {numbered(cells).map(cell => (
                <td key={cell.place}>{cell.thing}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
