import { z } from 'zod'
import { CivilDate, Id, Version } from '../values.ts'

export const PermitKind = z.enum(['monthly', 'owned', 'visitor'])
/** By the day that is asked about: revoked, to come, in force, or over. */
export const PermitState = z.enum(['active', 'upcoming', 'expired', 'revoked'])

export const Permit = z.object({
  id: Id,
  vehicleId: Id,
  kind: PermitKind,
  areaCode: z.string().nullable().describe('Car park; null is the whole community'),
  spaceId: Id.nullable(),
  spaceLabel: z.string().nullable(),
  fromOn: CivilDate,
  toOn: CivilDate.nullable(),
  state: PermitState,
  revokedReason: z.string().nullable(),
  version: Version,
})

/** What a permit says. */
export const PermitWords = z.object({
  kind: PermitKind,
  areaCode: z.string().trim().min(1).max(20).nullable().default(null),
  spaceId: Id.nullable().default(null),
  fromOn: CivilDate,
  toOn: CivilDate.nullable().default(null),
})

/** What saying it may be refused for. */
export const permitErrors = [
  'registry.permit_overlaps',
  'registry.period_wrong',
  'registry.permit_end_missing',
  'registry.space_elsewhere',
] as const
