/** What is left of granted leave, without a database. Days come in halves, so they are counted in halves: 1.5 days are 3. */

export interface LeaveEntry {
  /** Half days: grants positive, use negative. */
  halves: number
  /** Of a grant: the last day it may be used for; null is without end. */
  validUntil: string | null
  at: Date
}

export interface Balance {
  halves: number
  soonestEnd: string | null
}

/**
 * What may still be used on a day. Use takes from the grant that expires first among those that held on the day of the entry; what
 * a grant has left when it ends is gone. Days that come back (a cancelled leave) are a grant without end.
 */
export function balanceOn(entries: readonly LeaveEntry[], day: string): Balance {
  const grants: { left: number; validUntil: string | null }[] = []
  let owed = 0
  for (const entry of entries.toSorted((one, two) => one.at.getTime() - two.at.getTime())) {
    if (entry.halves > 0) {
      const paid = Math.min(owed, entry.halves)
      owed -= paid
      grants.push({ left: entry.halves - paid, validUntil: entry.validUntil })
      continue
    }
    let open = -entry.halves
    const used = new Date(entry.at.getTime() + 8 * 3600_000).toISOString().slice(0, 10)
    const usable = grants
      .filter(grant => grant.validUntil === null || grant.validUntil >= used)
      .toSorted((one, two) => (one.validUntil ?? '9999').localeCompare(two.validUntil ?? '9999'))
    for (const grant of usable) {
      const taken = Math.min(grant.left, open)
      grant.left -= taken
      open -= taken
    }
    owed += open
  }
  const held = grants.filter(grant => grant.left > 0 && (grant.validUntil === null || grant.validUntil >= day))
  const ends = held.flatMap(grant => grant.validUntil ?? []).toSorted()
  return { halves: held.reduce((sum, grant) => sum + grant.left, 0) - owed, soonestEnd: ends[0] ?? null }
}

/** `1.5` → 3. */
export function halvesOf(days: string): number {
  return Math.round(Number(days) * 2)
}

/** 3 → `1.5`. */
export function daysText(halves: number): string {
  return halves % 2 === 0
    ? String(halves / 2)
    : `${Math.trunc(halves / 2) === 0 && halves < 0 ? '-0' : Math.trunc(halves / 2)}.5`
}

export interface LeaveSpan {
  fromOn: string
  fromPart: 'am' | 'pm'
  toOn: string
  toPart: 'am' | 'pm'
}

/** Half days of a span that count, given which of its days do. */
export function halvesCounted(span: LeaveSpan, counts: (day: string) => boolean, days: readonly string[]): number {
  return days.reduce((sum, day) => {
    if (!counts(day)) return sum
    const cut =
      (day === span.fromOn && span.fromPart === 'pm' ? 1 : 0) + (day === span.toOn && span.toPart === 'am' ? 1 : 0)
    return sum + 2 - cut
  }, 0)
}
