import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, DecimalText, Id, PageQuery, pageOf } from '../values.ts'
import { Occupancy, OccupantKind } from './occupancies.ts'

export const PremisesUse = z.enum(['residential', 'shop', 'office', 'dormitory', 'parking', 'storage', 'public'])
export const PremisesState = z.enum(['unsold', 'handed-over', 'occupied', 'vacant', 'let', 'decorating'])

export const PremisesRow = z.object({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  label: z.string().describe('1栋1单元1011室'),
  code: z.string(),
  buildingCode: z.string().nullable(),
  unitCode: z.string().nullable(),
  floor: z.int().nullable(),
  use: PremisesUse,
  state: PremisesState,
  areaM2: DecimalText.nullable(),
  occupants: z.array(z.object({ personId: Id, name: z.string(), kind: OccupantKind })),
})

export const listPremises = route({
  method: 'GET',
  path: '/registry/premises',
  summary: 'Premises (rooms, shops, parking spaces …) with their present occupants.',
  permission: 'registry.premises.read',
  query: PageQuery.extend({
    communityId: Id.optional(),
    buildingId: Id.optional(),
    unitId: Id.optional(),
    use: PremisesUse.optional(),
    state: PremisesState.optional(),
    text: z.string().max(50).optional(),
  }),
  response: pageOf(PremisesRow),
})

export const exportPremises = route({
  method: 'GET',
  path: '/registry/premises/export',
  summary: 'The premises list with the same filters, as a workbook or csv.',
  permission: 'registry.premises.read',
  query: z.object({
    communityId: Id.optional(),
    buildingId: Id.optional(),
    unitId: Id.optional(),
    use: PremisesUse.optional(),
    state: PremisesState.optional(),
    text: z.string().max(50).optional(),
    format: z.enum(['xlsx', 'csv']).default('xlsx'),
  }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const PremisesDetail = PremisesRow.extend({
  buildingId: Id.nullable(),
  unitId: Id.nullable(),
  layoutCode: z.string().nullable(),
  areas: z.array(z.object({ fromOn: CivilDate, areaM2: DecimalText, innerAreaM2: DecimalText.nullable() })),
  occupancies: z.array(Occupancy),
})

export const readPremises = route({
  method: 'GET',
  path: '/registry/premises/:premisesId',
  summary: 'One premises with areas over time and who lived there when.',
  permission: 'registry.premises.read',
  params: z.object({ premisesId: Id }),
  response: PremisesDetail,
  errors: ['platform.not_found'],
})
