import { z } from 'zod'
import { CivilDate, Id } from '../values.ts'

export const OccupantKind = z.enum(['owner', 'family', 'tenant', 'temporary'])

export const Occupancy = z.object({
  id: Id,
  premisesId: Id,
  premisesLabel: z.string(),
  personId: Id,
  personName: z.string(),
  phoneMasked: z.string().nullable(),
  kind: OccupantKind,
  fromOn: CivilDate,
  toOn: CivilDate.nullable(),
})
