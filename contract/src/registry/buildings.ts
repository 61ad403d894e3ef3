import { z } from 'zod'
import { route } from '../route.ts'
import { Id, Line, SeenVersion, Version } from '../values.ts'
import { PlaceCode } from './communities.ts'

export const BuildingKind = z.enum(['residential', 'commercial', 'office', 'mixed', 'garage', 'public'])
export const BuildingStructure = z.enum(['brick-concrete', 'frame', 'shear-wall', 'frame-shear', 'steel', 'other'])

/** What is written down about a building. */
const BuildingFacts = z.object({
  code: PlaceCode,
  name: z.string().trim().max(50).describe('Empty: called by its code, 1栋'),
  kind: BuildingKind,
  floorsAbove: z.int().min(0).max(200).nullable(),
  floorsBelow: z.int().min(0).max(20).nullable(),
  builtYear: z.int().min(1900).max(2100).nullable(),
  liftCount: z.int().min(0).max(200).nullable(),
  structure: BuildingStructure.nullable(),
})

const UnitFacts = z.object({ code: PlaceCode, floors: z.int().min(1).max(200).nullable(), hasLift: z.boolean() })

export const Unit = UnitFacts.extend({ id: Id, version: Version, premisesCount: z.int() })

export const Building = BuildingFacts.extend({
  id: Id,
  name: Line,
  version: Version,
  premisesCount: z.int(),
  units: z.array(Unit),
})

export const communityTree = route({
  method: 'GET',
  path: '/registry/communities/:communityId/tree',
  summary: 'Buildings and units of a community, and how many premises lie outside of them.',
  permission: 'registry.premises.read',
  params: z.object({ communityId: Id }),
  response: z.object({ buildings: z.array(Building), outsideCount: z.int() }),
  errors: ['platform.not_found'],
})

export const createBuilding = route({
  method: 'POST',
  path: '/registry/buildings',
  summary: 'Add a building to a community.',
  permission: 'registry.premises.edit',
  body: BuildingFacts.extend({ id: Id, communityId: Id }),
  response: Building,
  errors: ['platform.not_found', 'registry.building_code_taken'],
})

const buildingParams = z.object({ buildingId: Id })

export const editBuilding = route({
  method: 'PUT',
  path: '/registry/buildings/:buildingId',
  summary:
    'Write down what is known of a building; a new code renames its premises and every spelling that finds them.',
  permission: 'registry.premises.edit',
  params: buildingParams,
  body: BuildingFacts.extend({ version: Version }),
  response: Building,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'registry.building_code_taken'],
})

export const deleteBuilding = route({
  method: 'DELETE',
  path: '/registry/buildings/:buildingId',
  summary: 'Remove a building on which nothing hangs.',
  permission: 'registry.premises.edit',
  params: buildingParams,
  query: SeenVersion,
  response: 'none',
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'registry.still_used'],
})

export const createUnit = route({
  method: 'POST',
  path: '/registry/units',
  summary: 'Add a unit to a building.',
  permission: 'registry.premises.edit',
  body: UnitFacts.extend({ id: Id, buildingId: Id }),
  response: Building,
  errors: ['platform.not_found', 'registry.unit_code_taken'],
})

const unitParams = z.object({ unitId: Id })

export const editUnit = route({
  method: 'PUT',
  path: '/registry/units/:unitId',
  summary: 'Write down what is known of a unit; a new code renames its premises and every spelling that finds them.',
  permission: 'registry.premises.edit',
  params: unitParams,
  body: UnitFacts.extend({ version: Version }),
  response: Building,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'registry.unit_code_taken'],
})

export const deleteUnit = route({
  method: 'DELETE',
  path: '/registry/units/:unitId',
  summary: 'Remove a unit on which nothing hangs.',
  permission: 'registry.premises.edit',
  params: unitParams,
  query: SeenVersion,
  response: 'none',
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'registry.still_used'],
})
