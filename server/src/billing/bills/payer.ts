import type { CivilDate } from '../../platform/period.ts'

/** An owner of premises, from a day to a day included; null while it lasts. */
export interface Owner {
  occupancyId: string
  personId: string
  name: string
  fromOn: CivilDate
  toOn: CivilDate | null
}

/** Who pays on a day: of the owners of that day the one who came first; of those who came on one day the lowest id. */
export function payerOn(owners: readonly Owner[], on: CivilDate): Owner | null {
  let first: Owner | null = null
  for (const owner of owners) {
    if (owner.fromOn > on || (owner.toOn !== null && owner.toOn < on)) continue
    const earlier =
      first === null ||
      owner.fromOn < first.fromOn ||
      (owner.fromOn === first.fromOn && owner.occupancyId < first.occupancyId)
    if (earlier) first = owner
  }
  return first
}
