import { formatFen, useLocale } from '@anju/ui'
import type { EChartsCoreOption } from 'echarts/core'
import { useMemo } from 'react'
import { ChartCard } from '../shell/show/ChartCard.tsx'
import { MoneyText } from '../shell/show/MoneyText.tsx'
import { CHART_PX, type ChartProps, chartText, moneyAxis, moneyTip } from './chart-parts.ts'
import { type Dashboard, topArrears } from './figures.ts'
import { HowCounted } from './HowCounted.tsx'
import { useAnalyticsTexts } from './texts.ts'

const SHOWN = 8

/** Which buildings owe most. */
export function ArrearsChart({ dashboard, error, retry }: ChartProps) {
  const t = useAnalyticsTexts()
  const rows = dashboard?.arrearsByBuilding
  const option = useArrearsOption(rows)
  const total = formatFen(dashboard?.outstandingFen ?? 0)
  const first = rows?.[0]
  return (
    <ChartCard
      title={t('arrears.title')}
      extra={
        <>
          {dashboard ? t('arrears.extra', { amount: total }) : null}
          <HowCounted what={t('arrears.title')} how={t('arrears.how')} />
        </>
      }
      summary={
        first
          ? t('arrears.summary', {
              count: rows?.length ?? 0,
              amount: total,
              first: nameOf(first, t),
              most: formatFen(first.outstandingFen),
            })
          : t('arrears.none')
      }
      option={option}
      height={CHART_PX}
      error={error}
      retry={retry}
      table={{
        columns: [t('arrears.building'), t('month.yuan', { name: t('arrears.amount') }), t('arrears.households')],
        rows: (rows ?? []).map(row => [
          nameOf(row, t),
          <MoneyText key="amount" fen={row.outstandingFen} />,
          row.householdCount,
        ]),
      }}
    />
  )
}

/** What stands in no building comes under an empty name. */
function nameOf(row: Dashboard['arrearsByBuilding'][number], t: ReturnType<typeof useAnalyticsTexts>): string {
  return row.buildingName || t('arrears.outside')
}

/** A building's name is somebody's input; the tooltip is HTML. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)
}

/** The bars of the buildings that owe most, and one for the others. */
function useArrearsOption(rows: Dashboard['arrearsByBuilding'] | undefined): EChartsCoreOption | undefined {
  const t = useAnalyticsTexts()
  const { locale } = useLocale()
  return useMemo<EChartsCoreOption | undefined>(() => {
    if (!rows) return undefined
    const { top, rest } = topArrears(rows, SHOWN)
    const bars = top.map(row => ({ ...row, name: nameOf(row, t), colour: '#c2680c' }))
    const all = rest ? [...bars, { ...rest, name: t('arrears.rest', { count: rest.count }), colour: '#b3bac6' }] : bars
    return {
      textStyle: chartText(),
      tooltip: {
        trigger: 'item',
        formatter: ({ dataIndex }: { dataIndex: number }) => {
          const bar = all[dataIndex]
          return bar
            ? `${escaped(bar.name)}<br/><b>${moneyTip(bar.outstandingFen)}</b> · ${t('arrears.count', { count: bar.householdCount })}`
            : ''
        },
      },
      legend: { show: false },
      grid: { top: 4, right: 72 },
      xAxis: { ...moneyAxis(locale), splitNumber: 3 },
      yAxis: {
        type: 'category',
        inverse: true,
        data: all.map(({ name }) => name),
        axisTick: { show: false },
        axisLine: { show: false },
        axisLabel: { width: 120, overflow: 'truncate' },
      },
      series: [
        {
          type: 'bar',
          barMaxWidth: 16,
          data: all.map(({ outstandingFen, colour }) => ({
            value: outstandingFen,
            itemStyle: { color: colour, borderRadius: [0, 2, 2, 0] },
          })),
          label: {
            show: true,
            position: 'right',
            color: '#1d2129',
            formatter: ({ value }: { value: number }) => formatFen(value),
          },
        },
      ],
    }
  }, [rows, locale, t])
}
