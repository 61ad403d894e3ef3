import { formatFen, formatMonth, useLocale } from '@anju/ui'
import type { EChartsCoreOption } from 'echarts/core'
import { useMemo } from 'react'
import { ChartCard } from '../shell/show/ChartCard.tsx'
import { MoneyText } from '../shell/show/MoneyText.tsx'
import { CHART_PX, type ChartProps, chartText, moneyAxis, moneyTip, shortMonth } from './chart-parts.ts'
import { type Dashboard, rateOf, recentMonths } from './figures.ts'
import { HowCounted } from './HowCounted.tsx'
import { useAnalyticsTexts } from './texts.ts'

const MONTHS = 12

/** Receivable and collected by charge month; the table has all months there are. */
export function MonthChart({ dashboard, error, retry }: ChartProps) {
  const t = useAnalyticsTexts()
  const { locale } = useLocale()
  const months = dashboard?.byMonth
  const thisMonth = dashboard?.collectedByDay.at(-1)?.day.slice(0, 7) ?? ''
  const shown = useMemo(() => months && recentMonths(months, thisMonth, MONTHS), [months, thisMonth])
  const option = useMonthOption(shown)
  const sum = (pick: (row: Dashboard['byMonth'][number]) => number) =>
    formatFen((shown ?? []).reduce((total, row) => total + pick(row), 0))
  return (
    <ChartCard
      title={t('month.title')}
      extra={
        <>
          {t('month.extra')}
          <HowCounted what={t('month.title')} how={t('month.how', { count: MONTHS })} />
        </>
      }
      summary={t('month.summary', {
        from: formatMonth(shown?.[0]?.month ?? '', locale),
        to: formatMonth(shown?.at(-1)?.month ?? '', locale),
        receivable: sum(row => row.receivableFen),
        collected: sum(row => row.collectedFen),
      })}
      option={option}
      height={CHART_PX}
      error={error}
      retry={retry}
      table={{
        columns: [
          t('month.month'),
          t('month.yuan', { name: t('month.receivable') }),
          t('month.yuan', { name: t('month.collected') }),
          t('month.rate'),
        ],
        rows: (months ?? [])
          .toReversed()
          .map(row => [
            row.month,
            <MoneyText key="receivable" fen={row.receivableFen} />,
            <MoneyText key="collected" fen={row.collectedFen} />,
            rateOf(row.collectedFen, row.receivableFen) ?? '–',
          ]),
      }}
    />
  )
}

/** The bars of these months. */
function useMonthOption(shown: Dashboard['byMonth'] | undefined): EChartsCoreOption | undefined {
  const t = useAnalyticsTexts()
  const { locale } = useLocale()
  return useMemo<EChartsCoreOption | undefined>(() => {
    return (
      shown && {
        textStyle: chartText(),
        tooltip: { trigger: 'axis', valueFormatter: moneyTip, shortMonth },
        legend: { show: true },
        xAxis: {
          type: 'category',
          data: shown.map(({ month }) => month),
          axisTick: { show: false },
          axisLabel: {
            interval: 0,
            lineHeight: 15,
            formatter: (month: string, index: number) => shortMonth(month, index === 0, locale),
          },
        },
        yAxis: moneyAxis(locale),
        series: [
          {
            type: 'bar',
            name: t('month.receivable'),
            data: shown.map(row => row.receivableFen),
            barMaxWidth: 18,
            itemStyle: { color: '#b7c9ec', borderRadius: [2, 2, 0, 0] },
          },
          {
            type: 'bar',
            name: t('month.collected'),
            data: shown.map(row => row.collectedFen),
            barMaxWidth: 18,
            barGap: '15%',
            itemStyle: { color: '#1456d9', borderRadius: [2, 2, 0, 0] },
          },
        ],
      }
    )
  }, [shown, locale, t])
}
