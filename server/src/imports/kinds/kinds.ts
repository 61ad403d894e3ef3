import type { SheetKind } from '../workbook/mapping.ts'
import { BUILDINGS_UNITS } from './buildings-units.ts'
import { CHARGE_RULES } from './charge-rules.ts'
import type { KindDefinition } from './kind.ts'
import { OWNERS } from './owners.ts'
import { PEOPLE } from './people.ts'
import { PREMISES } from './premises.ts'
import { SPACES } from './spaces.ts'
import { VEHICLES } from './vehicles.ts'

/** All kinds of sheets, in the order in which they refer to each other. */
export const KINDS: readonly KindDefinition[] = [
  BUILDINGS_UNITS,
  OWNERS,
  CHARGE_RULES,
  PREMISES,
  SPACES,
  PEOPLE,
  VEHICLES,
]

export function kindDefinition(kind: SheetKind): KindDefinition | undefined {
  return KINDS.find(definition => definition.kind === kind)
}
