import type { SheetKind } from '../workbook/mapping.ts'
import { BUILDINGS_UNITS } from './buildings-units.ts'
import { CHARGE_RULES } from './charge-rules.ts'
import { FORMER_BILLS } from './former-bills.ts'
import { HOMES } from './homes.ts'
import type { KindDefinition } from './kind.ts'
import { LEASES } from './leases.ts'
import { METERS } from './meters.ts'
import { OPENING_DEBTS } from './opening-debts.ts'
import { OPENING_DEPOSITS } from './opening-deposits.ts'
import { OPENING_PURSES } from './opening-purses.ts'
import { OWNERS } from './owners.ts'
import { PAST_PAYMENTS } from './past-payments.ts'
import { PEOPLE } from './people.ts'
import { PREMISES } from './premises.ts'
import { OPENING_READINGS, READINGS } from './readings.ts'
import { SPACES } from './spaces.ts'
import { STAFF } from './staff.ts'
import { VEHICLES } from './vehicles.ts'

/** All kinds of sheets, in the order in which they refer to each other. */
export const KINDS: readonly KindDefinition[] = [
  BUILDINGS_UNITS,
  OWNERS,
  CHARGE_RULES,
  PREMISES,
  SPACES,
  HOMES,
  PEOPLE,
  VEHICLES,
  LEASES,
  METERS,
  READINGS,
  STAFF,
  OPENING_DEBTS,
  OPENING_PURSES,
  OPENING_DEPOSITS,
  OPENING_READINGS,
  PAST_PAYMENTS,
  FORMER_BILLS,
]

export function kindDefinition(kind: SheetKind): KindDefinition | undefined {
  return KINDS.find(definition => definition.kind === kind)
}
