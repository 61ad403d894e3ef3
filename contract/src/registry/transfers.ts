/** Somebody's time in a home, as far as who leaves with a sale depends on it. */
interface Stay {
  personId: string
  kind: string
  fromOn: string
  toOn: string | null
}

/** Whether somebody is there on a day, and not known to leave before. */
export function isThere(stay: Pick<Stay, 'fromOn' | 'toOn'>, on: string): boolean {
  return stay.fromOn <= on && (stay.toOn === null || stay.toOn >= on)
}

/**
 * Whose vehicles leave a home with a transfer of ownership (domain.md §1.2): those of the owners of the day before and of family who
 * ends with them, unless somebody of them stays on as anything; and those that nobody is known to own when all who leave are gone
 * and nobody stays but new owners. `stays` are those of both days at least.
 */
export function vehiclesThatLeave(
  stays: readonly Stay[],
  transfer: { dayBefore: string; on: string; newOwnerIds: readonly string[]; familyEnds: boolean },
): { ownerIds: string[]; unowned: boolean } {
  const { dayBefore, on, familyEnds } = transfer
  const leaving = stays.filter(
    stay => isThere(stay, dayBefore) && (stay.kind === 'owner' || (stay.kind === 'family' && familyEnds)),
  )
  const there = stays.filter(stay => !leaving.includes(stay) && isThere(stay, on))
  const stayingIds = new Set([...there.map(stay => stay.personId), ...transfer.newOwnerIds])
  const ownerIds = [...new Set(leaving.map(stay => stay.personId))].filter(id => !stayingIds.has(id))
  const allGone = leaving.every(stay => !stayingIds.has(stay.personId))
  return { ownerIds, unowned: allGone && there.every(stay => stay.kind === 'owner') }
}
