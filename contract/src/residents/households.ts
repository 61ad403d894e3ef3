import { z } from 'zod'
import { OccupantKind } from '../registry/occupancies.ts'
import { PremisesUse } from '../registry/premises.ts'
import { route } from '../route.ts'
import { CivilDate, DecimalText, Id } from '../values.ts'
import { Invitation } from './invitations.ts'

export const Stay = z.object({
  occupancyId: Id,
  nameMasked: z.string(),
  kind: OccupantKind,
  fromOn: CivilDate,
  toOn: CivilDate.nullable(),
  isMe: z.boolean(),
  mayEnd: z.boolean().describe('Whether I may end this stay'),
})

export const MyHouseholdDetail = z.object({
  premisesId: Id,
  label: z.string(),
  communityName: z.string(),
  communityAddress: z.string(),
  companyName: z.string(),
  use: PremisesUse,
  floor: z.int().nullable(),
  areaM2: DecimalText.nullable(),
  myKind: OccupantKind,
  mayInvite: z.boolean(),
  stays: z.array(Stay),
  invitations: z.array(Invitation).describe('Open invitations; of owners only'),
})

export const readMyHousehold = route({
  method: 'GET',
  path: '/my/households/:premisesId',
  summary: 'One of my homes: the facts, who lives there (masked), and open invitations.',
  permission: 'my.household',
  params: z.object({ premisesId: Id }),
  response: MyHouseholdDetail,
  errors: ['platform.not_found'],
})

export const endStay = route({
  method: 'POST',
  path: '/my/households/:premisesId/stays/:occupancyId/end',
  summary: 'An owner ends the stay of family, tenants or guests; today is the last day.',
  permission: 'my.household',
  params: z.object({ premisesId: Id, occupancyId: Id }),
  response: MyHouseholdDetail,
  errors: ['platform.not_found', 'residents.owners_only', 'residents.stay_not_yours'],
})
