import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { addDays, type CivilDate, type CivilRange, maxDate, monthOf } from '../../platform/period.ts'
import { readMeasures } from '../measures/premises-measures.ts'
import { type MeasureName, type MeasureValue, valueOn } from '../rules/measure.ts'
import type { ChargedObject, ChargeRule, MeteredRule } from '../rules/rule.ts'
import type { ChargedRule } from '../rules/rule-view.ts'
import { billing } from '../tables.ts'
import type { Charge } from './charged-objects.ts'
import type { ProposedException, ProposedLine } from './compute-lines.ts'
import { computeMeteredLines } from './compute-metered-lines.ts'
import { cutPoolLine } from './compute-pool-lines.ts'
import { type Consumed, daysRead, readingsOf } from './consumption.ts'
import { cyclesBilledIn, cyclesWithout } from './cycle.ts'
import type { LineExplanation } from './explanation.ts'
import { type EarlierRun, type LateReading, lateReadings } from './late-readings.ts'
import { type PoolShares, readPoolShares } from './propose-usage-pools.ts'

/** What charges by readings and shares of a chunk are made of. */
export interface Usage {
  consumed: ReadonlyMap<string, Consumed[]>
  persons: ReadonlyMap<string, Record<MeasureName, MeasureValue[]>>
  pools: PoolShares
  /** what was run before, where something is metered */
  runs: readonly EarlierRun[]
}

export type UsageRule = Extract<ChargeRule, { kind: 'metered' | 'pool' }>

const PERSONS: MeasureName = 'persons'

interface Scope {
  communityId: string
  period: CivilRange
  rules: ReadonlyMap<string, ChargedRule>
}

/** Whether a rule is charged by readings or shares. */
export function isByUsage(rule: ChargeRule): rule is UsageRule {
  return rule.kind === 'metered' || rule.kind === 'pool'
}

/** What the homes of these charges used, by the meters that the rules name, and the shares of the pools of the period; in sets. */
export async function readUsage(tx: Tx, actor: Actor, scope: Scope, charges: readonly Charge[]): Promise<Usage> {
  const ruleOf = (charge: Charge) => scope.rules.get(charge.ruleId)?.rule
  const metered = charges.filter(charge => ruleOf(charge)?.kind === 'metered')
  const homes = [...new Set(metered.map(charge => charge.premisesId))]
  const withPersons = metered.some(charge => {
    const rule = ruleOf(charge)
    return rule?.kind === 'metered' && rule.tierTerms?.persons
  })
  return {
    consumed: await readConsumed(tx, actor, homes, scope.period),
    persons: withPersons ? await readMeasures(tx, actor, homes, [PERSONS]) : new Map(),
    pools: await readPoolShares(tx, actor, scope, charges),
    runs: metered.length === 0 ? [] : await readEarlierRuns(tx, actor, scope.communityId),
  }
}

/** From the first of January of the year before on: a step of the year goes on where the readings before stopped. */
async function readConsumed(
  tx: Tx,
  actor: Actor,
  premisesIds: string[],
  { from, to }: CivilRange,
): Promise<Map<string, Consumed[]>> {
  if (premisesIds.length === 0) return new Map()
  const since = usageSince(from)
  const { rows } = await sql<Consumed>`
    select c.premises_id as "premisesId", c.meter_id as "meterId", c.meter_code as "meterCode", c.kind, c.from_on as "fromOn", c.to_on as "toOn",
      trim_scale(c.previous)::text as previous, trim_scale(c.current)::text as current, trim_scale(c.multiplier)::text as multiplier, c.digits,
      c.rolled_over as "rolledOver", trim_scale(c.billed_before)::text as "billedBefore", trim_scale(c.quantity)::text as quantity,
      c.used_bands as "usedBands", c.estimated, c.source = 'final' as "isFinal", c.replaces_id as "replacesId", c.approved_at as "approvedAt",
      exists (select from metering.public_meter n where n.tenant_id = c.tenant_id and n.replaces_id = c.meter_id) as "isReplaced"
    from metering.public_consumption c
    where c.tenant_id = ${tenantOf(actor)} and c.premises_id = any(${premisesIds}::uuid[]) and c.level = 'household'
      and c.to_on >= ${since} and c.to_on < ${to}
    order by c.to_on, c.meter_id`.execute(billing(tx))
  return Map.groupBy(rows, row => row.premisesId)
}

/** How far back readings of a period are looked at: a step of the year goes on where the readings before stopped. */
export function usageSince(from: CivilDate): CivilDate {
  return `${Number(from.slice(0, 4)) - 1}-01-01`
}

/** The runs of a community that were worked through. */
async function readEarlierRuns(tx: Tx, actor: Actor, communityId: string): Promise<EarlierRun[]> {
  return billing(tx)
    .selectFrom('billing.billRun')
    .select(['fromMonth', 'toMonth', 'ruleIds', 'premisesId', 'startedAt'])
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .where('state', 'in', ['generated', 'issuing', 'issued'])
    .execute()
}

type Proposed = {
  lines: ProposedLine<LineExplanation>[]
  exceptions: Pick<ProposedException, 'code' | 'at'>[]
  /** first days of the cycles of which nothing is known */
  unknown: CivilDate[]
}

/**
 * The days of a run, and the first of those whose cycles get bills: earlier ones are only looked at again. And of the charge its discounts (a
 * share of a cost has none, or the shares would not add up to it) and the days on which its payer changes.
 */
type Asked = { period: CivilRange; addFrom?: CivilDate; object: Pick<ChargedObject, 'percents' | 'cuts'> }

/**
 * The lines of a charge by readings or shares that are billed in the period: the day after a reading, or after the days of a pool. Each cycle
 * that gets bills and has none is an exception, however many others were read.
 */
export function usageLines(charge: Charge, rule: UsageRule, asked: Asked, usage: Usage): Proposed {
  return rule.kind === 'pool' ? poolLines(charge, rule, asked, usage) : meteredLines(charge, rule, asked, usage)
}

function poolLines(charge: Charge, rule: UsageRule, asked: Asked, { pools }: Usage): Proposed {
  const { lines, exceptions, shared } = pools.get(charge.id) ?? { lines: [], exceptions: [], shared: [] }
  return {
    lines: lines.flatMap(line => cutPoolLine(line, asked.object.cuts ?? [])),
    exceptions: [...exceptions, ...missing(charge, rule, asked, shared)],
    unknown: shared.length === 0 ? startsOf(charge, rule, asked.period) : startsIn(exceptions),
  }
}

const startsIn = (exceptions: readonly { cycleStart: CivilDate }[]) => exceptions.map(({ cycleStart }) => cycleStart)

const startsOf = (charge: Charge, rule: UsageRule, period: CivilRange) =>
  cyclesBilledIn(rule, charge, period).map(({ start }) => start)

/** Of the cycles that get bills, each without a reading or a share, by its (last) month. */
function missing(
  charge: Charge,
  rule: UsageRule,
  { period, addFrom = period.from }: Omit<Asked, 'object'>,
  found: readonly CivilRange[],
): Proposed['exceptions'] {
  const billed = { from: maxDate(period.from, addFrom), to: period.to }
  return cyclesWithout(rule, charge, billed, found).map(({ end }) => ({ code: 'no-reading', at: monthOf(end) }))
}

/** The readings of a charge that came after the runs of their months (`late-readings.ts`). */
export function lateReadingsOf(charge: Charge, rule: ChargeRule, usage: Usage, addFrom: CivilDate): LateReading[] {
  if (rule.kind !== 'metered' || usage.runs.length === 0) return []
  return lateReadings(
    charge,
    readingsOf(ofKind(rule, usage.consumed.get(charge.premisesId) ?? [])),
    usage.runs,
    addFrom,
  )
}

/** A reading belongs to the charge that holds on its last day. */
function meteredLines(charge: Charge, rule: MeteredRule, asked: Asked, usage: Usage): Proposed {
  const { period, object } = asked
  const consumed = usage.consumed.get(charge.premisesId) ?? []
  if (isAmbiguous(rule, consumed)) {
    const unknown = startsOf(charge, rule, period)
    return { lines: [], exceptions: unknown.map(() => ({ code: 'ambiguous-meter' })), unknown }
  }
  const rows = ofKind(rule, consumed)
  const persons = usage.persons.get(charge.premisesId)?.[PERSONS] ?? []
  const hasBands = rule.versions.some(version => version.bands?.length)
  const holds = (to: CivilDate) => to >= charge.startsOn && (charge.endsOn === null || to <= charge.endsOn)
  const readings = readingsOf(rows)
    .filter(({ to }) => {
      const billingOn = addDays(to, 1)
      return holds(to) && billingOn >= period.from && billingOn <= period.to
    })
    .map(({ quantity: _, approvedAt: __, bands, ...reading }) => ({
      ...reading,
      ...(hasBands && bands ? { bands } : {}),
      persons: Number(valueOn(persons, reading.to) ?? 0),
    }))
  const { lines, exceptions } = computeMeteredLines({
    ...{ rule, premisesId: charge.premisesId, readings, percents: object.percents, payerChanges: object.cuts },
  })
  const read = daysRead(rows).filter(({ to }) => holds(to))
  return {
    lines,
    exceptions: [...exceptions, ...missing(charge, rule, asked, read)],
    unknown: readings.length === 0 ? startsOf(charge, rule, period) : startsIn(exceptions),
  }
}

/** The rule's meters; a rule that names no kind reads the only kind there is. */
function ofKind(rule: MeteredRule, rows: readonly Consumed[]): readonly Consumed[] {
  if (rule.meterKind) return rows.filter(row => row.kind === rule.meterKind)
  return isAmbiguous(rule, rows) ? [] : rows
}

/** A rule that names no kind cannot tell the meters of a home apart. */
function isAmbiguous(rule: MeteredRule, rows: readonly Consumed[]): boolean {
  return !rule.meterKind && new Set(rows.map(row => row.kind)).size > 1
}
