import { type RawBuilder, sql } from 'kysely'
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
import { type EarlierRun, type LateReading, lateReadings, usageSince } from './late-readings.ts'
import { type PoolShares, readPoolShares } from './propose-usage-pools.ts'
import { ownDays, type Turn, turnDays } from './turn.ts'

/** What charges by readings and shares of a chunk are made of. */
export interface Usage {
  consumed: ReadonlyMap<string, Consumed[]>
  persons: ReadonlyMap<string, Record<MeasureName, MeasureValue[]>>
  /** charges by readings of the homes that began or ended in these years: one follows another within a reading */
  turns: ReadonlyMap<string, StoredTurn[]>
  /** of the rules */
  items: ReadonlyMap<string, string>
  pools: PoolShares
  /** what was run before, where something is read or shared */
  runs: readonly EarlierRun[]
}

/** A charge by readings of a kind of meter; null where its rule names none. */
type StoredTurn = Turn & {
  id: string
  premisesId: string
  itemId: string
  meterKind: string | null
  /** who pays on its first and on its last day, as arranged; null: the owner */
  firstPayers: string | null
  lastPayers: string | null
}

export type UsageRule = Extract<ChargeRule, { kind: 'metered' | 'pool' }>

const PERSONS: MeasureName = 'persons'

interface Scope {
  communityId: string
  period: CivilRange
  rules: ReadonlyMap<string, ChargedRule>
}

/** Whether a rule is charged by readings or shares. */
export function isByUsage(rule: ChargeRule | undefined): rule is UsageRule {
  return rule?.kind === 'metered' || rule?.kind === 'pool'
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
    turns: await readTurns(tx, actor, homes, scope.period),
    items: new Map([...scope.rules].map(([id, { itemId }]) => [id, itemId])),
    pools: await readPoolShares(tx, actor, scope, charges),
    runs: !charges.some(charge => isByUsage(ruleOf(charge))) ? [] : await readEarlierRuns(tx, actor, scope.communityId),
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

async function readTurns(
  tx: Tx,
  actor: Actor,
  premisesIds: string[],
  { from }: CivilRange,
): Promise<Map<string, StoredTurn[]>> {
  if (premisesIds.length === 0) return new Map()
  const since = usageSince(from)
  const { rows } = await sql<StoredTurn>`
    select a.id, a.premises_id as "premisesId", a.starts_on as "startsOn", a.ends_on as "endsOn", r.item_id as "itemId", r.terms ->> 'meterKind' as "meterKind",
      ${payersOn(sql`a.starts_on`)} as "firstPayers", ${payersOn(sql`a.ends_on`)} as "lastPayers"
    from billing.assignment a join billing.rule r on r.tenant_id = a.tenant_id and r.id = a.rule_id and r.kind = 'metered'
    where a.tenant_id = ${tenantOf(actor)} and a.premises_id = any(${premisesIds}::uuid[])
      and (a.starts_on >= ${since}::date or a.ends_on >= ${since}::date)`.execute(billing(tx))
  return Map.groupBy(rows, row => row.premisesId)
}

const payersOn = (day: RawBuilder<unknown>) => sql`(select p.shares::text from billing.payer_arrangement p
  where p.tenant_id = a.tenant_id and p.assignment_id = a.id and p.from_on <= ${day} and (p.to_on is null or p.to_on >= ${day})
  order by p.from_on desc limit 1)`

/** The other charges of the home of the same item by the same meters. */
function othersOf(charge: Charge, rule: MeteredRule, usage: Usage): StoredTurn[] {
  const kind = rule.meterKind ?? null
  const turns = usage.turns.get(charge.premisesId) ?? []
  const isSame = (turn: StoredTurn) =>
    turn.itemId === usage.items.get(charge.ruleId) && (kind === null || (turn.meterKind ?? kind) === kind)
  return turns.filter(turn => turn.id !== charge.id && isSame(turn))
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
  const { from, to } = asked.period
  const isBilled = (billingOn: CivilDate) => billingOn >= from && billingOn <= to
  return {
    lines: lines.filter(line => isBilled(line.billingOn)).flatMap(line => cutPoolLine(line, asked.object.cuts ?? [])),
    exceptions: [...exceptions, ...missing(charge, rule, asked, shared)],
    unknown: !shared.some(pool => isBilled(addDays(pool.to, 1)))
      ? startsOf(charge, rule, asked.period)
      : startsIn(exceptions),
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

/** Whose readings are has been asked before. */
const BEFORE_ALL = '1900-01-01'

/** The readings of a charge, and the costs that it shares, that came after the runs of their months (`late-readings.ts`). */
export function lateReadingsOf(charge: Charge, rule: ChargeRule, usage: Usage, addFrom: CivilDate): LateReading[] {
  if (usage.runs.length === 0 || !isByUsage(rule)) return []
  const ever = { ...charge, startsOn: BEFORE_ALL, endsOn: null }
  if (rule.kind === 'pool') return lateReadings(ever, usage.pools.get(charge.id)?.entered ?? [], usage.runs, addFrom)
  const others = othersOf(charge, rule, usage)
  const readings = readingsOf(ofKind(rule, usage.consumed.get(charge.premisesId) ?? []))
  const own = readings.filter(reading => ownDays(charge, others, reading) !== null)
  return lateReadings(ever, own, usage.runs, addFrom)
}

/** Of each reading the days on which the charge held (`turn.ts`). */
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
  const others = othersOf(charge, rule, usage)
  const ownOf = (reading: CivilRange) => ownDays(charge, others, reading)
  const readings = readingsOf(rows)
    .filter(reading => {
      const billingOn = addDays(reading.to, 1)
      return billingOn >= period.from && billingOn <= period.to && ownOf(reading) !== null
    })
    .map(({ quantity: _, approvedAt: __, bands, ...reading }) => ({
      ...reading,
      ...(hasBands && bands ? { bands } : {}),
      persons: Number(valueOn(persons, reading.to) ?? 0),
    }))
  const payerChanges = [...(object.cuts ?? []), ...turnDays(charge, others)].sort()
  const { lines, exceptions } = computeMeteredLines({
    ...{ rule, premisesId: charge.premisesId, readings, percents: object.percents, payerChanges },
  })
  const isOwn = ({ cycleStart, cycleEnd, segmentStart }: (typeof lines)[number]) => {
    const own = ownOf({ from: cycleStart, to: cycleEnd })
    return own !== null && segmentStart >= own.from && segmentStart <= own.to
  }
  const read = daysRead(rows).filter(reading => ownOf(reading) !== null)
  const cut = cutDays(asked, [...(object.cuts ?? []), ...passedOn(charge, others, usage)], readings, ownOf).map(at => ({
    code: 'payer-cut' as const,
    at,
  }))
  return {
    lines: lines.filter(isOwn),
    exceptions: [...exceptions, ...missing(charge, rule, asked, read), ...cut],
    unknown: readings.length === 0 ? startsOf(charge, rule, period) : startsIn(exceptions),
  }
}

/** The first day of a charge that goes on where one with other payers ended. */
function passedOn({ id, premisesId, startsOn }: Charge, others: readonly StoredTurn[], usage: Usage): CivilDate[] {
  const own = usage.turns.get(premisesId)?.find(turn => turn.id === id)?.firstPayers ?? null
  const before = others.find(({ endsOn }) => endsOn !== null && addDays(endsOn, 1) === startsOn)
  return before === undefined || before.lastPayers === own ? [] : [startsOn]
}

/**
 * The days on which somebody else begins to pay inside a reading that is billed, as nobody read on them: what was used is cut by days (E63), which
 * whoever knows the reading of the day can mend. Told by the charge whose day it is.
 */
function cutDays(
  { period, addFrom = period.from }: Asked,
  changes: readonly CivilDate[],
  readings: readonly CivilRange[],
  ownOf: (reading: CivilRange) => CivilRange | null,
): CivilDate[] {
  const billed = readings.filter(({ to }) => addDays(to, 1) >= addFrom)
  const days = billed.flatMap(({ from, to }) => {
    const own = ownOf({ from, to })
    return changes.filter(day => day > from && day < to && own !== null && day >= own.from && day <= own.to)
  })
  return [...new Set(days)].sort()
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
