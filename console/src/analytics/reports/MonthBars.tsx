import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ChartCard } from '../../shell/show/ChartCard.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { useBarsOption } from './report-charts.ts'
import { useReportTexts } from './texts.ts'

const CHART_PX = 208
const COLOURS = ['#b7c9ec', '#1456d9', '#c2680c'] as const

/** A report asked once more for its picture, whatever the table is grouped by; the picture before stays until the next is there. */
export function usePicture<R>(key: readonly unknown[], ask: (signal: AbortSignal) => Promise<R>): UseQueryResult<R> {
  return useQuery({
    queryKey: [...key, 'picture'],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => ask(signal),
  })
}

interface MonthBarsProps<Row> {
  title: string
  /** What the picture says, in a sentence. */
  summary: string
  picture: UseQueryResult<{ items: readonly Row[] }>
  /** What is drawn side by side, at most three. */
  series: readonly { name: string; fen: (row: Row) => number; show?: (row: Row) => ReactNode }[]
  /** In what it is counted; money when left out. */
  unit?: string
  /** Said in the table besides. */
  more?: readonly { name: string; show: (row: Row) => ReactNode }[]
}

/** Money, or what was used, by month, some side by side: a picture, and the same as a table. */
export function MonthBars<Row extends { name: string }>(props: MonthBarsProps<Row>) {
  const { title, summary, picture, series, unit, more = [] } = props
  const t = useReportTexts()
  const rows = picture.data?.items
  const option = useBarsOption(
    rows && {
      names: rows.map(row => row.name),
      series: series.map(({ name, fen }, index) => ({ name, fen: rows.map(fen), colour: COLOURS[index] ?? '#b7c9ec' })),
      ...(unit === undefined ? {} : { unit }),
    },
  )
  return (
    <ChartCard
      title={title}
      summary={summary}
      option={option}
      height={CHART_PX}
      error={picture.error}
      retry={() => void picture.refetch()}
      table={{
        columns: [t('month'), ...series.map(({ name }) => name), ...more.map(({ name }) => name)],
        rows: (rows ?? []).map(row => [
          row.name,
          ...series.map(({ name, fen, show }) => (show ? show(row) : <MoneyText key={name} fen={fen(row)} />)),
          ...more.map(({ show }) => show(row)),
        ]),
      }}
    />
  )
}
