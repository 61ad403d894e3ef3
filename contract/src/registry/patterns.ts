import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, DecimalText, Id } from '../values.ts'
import { AreaM2, PlaceCode } from './communities.ts'
import { Orientation, Ownership, PremisesState, PremisesUse } from './premises.ts'

/** Numbers as people write them: `1-3, 5`, `01-04`, `A`. */
const Numbers = z.string().trim().max(200)
const Count = z.int().min(0).max(50).nullable()

/** Rooms of the same kind over buildings, units and floors. */
export const Pattern = z.object({
  communityId: Id,
  buildings: Numbers.min(1).describe('1-3, 5'),
  units: Numbers.describe('1-2; empty: rooms lie in the building itself'),
  floors: Numbers.min(1).describe('2-18; basements as B1 or -1'),
  skipFloors: Numbers.describe('4, 13, 14'),
  rooms: Numbers.min(1).describe('01-04: one column of the building each'),
  code: z
    .string()
    .trim()
    .max(40)
    .regex(/\{room\}/)
    .describe('{floor}{room}; {floor2} pads to two digits'),
  use: PremisesUse,
  state: PremisesState,
  ownership: Ownership.nullable(),
  hasLift: z.boolean(),
  areaFromOn: CivilDate,
  columns: z
    .array(
      z.object({
        room: PlaceCode,
        areaM2: AreaM2.nullable(),
        innerAreaM2: AreaM2.nullable(),
        layoutCode: z.string().trim().max(20).nullable(),
        orientation: Orientation.nullable(),
        rooms: Count,
        halls: Count,
        baths: Count,
      }),
    )
    .max(100)
    .describe('What is the same in one column; columns left out are not known yet'),
})

const Made = z.object({ fresh: z.int(), existing: z.int() })

const errors = [
  'platform.not_found',
  'registry.pattern_wrong',
  'registry.pattern_too_large',
  'registry.area_parts_wrong',
] as const

export const previewPattern = route({
  method: 'POST',
  path: '/registry/premises/pattern/preview',
  summary: 'What a pattern would make; nothing is saved.',
  permission: 'registry.premises.edit',
  body: Pattern,
  response: z.object({
    buildings: Made,
    units: Made,
    premises: Made,
    areaM2: DecimalText.describe('Sum of what would be made'),
    rows: z
      .array(
        z.object({
          label: z.string(),
          floor: z.int(),
          areaM2: DecimalText.nullable(),
          exists: z.boolean().describe('There already: is left as it is'),
        }),
      )
      .describe('The first ones'),
  }),
  errors,
  reads: true,
})

export const createByPattern = route({
  method: 'POST',
  path: '/registry/premises/pattern',
  summary: 'Make the buildings, units and rooms of a pattern; what is there already is left as it is.',
  permission: 'registry.premises.edit',
  body: Pattern,
  response: z.object({ buildings: Made, units: Made, premises: Made }),
  errors,
})
