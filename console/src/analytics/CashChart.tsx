import { formatFen, useLocale } from '@anju/ui'
import type { EChartsCoreOption } from 'echarts/core'
import { useMemo } from 'react'
import { ChartCard } from '../shell/show/ChartCard.tsx'
import { MoneyText } from '../shell/show/MoneyText.tsx'
import { CHART_PX, type ChartProps, chartText, moneyAxis, moneyTip } from './chart-parts.ts'
import { type Dashboard, labelEvery } from './figures.ts'
import { HowCounted } from './HowCounted.tsx'
import { useAnalyticsTexts } from './texts.ts'

/** What was taken on each of the last 30 days. */
export function CashChart({ dashboard, error, retry }: ChartProps) {
  const t = useAnalyticsTexts()
  const days = dashboard?.collectedByDay
  const option = useCashOption(days)
  const rows = days ?? []
  const total = rows.reduce((sum, { amountFen }) => sum + amountFen, 0)
  const best = rows.reduce(
    (most, row) => (row.amountFen > most.amountFen ? row : most),
    rows[0] ?? { day: '', amountFen: 0 },
  )
  const period = { from: rows[0]?.day ?? '', to: rows.at(-1)?.day ?? '' }
  return (
    <ChartCard
      title={t('cash.title')}
      extra={
        <>
          {days ? t('cash.extra', { amount: formatFen(total) }) : null}
          <HowCounted what={t('cash.title')} how={t('cash.how')} />
        </>
      }
      summary={
        total === 0
          ? t('cash.summaryNone', period)
          : t('cash.summary', {
              ...period,
              amount: formatFen(total),
              best: best.day,
              most: formatFen(best.amountFen),
            })
      }
      option={option}
      height={CHART_PX}
      error={error}
      retry={retry}
      table={{
        columns: [t('cash.day'), t('month.yuan', { name: t('cash.amount') })],
        rows: rows.toReversed().map(({ day, amountFen }) => [day, <MoneyText key="amount" fen={amountFen} />]),
      }}
    />
  )
}

/** The line of these days. */
function useCashOption(days: Dashboard['collectedByDay'] | undefined): EChartsCoreOption | undefined {
  const t = useAnalyticsTexts()
  const { locale } = useLocale()
  return useMemo<EChartsCoreOption | undefined>(
    () =>
      days && {
        textStyle: chartText(),
        tooltip: { trigger: 'axis', valueFormatter: moneyTip },
        legend: { show: false },
        grid: { top: 16, right: 16 },
        xAxis: {
          type: 'category',
          boundaryGap: false,
          data: days.map(({ day }) => day),
          axisTick: { show: false },
          axisLabel: { interval: labelEvery(days.length), formatter: (day: string) => day.slice(5) },
        },
        yAxis: moneyAxis(locale),
        series: [
          {
            type: 'line',
            name: t('cash.amount'),
            data: days.map(({ amountFen }) => amountFen),
            symbolSize: 6,
            showSymbol: false,
            lineStyle: { width: 2 },
            areaStyle: { opacity: 0.08 },
          },
        ],
      },
    [days, locale, t],
  )
}
