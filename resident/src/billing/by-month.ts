/** Bills in groups by the month in which their period begins, the latest month first; in a month in the order they came. */
export function byMonth<Bill extends { cycleStart: string }>(
  bills: readonly Bill[],
): { month: string; bills: Bill[] }[] {
  const months = new Map<string, Bill[]>()
  for (const bill of bills) {
    const month = bill.cycleStart.slice(0, 7)
    months.set(month, [...(months.get(month) ?? []), bill])
  }
  return [...months]
    .toSorted(([one], [other]) => (one < other ? 1 : -1))
    .map(([month, group]) => ({ month, bills: group }))
}
