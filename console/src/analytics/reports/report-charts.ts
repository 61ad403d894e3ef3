import { formatFen, useLocale } from '@anju/ui'
import type { EChartsCoreOption } from 'echarts/core'
import { useMemo } from 'react'
import { chartText, moneyAxis, moneyTip, shortMonth } from '../chart-parts.ts'

interface Series {
  name: string
  fen: number[]
  colour: string
  stack?: string
}

const MONTH = /^\d{4}-\d{2}$/

/** `181–365 days` takes two lines below its bar, so that neighbours do not touch. */
const inTwoLines = (name: string) => name.replace(' ', '\n')

/** Upright bars by month or by another name, one colour per series: fen, or with a unit whatever is counted in it. */
export function useBarsOption(
  data: { names: string[]; series: Series[]; unit?: string } | undefined,
): EChartsCoreOption | undefined {
  const { locale } = useLocale()
  const key = JSON.stringify(data)
  return useMemo(() => {
    if (key === undefined) return undefined
    const { names, series, unit } = JSON.parse(key) as NonNullable<typeof data>
    return {
      textStyle: chartText(),
      tooltip: { trigger: 'axis', valueFormatter: unit === undefined ? moneyTip : quantityTip(unit) },
      legend: { show: series.length > 1 },
      xAxis: {
        type: 'category',
        data: names,
        axisTick: { show: false },
        axisLabel: {
          ...(names.length <= 12 ? { interval: 0 } : {}),
          lineHeight: 15,
          formatter: (name: string, index: number) =>
            MONTH.test(name) ? shortMonth(name, index === 0, locale) : inTwoLines(name),
        },
      },
      yAxis: unit === undefined ? moneyAxis(locale) : quantityAxis(),
      series: series.map(({ name, fen, colour, stack }) => ({
        ...{ type: 'bar', name, barMaxWidth: 22, barGap: '15%', data: fen },
        ...(stack ? { stack } : {}),
        itemStyle: { color: colour, borderRadius: [2, 2, 0, 0] },
      })),
    }
  }, [key, locale])
}

const quantityTip = (unit: string) => (value: unknown) => `${Number(value).toLocaleString('en')} ${unit}`

function quantityAxis() {
  return {
    ...{ type: 'value', splitNumber: 4 },
    axisLabel: { formatter: (value: number) => value.toLocaleString('en') },
    splitLine: { lineStyle: { color: '#eceef1' } },
  }
}

/** A ring of shares; the small ones stand together in the table only. */
export function useShareOption(parts: { name: string; fen: number }[] | undefined): EChartsCoreOption | undefined {
  const key = JSON.stringify(parts)
  return useMemo(() => {
    if (key === undefined) return undefined
    const data = (JSON.parse(key) as NonNullable<typeof parts>)
      .filter(({ fen }) => fen > 0)
      .map(({ name, fen }) => ({ name, value: fen }))
    return {
      textStyle: chartText(),
      tooltip: { trigger: 'item', valueFormatter: moneyTip },
      legend: { show: true, orient: 'vertical', left: 'auto', right: 0, top: 'middle' },
      series: [
        {
          ...{ type: 'pie', radius: ['52%', '80%'], center: ['32%', '50%'], data },
          label: { show: false },
          itemStyle: { borderColor: '#fff', borderWidth: 2 },
        },
      ],
    }
  }, [key])
}

/** Lines of percent by month; a month without a rate is a gap. */
export function useRatesOption(
  data: { months: string[]; series: { name: string; rates: (string | null)[] }[] } | undefined,
): EChartsCoreOption | undefined {
  const { locale } = useLocale()
  const key = JSON.stringify(data)
  return useMemo(() => {
    if (key === undefined) return undefined
    const { months, series } = JSON.parse(key) as NonNullable<typeof data>
    const percent = (value: unknown) => (value === null || value === undefined || value === '-' ? '–' : `${value}%`)
    return {
      textStyle: chartText(),
      tooltip: { trigger: 'axis', valueFormatter: percent },
      legend: { show: true },
      xAxis: {
        type: 'category',
        data: months,
        axisTick: { show: false },
        axisLabel: {
          lineHeight: 15,
          formatter: (month: string, index: number) => shortMonth(month, index === 0, locale),
        },
      },
      yAxis: {
        type: 'value',
        axisLabel: { formatter: '{value}%' },
        splitNumber: 4,
        splitLine: { lineStyle: { color: '#eceef1' } },
      },
      series: series.map(({ name, rates }) => ({
        ...{ type: 'line', name, symbolSize: 5, lineStyle: { width: 2 } },
        data: rates.map(rate => (rate === null ? null : Number(rate))),
      })),
    }
  }, [key, locale])
}

/** Lying bars with their amount at the end, the largest on top. */
export function useRankOption(rows: { name: string; fen: number }[] | undefined): EChartsCoreOption | undefined {
  const { locale } = useLocale()
  const key = JSON.stringify(rows)
  return useMemo(() => {
    if (key === undefined) return undefined
    const bars = JSON.parse(key) as NonNullable<typeof rows>
    return {
      textStyle: chartText(),
      tooltip: { trigger: 'item', valueFormatter: moneyTip },
      legend: { show: false },
      grid: { top: 4, right: 84 },
      xAxis: { ...moneyAxis(locale), splitNumber: 3 },
      yAxis: {
        ...{ type: 'category', inverse: true, data: bars.map(({ name }) => name) },
        ...{ axisTick: { show: false }, axisLine: { show: false } },
        axisLabel: { width: 120, overflow: 'truncate' },
      },
      series: [
        {
          ...{ type: 'bar', barMaxWidth: 16, data: bars.map(({ fen }) => fen) },
          itemStyle: { color: '#c2680c', borderRadius: [0, 2, 2, 0] },
          label: {
            ...{ show: true, position: 'right', color: '#1d2129' },
            formatter: ({ value }: { value: number }) => formatFen(value),
          },
        },
      ],
    }
  }, [key, locale])
}
