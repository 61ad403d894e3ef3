/**
 * The days of a bill as people say them: whole months are named as months (`2026-11`, `2026-06 ~ 2026-11`), anything else by its
 * days (`2026-02-16 ~ 2026-05-15`). Both are civil dates and belong to the cycle.
 */
export function cycleText(start: string, end: string): string {
  const whole = start.endsWith('-01') && isLastOfMonth(end)
  const [from, to] = whole ? [start.slice(0, 7), end.slice(0, 7)] : [start, end]
  return from === to ? from : `${from} ~ ${to}`
}

function isLastOfMonth(date: string): boolean {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  return day === new Date(Date.UTC(year, month, 0)).getUTCDate()
}
