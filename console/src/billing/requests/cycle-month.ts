/** The month in which a cycle begins, `2026-01`. */
export function cycleMonth(day: string): string {
  return day.slice(0, 7)
}
