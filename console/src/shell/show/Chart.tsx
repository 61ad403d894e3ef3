import type { EChartsCoreOption } from 'echarts/core'
import { useEffect, useRef } from 'react'

interface ChartProps {
  option: EChartsCoreOption
  /** What the chart shows, in a sentence, for those who do not see it. */
  summary: string
  height: number
}

/** An ECharts drawing; the engine is fetched when the first one is on screen. */
export function Chart({ option, summary, height }: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const drawn = useRef<{ set: (option: EChartsCoreOption) => void; end: () => void } | null>(null)
  const latest = useRef(option)
  useEffect(() => {
    latest.current = option
    drawn.current?.set(option)
  }, [option])
  useEffect(() => {
    let ended = false
    const animated = !window.matchMedia('(prefers-reduced-motion: reduce)').matches
    void import('./chart-engine.ts').then(({ drawChart }) => {
      if (!ended && box.current) drawn.current = drawChart(box.current, latest.current, animated)
    })
    return () => {
      ended = true
      drawn.current?.end()
      drawn.current = null
    }
  }, [])
  return <div ref={box} role="img" aria-label={summary} style={{ height }} />
}
