import type { analytics, WireResponseOf } from '@anju/contract'

export type Dashboard = WireResponseOf<typeof analytics.dashboard>
type Arrears = Dashboard['arrearsByBuilding'][number]

/** Percent with one decimal for a row of a table; null when nothing is receivable (K7). */
export function rateOf(collectedFen: number, receivableFen: number): string | null {
  return receivableFen > 0 ? `${((collectedFen / receivableFen) * 100).toFixed(1)}%` : null
}

/**
 * The months for the chart: the last `count` until this month. What is billed ahead would look like a slump; it stands in the
 * table. Where all months lie ahead, the first of them.
 */
export function recentMonths<Month extends { month: string }>(
  months: readonly Month[],
  thisMonth: string,
  count: number,
): Month[] {
  const until = months.filter(({ month }) => month <= thisMonth)
  return until.length > 0 ? until.slice(-count) : months.slice(0, count)
}

/** Today against yesterday, from the last two days of the cash view. */
export function againstYesterday(days: Dashboard['collectedByDay'], todayFen: number) {
  const yesterdayFen = days.at(-2)?.amountFen ?? 0
  const differenceFen = todayFen - yesterdayFen
  const direction = differenceFen > 0 ? ('up' as const) : differenceFen < 0 ? ('down' as const) : ('flat' as const)
  return { yesterdayFen, differenceFen: Math.abs(differenceFen), direction }
}

/** The buildings that owe most, and the others together; nothing is left out of the sum. */
export function topArrears(
  rows: readonly Arrears[],
  shown: number,
): { top: Arrears[]; rest: (Arrears & { count: number }) | null } {
  // One more line costs no more room than a line for "1 other".
  if (rows.length <= shown + 1) return { top: [...rows], rest: null }
  const others = rows.slice(shown)
  const add = (pick: (row: Arrears) => number) => others.reduce((sum, row) => sum + pick(row), 0)
  return {
    top: rows.slice(0, shown),
    rest: {
      buildingName: '',
      outstandingFen: add(row => row.outstandingFen),
      householdCount: add(row => row.householdCount),
      count: others.length,
    },
  }
}

/** Before the first payment somebody is still setting up. */
export function isBeginning(dashboard: Dashboard): boolean {
  return dashboard.collectedFen === 0 && dashboard.collectedByDay.every(day => day.amountFen === 0)
}

/** Before anything happened there is nothing to draw. */
export function isUntouched(dashboard: Dashboard): boolean {
  return (
    dashboard.receivableFen === 0 &&
    dashboard.collectedByDay.every(day => day.amountFen === 0) &&
    dashboard.ordersByState.every(({ count }) => count === 0)
  )
}

/** Counts by state as a table to look up. */
export function countsOf(dashboard: Dashboard): Record<string, number> {
  return Object.fromEntries(dashboard.ordersByState.map(({ state, count }) => [state, count]))
}

/** How far apart the words under a line stand, so that about seven fit. */
export const labelEvery = (points: number) => Math.max(0, Math.ceil(points / 7) - 1)
