import { today } from '../../platform/clock.ts'
import { compareDates } from '../../platform/period.ts'
import type { ensureOccupancies } from '../../registry/index.ts'
import type { OwnerProposal } from '../kinds/owners.ts'
import type { NamedPerson, PeopleProposal } from '../kinds/people.ts'
import type { PremisesProposal } from '../kinds/premises.ts'
import type { SpaceProposal } from '../kinds/spaces.ts'
import type { ImportPlan } from '../workbook/plan-import.ts'
import type { WantedPerson } from './write-persons.ts'

type OccupancyInput = Parameters<typeof ensureOccupancies>[2][number]

/** Ids of what is written already, by what the workbook calls it. */
export interface HouseholdGround {
  roomOf: (room: PremisesProposal) => string
  spaceOf: (space: SpaceProposal) => string
  premisesOf: (room: NonNullable<PeopleProposal['room']>) => string
}

/** Everybody whom a workbook names, with the homes it gives them. */
export function wantedPersons(plan: ImportPlan, ground: HouseholdGround) {
  const homes = new Map<string, string[]>()
  const add = (ref: string | null, id: string) => {
    if (ref !== null) homes.set(ref, [...(homes.get(ref) ?? []), id])
  }
  for (const room of plan.premises) add(room.ownerRef, ground.roomOf(room))
  for (const space of plan.spaces) add(space.ownerRef, ground.spaceOf(space))
  const byOwner = new Map<OwnerProposal, WantedPerson>()
  for (const owner of plan.owners) {
    const { sheet, row, name, sex, phone, idNumber, ref, ofRef } = owner
    const person = { kind: 'owners' as const, sheet, row, name, sex, phones: phone ? [phone] : [], idNumber }
    byOwner.set(owner, { ...person, fallback: ref, premisesIds: homes.get(ofRef ?? ref) ?? [] })
  }
  const byNamed = new Map<NamedPerson, WantedPerson>()
  for (const { sheet, row, people, room, elsewhere } of plan.people) {
    const premisesIds = room ? [room, ...elsewhere.map(other => other.room)].map(ground.premisesOf) : []
    for (const named of people) {
      const fallback = premisesIds[0] ?? `${sheet}:${row}`
      byNamed.set(named, { ...named, kind: 'people', sheet, row, fallback, premisesIds })
    }
  }
  const named = [...byOwner.values(), ...byNamed.values()]
  const byParty = partiesOf(plan, named, ground)
  return { byOwner, byNamed, byParty, all: [...new Set([...named, ...byParty.values()])] }
}

/** The parties of leases: whom the workbook names in the very same home already, without another phone, is the same person. */
function partiesOf(plan: ImportPlan, named: readonly WantedPerson[], ground: HouseholdGround) {
  const atHome = new Map<string, WantedPerson[]>()
  for (const person of named)
    for (const id of person.premisesIds) {
      const key = `${id}\n${person.name}`
      atHome.set(key, [...(atHome.get(key) ?? []), person])
    }
  const byParty = new Map<NamedPerson, WantedPerson>()
  const mentioned = new Map<string, WantedPerson>()
  for (const { sheet, row, rooms, tenants, landlords, there } of plan.leases) {
    if (there) continue
    const premisesIds = rooms.map(ground.premisesOf)
    for (const party of [...landlords, ...tenants]) {
      const known = premisesIds.flatMap(id => atHome.get(`${id}\n${party.name}`) ?? [])
      const [phone] = party.phones
      const same = new Set(known.filter(({ phones }) => !phone || phones.length === 0 || phones.includes(phone)))
      const [only] = same.size === 1 ? same : []
      const fallback = premisesIds[0] ?? `${sheet}:${row}`
      const key = `${party.name}\n${phone ?? fallback}`
      const person: WantedPerson = only ??
        mentioned.get(key) ?? { ...party, kind: 'people', sheet, row, fallback, premisesIds }
      mentioned.set(key, person)
      byParty.set(party, person)
    }
  }
  return byParty
}

/** Who lives where: the owner of each room and space with the family and tenants listed under that owner, and the rows that say it themselves. */
export function occupanciesOf(
  plan: ImportPlan,
  personOf: { owner: (owner: OwnerProposal) => string; named: (person: NamedPerson) => string },
  ground: HouseholdGround & { ownerResides: (premisesId: string) => boolean },
): OccupancyInput[] {
  const ownerByRef = new Map(plan.owners.map(owner => [owner.ref, owner]))
  const under = new Map<string, OwnerProposal[]>()
  for (const owner of plan.owners) if (owner.ofRef) under.set(owner.ofRef, [...(under.get(owner.ofRef) ?? []), owner])
  const homes = [
    ...plan.premises.map(room => ({ id: ground.roomOf(room), ownerRef: room.ownerRef, fromOn: firstCharge(room) })),
    ...plan.spaces.map(space => ({
      id: ground.spaceOf(space),
      ownerRef: space.ownerRef,
      fromOn: space.startsOn ?? today(),
    })),
  ]
  const byRef = homes.flatMap(({ id, ownerRef, fromOn }) => {
    const owner = ownerRef === null ? undefined : ownerByRef.get(ownerRef)
    if (!owner) return []
    return [owner, ...(under.get(owner.ref) ?? [])].map(person => ({
      ...{ premisesId: id, personId: personOf.owner(person), kind: person.kind, fromOn },
    }))
  })
  return [...byRef, ...plan.people.flatMap(row => occupanciesOfRow(row, personOf.named, ground))].map(one =>
    one.kind === 'owner' && !ground.ownerResides(one.premisesId) ? { ...one, resides: false } : one,
  )
}

function occupanciesOfRow(
  { room, elsewhere, people, kind, relation, shares, fromOn, toOn }: PeopleProposal,
  personOf: (person: NamedPerson) => string,
  ground: HouseholdGround,
): OccupancyInput[] {
  if (!room) return []
  return people.flatMap((person, index) =>
    [{ room, kind }, ...elsewhere].map(home => ({
      premisesId: ground.premisesOf(home.room),
      personId: personOf(person),
      ...{ kind: home.kind, relation, share: shares[index] ?? null, toOn },
      // A list without move-in dates says only that somebody is there.
      fromOn: fromOn ?? (toOn !== null && toOn < today() ? toOn : today()),
    })),
  )
}

/** A list without move-in dates says by its first charge since when somebody is there. */
function firstCharge(room: PremisesProposal): string {
  return room.assignments.map(assignment => assignment.startsOn).sort(compareDates)[0] ?? today()
}
