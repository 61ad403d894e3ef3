import { BarChart, LineChart, PieChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

// Only what our charts draw. This module is loaded by ChartCard when the first chart comes on screen, never with a page.
use([BarChart, LineChart, PieChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

const base: EChartsCoreOption = {
  color: ['#1456d9', '#12907c', '#b8660a', '#7a4fd0', '#4e5969', '#c4161c'],
  textStyle: { fontFamily: 'inherit', fontSize: 12, color: '#4e5969' },
  grid: { left: 8, right: 8, top: 32, bottom: 4, containLabel: true },
  tooltip: { confine: true, borderColor: '#e5e6eb', textStyle: { color: '#1d2129', fontSize: 12 } },
  legend: {
    top: 0,
    left: 0,
    itemWidth: 10,
    itemHeight: 10,
    itemGap: 16,
    icon: 'roundRect',
    textStyle: { color: '#4e5969' },
  },
}

/** Draws a chart into a box and keeps it to the box's size. Returns how to change it and how to end it. */
export function drawChart(box: HTMLElement, option: EChartsCoreOption, animated: boolean) {
  const chart = init(box, undefined, { renderer: 'svg' })
  const set = (next: EChartsCoreOption) =>
    chart.setOption(
      {
        ...base,
        ...next,
        animation: animated,
        animationDuration: 200,
        grid: { ...(base.grid as object), ...(next.grid as object) },
        tooltip: { ...(base.tooltip as object), ...(next.tooltip as object) },
        legend: { ...(base.legend as object), ...(next.legend as object) },
      },
      { notMerge: true },
    )
  set(option)
  const watcher = new ResizeObserver(() => chart.resize())
  watcher.observe(box)
  return {
    set,
    end: () => {
      watcher.disconnect()
      chart.dispose()
    },
  }
}
