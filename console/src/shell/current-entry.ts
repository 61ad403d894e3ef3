/** The entry that a page belongs to: its own, else the nearest above it, so that a report without an entry stands under all reports. */
export function currentEntry(entries: readonly string[], pathname: string): string | undefined {
  return entries
    .filter(to => pathname === to || (to !== '/' && pathname.startsWith(`${to}/`)))
    .toSorted((a, b) => b.length - a.length)[0]
}
