import { z } from 'zod'
import { CivilDate, Id, Version } from '../values.ts'

export const OccupantKind = z.enum(['owner', 'family', 'tenant', 'temporary'])
export const Relation = z.enum(['spouse', 'child', 'parent', 'sibling', 'other'])
export const EndReason = z.enum(['moved-out', 'transferred', 'lease-ended', 'deceased', 'other'])

/** A part of the whole, more than 0 and at most 1, with up to 8 decimals: 0.5, 0.33333334. */
export const ShareText = z.string().regex(/^(0\.\d{1,8}|1(\.0{1,8})?)$/)

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
  share: ShareText.nullable().describe('Of an owner'),
  relation: Relation.nullable().describe('Of a family member'),
  resides: z.boolean().describe('Lives there; an owner may not'),
  note: z.string(),
  endReason: EndReason.nullable(),
  endNote: z.string().nullable(),
  forwarding: z.string().nullable().describe('Where they went'),
  version: Version,
})
