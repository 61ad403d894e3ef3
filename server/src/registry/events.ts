import { z } from 'zod'
import { defineEvent } from '../platform/events.ts'

const HEARD = { staff: 'registry.premises.read', residents: false } as const

/** A community's facts were written down anew. */
export const communityChanged = defineEvent('registry.communityChanged', z.object({ communityId: z.uuid() }), HEARD)

/** Buildings or units of a community came, went, or are called otherwise. */
export const buildingsChanged = defineEvent('registry.buildingsChanged', z.object({ communityId: z.uuid() }), HEARD)

/** Premises were added to a community. */
export const premisesAdded = defineEvent(
  'registry.premisesAdded',
  z.object({ communityId: z.uuid(), count: z.int() }),
  HEARD,
)

/** What is known of premises changed; `premisesId` is null where it were many at once. */
export const premisesChanged = defineEvent(
  'registry.premisesChanged',
  z.object({ communityId: z.uuid(), premisesId: z.uuid().nullable(), count: z.int() }),
  HEARD,
)

/** From `fromOn` on, another area holds; that may be a day for which there are bills already (`backdated`). */
export const areaChanged = defineEvent(
  'registry.areaChanged',
  z.object({ communityId: z.uuid(), premisesId: z.uuid(), fromOn: z.iso.date(), backdated: z.boolean() }),
  HEARD,
)

/**
 * Premises ended on the day before `fromOn` and others began: merged or split. The old ones keep their bills; who charges, serves or
 * guards them decides what becomes of what is not billed yet.
 */
export const premisesSucceeded = defineEvent(
  'registry.premisesSucceeded',
  z.object({
    communityId: z.uuid(),
    successionId: z.uuid(),
    kind: z.enum(['merge', 'split']),
    fromOn: z.iso.date(),
    premisesIds: z.array(z.uuid()),
    successorIds: z.array(z.uuid()),
  }),
  HEARD,
)

/** A merge or split was taken back: the old premises go on as if nothing had been. */
export const successionUndone = defineEvent(
  'registry.successionUndone',
  z.object({ communityId: z.uuid(), successionId: z.uuid() }),
  HEARD,
)

/** Papers of premises, or of a community as a whole (`premisesId` null), came, changed or were taken away. */
export const placeDocumentsChanged = defineEvent(
  'registry.placeDocumentsChanged',
  z.object({ communityId: z.uuid(), premisesId: z.uuid().nullable() }),
  { staff: 'registry.documents.read', residents: false },
)

/** Somebody moved in or out somewhere in a community. */
export const occupancyChanged = defineEvent(
  'registry.occupancyChanged',
  z.object({ communityId: z.uuid(), premisesId: z.uuid().optional(), count: z.int() }),
  HEARD,
)

/** What is known of a person changed, or somebody was registered. */
export const personChanged = defineEvent(
  'registry.personChanged',
  z.object({ communityId: z.uuid(), personId: z.uuid() }),
  { staff: 'registry.people.read', residents: false },
)

/** Vehicles or their permits changed in a community. */
export const vehiclesChanged = defineEvent(
  'registry.vehiclesChanged',
  z.object({ communityId: z.uuid(), count: z.int() }),
  { staff: 'registry.vehicles.read', residents: false },
)

/** A resident asks to have a vehicle registered. */
export const vehicleApplicationOpened = defineEvent(
  'registry.vehicleApplicationOpened',
  z.object({ communityId: z.uuid(), applicationId: z.uuid() }),
  { staff: 'registry.vehicles.read', residents: false },
)

/** Staff approved or rejected a resident's vehicle; the application says which. */
export const vehicleApplicationDecided = defineEvent(
  'registry.vehicleApplicationDecided',
  z.object({ communityId: z.uuid(), premisesId: z.uuid(), personId: z.uuid(), applicationId: z.uuid() }),
  { staff: 'registry.vehicles.read', residents: true },
)

/** The resident took the application back. */
export const vehicleApplicationWithdrawn = defineEvent(
  'registry.vehicleApplicationWithdrawn',
  z.object({ communityId: z.uuid(), applicationId: z.uuid() }),
  { staff: 'registry.vehicles.read', residents: false },
)

/** Parking spaces or their leases changed in a community. */
export const spacesChanged = defineEvent(
  'registry.spacesChanged',
  z.object({ communityId: z.uuid(), count: z.int() }),
  { staff: 'registry.spaces.read', residents: false },
)

/** Premises have new owners from a day on: who pays for the days before and after is for billing to say (domain.md E63). */
export const ownershipTransferred = defineEvent(
  'registry.ownershipTransferred',
  z.object({
    communityId: z.uuid(),
    premisesId: z.uuid(),
    on: z.iso.date(),
    oldOwnerIds: z.array(z.uuid()),
    newOwnerIds: z.array(z.uuid()),
  }),
  { staff: 'registry.premises.read', residents: true },
)

/** Two records were one person: `mergedId` is kept, but everything of the registry names `personId` now. */
export const peopleMerged = defineEvent(
  'registry.peopleMerged',
  z.object({ communityId: z.uuid(), personId: z.uuid(), mergedId: z.uuid() }),
  { staff: 'registry.people.read', residents: false },
)

/** The merge was undone: they are two again, exactly as they were. */
export const peopleParted = defineEvent('registry.peopleParted', z.object({ personId: z.uuid(), mergedId: z.uuid() }), {
  staff: 'registry.people.read',
  residents: false,
})

/** Leases of homes or shops in a community were written down, signed, renewed or ended. */
export const leasesChanged = defineEvent(
  'registry.leasesChanged',
  z.object({ communityId: z.uuid(), leaseId: z.uuid().nullable(), count: z.int() }),
  { staff: 'registry.leases.read', residents: false },
)

/**
 * A lease ends soon and nothing signed goes on from there: told once, so many days before as the setting says. `staffId` looks after it;
 * null: nobody does, or who did is no longer there. Of a space, `kind` says so.
 */
export const leaseEnding = defineEvent(
  'registry.leaseEnding',
  z.object({
    communityId: z.uuid(),
    leaseId: z.uuid(),
    kind: z.enum(['home', 'space']),
    daysLeft: z.int(),
    staffId: z.uuid().nullable(),
  }),
  { staff: 'registry.leases.read', residents: false },
)
