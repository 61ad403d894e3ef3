/** What is left of granted leave, without a database. Days come in halves, so they are counted in halves: 1.5 days are 3. */

export interface LeaveEntry {
  /** Half days: grants positive, use negative; of a leave that was cancelled positive again. */
  halves: number
  /** Of a grant: the last day it may be used for; null is without end. */
  validUntil: string | null
  at: Date
  /** The leave that uses these days, or that gave them back. */
  leaveId: string | null
  /** The first of the days of leave that use them; null is the day of the entry. */
  usedOn: string | null
}

export interface Balance {
  halves: number
  soonestEnd: string | null
}

interface Grant {
  left: number
  validUntil: string | null
}

/** What a use took: of a grant, or of nothing yet (null): the next grant pays that back. */
interface Part {
  from: Grant | null
  halves: number
}

/**
 * What may still be used on a day. Use takes from the grant that ends first among those that hold on the day of leave, whenever it was
 * approved; what a grant has left when it ends is gone. A cancelled leave gives back to the grants that it took from, with their ends.
 */
export function balanceOn(entries: readonly LeaveEntry[], day: string): Balance {
  const { grants, parts } = settle(entries)
  const held = grants.filter(grant => grant.left > 0 && holds(grant, day))
  const ends = held.flatMap(grant => grant.validUntil ?? []).toSorted()
  const owed = sum(parts.filter(part => part.from === null))
  return { halves: held.reduce((all, grant) => all + grant.left, 0) - owed, soonestEnd: ends[0] ?? null }
}

/** Until when what a leave took may be used once it is given back, with how many halves of each end; of what was lent there is no end. */
export function takenBy(
  entries: readonly LeaveEntry[],
  leaveId: string,
): { halves: number; validUntil: string | null }[] {
  const byEnd = new Map<string | null, number>()
  for (const { from, halves } of settle(entries).partsOf.get(leaveId) ?? []) {
    const end = from?.validUntil ?? null
    if (halves > 0) byEnd.set(end, (byEnd.get(end) ?? 0) + halves)
  }
  return [...byEnd].map(([validUntil, halves]) => ({ validUntil, halves }))
}

function settle(entries: readonly LeaveEntry[]) {
  const grants: Grant[] = []
  const parts: Part[] = []
  const partsOf = new Map<string, Part[]>()
  for (const entry of entries.toSorted(inOrder)) {
    const own = (entry.leaveId !== null && partsOf.get(entry.leaveId)) || []
    if (entry.halves < 0) {
      take(grants, -entry.halves, entry.usedOn ?? civilDayOf(entry.at), own)
      parts.push(...own.filter(part => !parts.includes(part)))
      if (entry.leaveId !== null) partsOf.set(entry.leaveId, own)
    } else {
      const more = entry.leaveId === null ? entry.halves : giveBack(own, entry.halves)
      if (more > 0) grants.push(payBack(parts, partsOf, { left: more, validUntil: entry.validUntil }))
    }
  }
  return { grants, parts, partsOf }
}

/** By time; of one moment grants first, then use, then what comes back. */
function inOrder(one: LeaveEntry, two: LeaveEntry): number {
  const rank = (entry: LeaveEntry) => (entry.halves < 0 ? 1 : entry.leaveId === null ? 0 : 2)
  return one.at.getTime() - two.at.getTime() || rank(one) - rank(two)
}

function take(grants: readonly Grant[], halves: number, day: string, parts: Part[]): void {
  let open = halves
  const usable = grants
    .filter(grant => grant.left > 0 && holds(grant, day))
    .toSorted((one, two) => (one.validUntil ?? '9999').localeCompare(two.validUntil ?? '9999'))
  for (const from of usable) {
    const taken = Math.min(from.left, open)
    from.left -= taken
    open -= taken
    if (taken > 0) parts.push({ from, halves: taken })
  }
  if (open > 0) parts.push({ from: null, halves: open })
}

/** Gives back what is lent still first; answers what the leave never took. */
function giveBack(parts: readonly Part[], halves: number): number {
  let open = halves
  for (const part of parts.toSorted((one, two) => Number(one.from !== null) - Number(two.from !== null))) {
    const back = Math.min(part.halves, open)
    part.halves -= back
    if (part.from) part.from.left += back
    open -= back
  }
  return open
}

/** A new grant pays first what was lent before it; from then on that was taken from it. */
function payBack(parts: Part[], partsOf: ReadonlyMap<string, Part[]>, grant: Grant): Grant {
  for (const part of parts.filter(each => each.from === null && each.halves > 0)) {
    const paid = Math.min(part.halves, grant.left)
    if (paid === 0) break
    grant.left -= paid
    part.halves -= paid
    const now = { from: grant, halves: paid }
    parts.push(now)
    for (const own of partsOf.values()) if (own.includes(part)) own.push(now)
  }
  return grant
}

function holds(grant: Grant, day: string): boolean {
  return grant.validUntil === null || grant.validUntil >= day
}

function sum(parts: readonly Part[]): number {
  return parts.reduce((all, part) => all + part.halves, 0)
}

/** The civil day in Asia/Shanghai of an instant. */
function civilDayOf(at: Date): string {
  return new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 10)
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
