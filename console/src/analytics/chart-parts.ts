import { formatMoney, formatMonth, type Locale } from '@anju/ui'
import type { Dashboard } from './figures.ts'

/** What every chart of the dashboard gets; no dashboard while it is loading. */
export interface ChartProps {
  dashboard: Dashboard | undefined
  error: Error | null
  retry: () => void
}

/**
 * The letters of a chart as those of the page, by name: ECharts measures words to place them and cannot measure "inherit".
 */
export function chartText() {
  return { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12, color: '#4e5969' }
}

/** So high that all four fit a window of 900 px. */
export const CHART_PX = 224

/** Fen in a chart's tooltip, as everywhere else: yuan with thousands and two decimals. Charts hand values on as they like. */
export const moneyTip = (fen: unknown) => formatMoney(Number(fen))

const FEN_PER_YUAN = 100

/** Large amounts are told in 万 or k, so that the axis takes little room. */
function shortMoney(fen: number, locale: Locale): string {
  const yuan = fen / FEN_PER_YUAN
  const [unit, word] = locale === 'en' ? [1_000, 'k'] : [10_000, '万']
  if (Math.abs(yuan) < unit) return String(yuan)
  return `${Number((yuan / unit).toFixed(1)).toLocaleString('en')}${word}`
}

/** A month on an axis; the year stands below the first one and below each January. */
export function shortMonth(month: string, isFirst: boolean, locale: Locale): string {
  const [year, number] = month.split('-')
  const name = formatMonth(month, locale)
  const word = locale === 'en' ? name.slice(0, 3) : `${Number(number)}月`
  return isFirst || number === '01' ? `${word}\n${year}` : word
}

/** The axis of an amount in fen, told in yuan: few lines, short numbers. */
export function moneyAxis(locale: Locale) {
  return {
    type: 'value',
    splitNumber: 4,
    axisLabel: { formatter: (fen: number) => shortMoney(fen, locale) },
    splitLine: { lineStyle: { color: '#eceef1' } },
  }
}
