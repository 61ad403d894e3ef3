import { comma } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import type { EChartsCoreOption } from 'echarts/core'
import { useMemo } from 'react'
import { OPEN_STATES, ORDER_STATES } from '../service-desk/order.ts'
import { useServiceDeskTexts } from '../service-desk/texts.ts'
import { ChartCard } from '../shell/show/ChartCard.tsx'
import { CHART_PX, type ChartProps, chartText } from './chart-parts.ts'
import { countsOf } from './figures.ts'
import { HowCounted } from './HowCounted.tsx'
import { useAnalyticsTexts } from './texts.ts'
import { usePages } from './usePages.ts'

const COLOURS = { reported: '#d98200', assigned: '#7fa5ee', working: '#1456d9', done: '#1a9a53' }

/** The orders that are not closed yet, by state; how many are closed stands in words beside. */
export function OrdersChart({ dashboard, error, retry }: ChartProps) {
  const t = useAnalyticsTexts()
  const words = useServiceDeskTexts()
  const page = usePages()
  const counts = useMemo(() => (dashboard ? countsOf(dashboard) : undefined), [dashboard])
  const option = useOrdersOption(counts)
  const parts = OPEN_STATES.map(state => `${words(`state.${state}`)} ${counts?.[state] ?? 0}`)
  const any = counts !== undefined && ORDER_STATES.some(state => (counts[state] ?? 0) > 0)
  return (
    <ChartCard
      title={t('states.title')}
      extra={
        <>
          {counts ? t('states.extra', { closed: counts.closed ?? 0, void: counts.void ?? 0 }) : null}
          <HowCounted what={t('states.title')} how={t('states.how')} />
        </>
      }
      summary={t('states.summary', {
        open: OPEN_STATES.reduce((sum, state) => sum + (counts?.[state] ?? 0), 0),
        parts: parts.join(comma('，')),
      })}
      option={option}
      height={CHART_PX}
      error={error}
      retry={retry}
      table={{
        columns: [t('states.state'), t('states.count')],
        rows: any
          ? ORDER_STATES.map(state => {
              const to = page('/orders', { view: 'list', state })
              const word = words(`state.${state}`)
              return [
                to ? (
                  <Link key="state" to={to.to} search={to.search ?? {}}>
                    {word}
                  </Link>
                ) : (
                  word
                ),
                counts[state] ?? 0,
              ]
            })
          : [],
      }}
    />
  )
}

/** The ring of what is not closed, with their sum in its middle. */
function useOrdersOption(counts: Record<string, number> | undefined): EChartsCoreOption | undefined {
  const t = useAnalyticsTexts()
  const words = useServiceDeskTexts()
  return useMemo<EChartsCoreOption | undefined>(() => {
    if (!counts) return undefined
    const open = OPEN_STATES.reduce((sum, state) => sum + (counts[state] ?? 0), 0)
    const middle = {
      show: true,
      position: 'center',
      formatter: `{count|${open}}\n{word|${t('states.open')}}`,
      rich: {
        count: { fontSize: 28, fontWeight: 600, color: '#1d2129', lineHeight: 34 },
        word: { fontSize: 12, color: '#4e5969', lineHeight: 18 },
      },
    }
    return {
      textStyle: chartText(),
      tooltip: { trigger: 'item' },
      legend: {
        orient: 'vertical',
        left: '58%',
        top: 'middle',
        itemGap: 14,
        selectedMode: false,
        formatter: (name: string) => {
          const state = OPEN_STATES.find(one => words(`state.${one}`) === name)
          return `${name}  ${state ? (counts[state] ?? 0) : ''}`
        },
        textStyle: { fontSize: 13, color: '#1d2129' },
      },
      series: [
        {
          type: 'pie',
          radius: ['58%', '82%'],
          center: ['30%', '50%'],
          silent: open === 0,
          label: { show: false },
          emphasis: { scale: false },
          itemStyle: { borderColor: '#fff', borderWidth: 2 },
          data: OPEN_STATES.map((state, index) => ({
            name: words(`state.${state}`),
            value: counts[state] ?? 0,
            // The middle belongs to the ring; one of its parts has to write it.
            label: index === 0 ? middle : undefined,
            itemStyle: { color: COLOURS[state] },
          })),
        },
      ],
    }
  }, [counts, t, words])
}
