import { metering } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import type { EChartsCoreOption } from 'echarts/core'
import { useMemo } from 'react'
import { chartText } from '../analytics/chart-parts.ts'
import { call } from '../api.ts'
import { ChartCard } from '../shell/show/ChartCard.tsx'
import { useReadingTexts } from './reading-texts.ts'

const SHOWN = 24

/** What a meter counted between its approved readings, as bars and as a table. */
export function MeterConsumption({ meterId }: { meterId: string }) {
  const t = useReadingTexts()
  const { data, error, refetch } = useQuery({
    queryKey: [metering.meterConsumption.path, meterId],
    queryFn: ({ signal }) => call(metering.meterConsumption, { params: { meterId }, signal }),
  })
  const items = data?.items.slice(-SHOWN)
  const option = useMemo<EChartsCoreOption | undefined>(
    () =>
      items && {
        textStyle: chartText(),
        tooltip: { trigger: 'axis' },
        legend: { show: false },
        grid: { top: 16, right: 16 },
        xAxis: { type: 'category', data: items.map(item => item.toOn.slice(2, 7)), axisTick: { show: false } },
        yAxis: { type: 'value' },
        series: [{ type: 'bar', name: t('chart.used'), barMaxWidth: 18, data: items.map(item => Number(item.used)) }],
      },
    [items, t],
  )
  const last = items?.at(-1)
  return (
    <ChartCard
      title={t('chart.title')}
      summary={last ? t('chart.summary', { count: items?.length ?? 0, last: last.used }) : t('chart.none')}
      option={option}
      height={220}
      error={error}
      retry={() => void refetch()}
      table={{
        columns: [t('chart.day'), t('field.previous'), t('field.value'), t('chart.used')],
        rows: (items ?? [])
          .toReversed()
          .map(item => [
            item.toOn,
            item.previous,
            item.value,
            item.estimated ? `${item.used} · ${t('chart.estimated')}` : item.used,
          ]),
      }}
    />
  )
}
