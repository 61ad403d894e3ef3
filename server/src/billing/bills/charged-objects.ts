import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { dec } from '../../platform/decimals.ts'
import { anchoredMonthStart, type CivilDate, type CivilRange } from '../../platform/period.ts'
import type { Arrangement, PayerShare } from '../assignments/payers.ts'
import { type QuantityVersion, readQuantities } from '../assignments/quantity-view.ts'
import { type GrantedSpans, readGrantedSpans } from '../discounts/discount-view.ts'
import { readFieldValues } from '../measures/field-view.ts'
import { readMeasures } from '../measures/premises-measures.ts'
import { readUsageValues } from '../measures/usage-view.ts'
import type { MeasureName, MeasureValue } from '../rules/measure.ts'
import type { ChargedObject } from '../rules/rule.ts'
import type { ChargedRule } from '../rules/rule-view.ts'
import { billing } from '../tables.ts'
import { measuresNeeded } from './month.ts'
import type { Owner } from './payer.ts'

/** An assignment as bills are made of it. */
export interface Charge {
  id: string
  ruleId: string
  premisesId: string
  startsOn: string
  endsOn: string | null
  quantity: string | null
  label: string
  floor: number | null
  createdAt: Date
  /** no assignment: somebody tries the rule on the home */
  isTried?: boolean
}

/** What charges of a chunk are measured by, and who pays them; read in sets, each only where some rule needs it. */
export interface Objects {
  areas: ReadonlyMap<string, ChargedObject['areas']>
  measures: ReadonlyMap<string, Record<MeasureName, MeasureValue[]>>
  discounts: ReadonlyMap<string, GrantedSpans[]>
  owners: ReadonlyMap<string, Owner[]>
  tenants: ReadonlyMap<string, Owner[]>
  arrangements: ReadonlyMap<string, Arrangement[]>
  quantities: ReadonlyMap<string, QuantityVersion[]>
  people: ReadonlyMap<string, string>
}

/** Everything that the charges need, in at most eleven statements. */
export async function readObjects(
  tx: Tx,
  actor: Actor,
  scope: { rules: ReadonlyMap<string, ChargedRule>; period: CivilRange },
  charges: readonly Charge[],
): Promise<Objects> {
  const premisesIds = [...new Set(charges.map(charge => charge.premisesId))]
  const rules = [...new Set(charges.map(charge => charge.ruleId))].flatMap(id => scope.rules.get(id)?.rule ?? [])
  const names = new Set(rules.flatMap(measuresNeeded))
  const arrangements = await readArrangements(
    tx,
    actor,
    charges.map(charge => charge.id),
  )
  const shares = [...arrangements.values()].flat().flatMap(({ shares: all }) => all)
  return {
    areas: names.has('area') ? await readAreas(tx, actor, premisesIds) : new Map(),
    measures: await readValues(
      tx,
      actor,
      premisesIds,
      [...names].filter(name => name !== 'area'),
      scope.period.from,
    ),
    discounts: await readGrantedSpans(
      tx,
      actor,
      premisesIds,
      rules.map(rule => rule.id),
    ),
    owners: await readHolders(tx, actor, premisesIds, 'owner'),
    tenants: shares.some(share => share.kind === 'tenant')
      ? await readHolders(tx, actor, premisesIds, 'tenant')
      : new Map(),
    arrangements,
    quantities: names.has('quantity')
      ? await readQuantities(
          tx,
          actor,
          charges.map(charge => charge.id),
        )
      : new Map(),
    people: await readPeople(
      tx,
      actor,
      shares.flatMap(share => share.personId ?? []),
    ),
  }
}

const ALWAYS = '1900-01-01'

/** The object of one charge: what is kept of the premises, what is known of them anyway, the discounts that reach it, and when its payer changes. */
export function objectOf(charge: Charge, data: Objects, payerChanges: readonly CivilDate[]): ChargedObject {
  const kept = data.measures.get(charge.premisesId) ?? {}
  const known = (value: string): MeasureValue[] => [{ effectiveFrom: ALWAYS, value }]
  const measures: Record<MeasureName, MeasureValue[]> = {
    households: known('1'),
    spaces: known('1'),
    ...(charge.floor === null ? {} : { floor: known(String(charge.floor)) }),
    ...kept,
    ...quantityOf(charge, data.quantities.get(charge.id) ?? []),
  }
  const discounts = data.discounts.get(charge.premisesId) ?? []
  return {
    premisesId: charge.premisesId,
    areas: data.areas.get(charge.premisesId) ?? [],
    measures,
    percents: discounts.flatMap(({ ruleIds, spans }) => (ruleIds.has(charge.ruleId) ? spans : [])),
    cuts: payerChanges,
    // None of what is counted is nothing owed; a quantity that was given is more than none.
    noneIsFree: true,
  }
}

/** No cycle is longer: what was used is looked at so many months before the days that are billed. */
const LONGEST_CYCLE_MONTHS = 36

/** The values of premises by name: what is kept with its days, what the company's own fields say, and what was used. */
async function readValues(
  tx: Tx,
  actor: Actor,
  premisesIds: string[],
  names: MeasureName[],
  from: CivilDate,
): Promise<Map<string, Record<MeasureName, MeasureValue[]>>> {
  const since = anchoredMonthStart(from, -LONGEST_CYCLE_MONTHS)
  const fields = await readFieldValues(tx, actor, premisesIds, names)
  const used = await readUsageValues(tx, actor, premisesIds, names, since)
  const kept = await readMeasures(tx, actor, premisesIds, names)
  if (fields.size === 0 && used.size === 0) return kept
  const homes = new Set([...fields.keys(), ...used.keys(), ...kept.keys()])
  return new Map([...homes].map(id => [id, { ...fields.get(id), ...used.get(id), ...kept.get(id) }]))
}

/** How many over time; what says the same as before is no change. */
function quantityOf({ quantity }: Charge, versions: readonly QuantityVersion[]): { quantity?: MeasureValue[] } {
  const values: MeasureValue[] = quantity === null ? [] : [{ effectiveFrom: ALWAYS, value: quantity }]
  for (const { fromOn, quantity: value } of versions) {
    const last = values.at(-1)
    if (!last || !dec(last.value).eq(dec(value))) values.push({ effectiveFrom: fromOn, value })
  }
  return values.length === 0 ? {} : { quantity: values }
}

async function readAreas(tx: Tx, actor: Actor, premisesIds: string[]) {
  const rows = await billing(tx)
    .selectFrom('registry.publicPremisesArea')
    .select(['premisesId', 'fromOn as effectiveFrom', 'areaM2'])
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', sql<string>`any(${premisesIds}::uuid[])`)
    .execute()
  return grouped(rows)
}

async function readHolders(
  tx: Tx,
  actor: Actor,
  premisesIds: string[],
  kind: 'owner' | 'tenant',
): Promise<Map<string, Owner[]>> {
  const rows = await billing(tx)
    .selectFrom('registry.publicOccupancy as o')
    .innerJoin('registry.publicPerson as n', join =>
      join.onRef('n.tenantId', '=', 'o.tenantId').onRef('n.id', '=', 'o.personId'),
    )
    .select(['o.premisesId', 'o.id as occupancyId', 'o.personId', 'n.name', 'o.fromOn', 'o.toOn'])
    .where('o.tenantId', '=', tenantOf(actor))
    .where('o.premisesId', '=', sql<string>`any(${premisesIds}::uuid[])`)
    .where('o.kind', '=', kind)
    .execute()
  return grouped(rows)
}

async function readArrangements(tx: Tx, actor: Actor, ids: readonly string[]): Promise<Map<string, Arrangement[]>> {
  const rows = await billing(tx)
    .selectFrom('billing.payerArrangement')
    .select(['assignmentId', 'fromOn', 'toOn', 'shares'])
    .where('tenantId', '=', tenantOf(actor))
    .where('assignmentId', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  const found = new Map<string, Arrangement[]>()
  for (const { assignmentId, shares, ...days } of rows) {
    found.set(assignmentId, [...(found.get(assignmentId) ?? []), { ...days, shares: shares as PayerShare[] }])
  }
  return found
}

async function readPeople(tx: Tx, actor: Actor, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await billing(tx)
    .selectFrom('registry.publicPerson')
    .select(['id', 'name'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', sql<string>`any(${[...new Set(ids)]}::uuid[])`)
    .execute()
  return new Map(rows.map(row => [row.id, row.name]))
}

function grouped<R extends { premisesId: string }>(rows: R[]): Map<string, R[]> {
  const groups = new Map<string, R[]>()
  for (const row of rows) {
    const group = groups.get(row.premisesId)
    if (group) group.push(row)
    else groups.set(row.premisesId, [row])
  }
  return groups
}
