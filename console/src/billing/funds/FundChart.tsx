import { formatFen, formatMonth, useLocale } from '@anju/ui'
import type { EChartsCoreOption } from 'echarts/core'
import { useMemo } from 'react'
import { chartText, moneyAxis, moneyTip, shortMonth } from '../../analytics/chart-parts.ts'
import { ChartCard } from '../../shell/show/ChartCard.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import type { Fund } from './fund.ts'
import { useFundTexts } from './texts.ts'

const HEIGHT_PX = 200

/** What came in, what went out, and what was there at the end of each month. */
export function FundChart({ fund }: { fund: Fund }) {
  const t = useFundTexts()
  const { locale } = useLocale()
  const months = useMemo(
    () =>
      fund.months.map(month => ({
        month: month.month,
        inFen: month.receivedFen + month.incomeFen,
        outFen: month.spentFen + month.managedFen + month.handedOverFen,
        closingFen: month.closingFen,
      })),
    [fund],
  )
  const sum = (pick: (month: (typeof months)[number]) => number) =>
    formatFen(months.reduce((total, month) => total + pick(month), 0))
  return (
    <ChartCard
      title={t('chart')}
      summary={t('chart.summary', {
        ...{ from: formatMonth(fund.from, locale), to: formatMonth(fund.to, locale) },
        ...{ in: sum(month => month.inFen), out: sum(month => month.outFen), closing: formatFen(fund.closingFen) },
      })}
      option={useOption(months)}
      height={HEIGHT_PX}
      table={{
        columns: [t('month'), ...(['in', 'out', 'closing'] as const).map(name => t('yuan', { name: t(name) }))],
        rows: months
          .toReversed()
          .map(month => [
            month.month,
            <MoneyText key="in" fen={month.inFen} />,
            <MoneyText key="out" fen={month.outFen} />,
            <MoneyText key="closing" fen={month.closingFen} />,
          ]),
      }}
    />
  )
}

function useOption(
  months: readonly { month: string; inFen: number; outFen: number; closingFen: number }[],
): EChartsCoreOption {
  const t = useFundTexts()
  const { locale } = useLocale()
  return useMemo(
    () => ({
      textStyle: chartText(),
      tooltip: { trigger: 'axis', valueFormatter: moneyTip },
      legend: { show: true },
      xAxis: {
        type: 'category',
        data: months.map(({ month }) => month),
        axisTick: { show: false },
        axisLabel: {
          lineHeight: 15,
          formatter: (month: string, index: number) => shortMonth(month, index === 0, locale),
        },
      },
      yAxis: moneyAxis(locale),
      series: [
        ...(
          [
            ['in', 'inFen', '#1456d9'],
            ['out', 'outFen', '#b7c9ec'],
          ] as const
        ).map(([name, field, color]) => ({
          ...{ type: 'bar', name: t(name), barMaxWidth: 18, barGap: '15%' },
          data: months.map(month => month[field]),
          itemStyle: { color, borderRadius: [2, 2, 0, 0] },
        })),
        {
          ...{ type: 'line', name: t('closing'), symbolSize: 6 },
          data: months.map(month => month.closingFen),
          lineStyle: { color: '#c2410c', width: 2 },
          itemStyle: { color: '#c2410c' },
        },
      ],
    }),
    [months, locale, t],
  )
}
