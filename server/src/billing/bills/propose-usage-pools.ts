import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { addDays, type CivilRange } from '../../platform/period.ts'
import { readQuantities } from '../assignments/quantity-view.ts'
import { type DayWeight, type FloorFactor, factorOf, weightOfDays, weightsOver } from '../pools/pool.ts'
import type { PoolRule } from '../rules/rule.ts'
import type { ChargedRule } from '../rules/rule-view.ts'
import { billing } from '../tables.ts'
import type { Charge } from './charged-objects.ts'
import type { ProposedException, ProposedLine } from './compute-lines.ts'
import { computePoolLines, type Pool } from './compute-pool-lines.ts'
import type { PoolExplanation } from './explanation.ts'
import { usageSince } from './late-readings.ts'

/**
 * Of an assignment: its lines of the pools that were read, why there is none, the days of the pools, and of those that it has a share of when
 * they were entered.
 */
export interface PoolShare {
  lines: ProposedLine<PoolExplanation>[]
  exceptions: Pick<ProposedException, 'code' | 'at' | 'cycleStart'>[]
  shared: CivilRange[]
  entered: (CivilRange & { approvedAt: Date })[]
}

/** By assignment. */
export type PoolShares = ReadonlyMap<string, PoolShare>

interface StoredPool {
  id: string
  ruleId: string
  name: string
  fromOn: string
  toOn: string
  totalFen: bigint | null
  quantity: string | null
  unit: string | null
  unitPrice: string | null
  basis: Pool['basis']
  meterKind: string | null
  factors: FloorFactor[]
  exempt: Pool['exempt']
  exemptPremisesIds: string[]
  createdAt: Date
}

/** A home that shares, and by how much; the weight is null where it is not known. `byDays` says what it is made of, where quantities changed within the days. */
export interface Member {
  assignmentId: string
  premisesId: string
  label: string
  weight: string | null
  byDays?: DayWeight[]
}

interface Scope {
  communityId: string
  period: CivilRange
  rules: ReadonlyMap<string, ChargedRule>
}

/**
 * The shares of pools that are billed in the period, on the day after their last, and of those of the year before that no run of their month could
 * know, until one has (`late-readings.ts`). A pool is always shared among all of its members,
 * whichever of them were asked for, or the parts would not add up (R6).
 */
export async function readPoolShares(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  charges: readonly Charge[],
): Promise<PoolShares> {
  const found = new Map<string, PoolShare>()
  const ruleIds = [...new Set(charges.map(charge => charge.ruleId))].filter(
    id => scope.rules.get(id)?.rule.kind === 'pool',
  )
  if (ruleIds.length === 0) return found
  const asked = new Set(charges.map(charge => charge.id))
  for (const pool of await readPools(tx, actor, ruleIds, scope.period)) {
    const rule = scope.rules.get(pool.ruleId)?.rule
    if (rule?.kind !== 'pool') continue
    const members = await readMembers(tx, actor, pool, triedOn(charges, pool))
    const shared = sharesOf(rule, pool, members)
    for (const { assignmentId, premisesId } of members.filter(member => asked.has(member.assignmentId))) {
      const known = found.get(assignmentId) ?? { lines: [], exceptions: [], shared: [], entered: [] }
      known.shared.push({ from: pool.fromOn, to: pool.toOn })
      const line = shared.lines.get(premisesId)
      if (line) known.lines.push(line)
      if (line) known.entered.push({ from: pool.fromOn, to: pool.toOn, approvedAt: pool.createdAt })
      if (shared.problem) known.exceptions.push({ ...shared.problem, cycleStart: pool.fromOn })
      found.set(assignmentId, known)
    }
  }
  return found
}

/** Homes on which the rule of a pool is only tried. */
function triedOn(charges: readonly Charge[], { ruleId }: StoredPool): Charge[] {
  return charges.filter(charge => charge.isTried && charge.ruleId === ruleId)
}

/** The lines of a pool by home, what the company bears, or why it cannot be shared. Pure. */
export function sharesOf(rule: PoolRule, stored: StoredPool, members: readonly Member[]) {
  const none = { lines: new Map<string, ProposedLine<PoolExplanation>>(), companyFen: 0n }
  const unknown = members.find(member => member.weight === null)
  if (unknown) {
    const code = stored.basis === 'area' ? ('no-area' as const) : ('no-measure' as const)
    return { ...none, problem: { code, at: unknown.label } }
  }
  const exempt = new Set(stored.exemptPremisesIds)
  const result = computePoolLines(rule, {
    ...{ name: stored.name, from: stored.fromOn, to: stored.toOn, cost: costOf(stored), basis: stored.basis },
    exempt: stored.exempt,
    members: members.map(({ premisesId, weight, byDays }) => ({
      ...{ premisesId, weight: weight ?? '', isExempt: exempt.has(premisesId) },
      ...(byDays ? { byDays } : {}),
    })),
  })
  if ('problem' in result) {
    const { code } = result.problem
    return { ...none, problem: { code: code === 'weight-wrong' ? ('no-measure' as const) : code, at: stored.name } }
  }
  const lines = new Map(result.shares.map(({ premisesId, line }) => [premisesId, line]))
  return { lines, companyFen: result.companyFen, problem: null }
}

function costOf({ totalFen, quantity, unit, unitPrice }: StoredPool): Pool['cost'] {
  if (totalFen !== null) return { totalFen }
  return { quantity: quantity ?? '0', unit: unit ?? '', unitPrice: unitPrice ?? '0' }
}

const COLUMNS = sql`p.id, p.rule_id as "ruleId", p.name, p.from_on as "fromOn", p.to_on as "toOn", p.total_fen as "totalFen",
  trim_scale(p.quantity)::text as quantity, p.unit, trim_scale(p.unit_price)::text as "unitPrice", p.basis, p.meter_kind as "meterKind",
  p.factors, p.exempt, p.exempt_premises_ids as "exemptPremisesIds", p.created_at as "createdAt"`

async function readPools(tx: Tx, actor: Actor, ruleIds: string[], { from, to }: CivilRange): Promise<StoredPool[]> {
  const { rows } = await sql<StoredPool>`select ${COLUMNS} from billing.pool p
    where p.tenant_id = ${tenantOf(actor)} and p.rule_id = any(${ruleIds}::uuid[]) and p.voided_at is null
      and (p.to_on >= ${addDays(from, -1)} or p.to_on >= ${usageSince(from)}::date and ${isLate}) and p.to_on < ${to}
    order by p.from_on, p.id`.execute(billing(tx))
  return rows
}

/** A run of the rule in the whole community, that was worked through. */
const runOf = (when: RawBuilder<unknown>) => sql`exists (select from billing.bill_run r
  where r.tenant_id = p.tenant_id and r.community_id = p.community_id and r.state in ('generated', 'issuing', 'issued')
    and r.premises_id is null and (r.rule_ids is null or p.rule_id = any(r.rule_ids))
    and r.to_month >= to_char(p.to_on + 1, 'YYYY-MM') and ${when})`

/** Entered after a run of its month, and before any later one. */
const isLate = sql`${runOf(sql`r.from_month <= to_char(p.to_on + 1, 'YYYY-MM') and r.started_at < p.created_at`)}
  and not ${runOf(sql`r.started_at > p.created_at`)}`

/** A pool as it is shared, by its id; undefined when there is none. */
export async function readStoredPool(tx: Tx, actor: Actor, poolId: string): Promise<StoredPool | undefined> {
  const { rows } = await sql<StoredPool>`select ${COLUMNS} from billing.pool p
    where p.tenant_id = ${tenantOf(actor)} and p.id = ${poolId}`.execute(billing(tx))
  return rows[0]
}

/** The homes that have the rule on the last day of the pool, and those on which it is tried, by how much they share: read at once. */
export async function readMembers(
  tx: Tx,
  actor: Actor,
  pool: StoredPool,
  guests: readonly Charge[] = [],
): Promise<Member[]> {
  const { rows } = await sql<StoredMember>`
    select a.id as "assignmentId", a.premises_id as "premisesId", p.label, p.floor, a.starts_on as "startsOn", ${weightOf(pool)} as weight
    from (select a.tenant_id, a.id, a.rule_id, a.premises_id, a.starts_on, a.ends_on, a.quantity from billing.assignment a
        where a.premises_id <> all(${guests.map(guest => guest.premisesId)}::uuid[])
      union all select ${tenantOf(actor)}::uuid, g.id, ${pool.ruleId}::uuid, g.premises_id, ${pool.fromOn}::date, null, g.quantity
      from unnest(${guests.map(guest => guest.id)}::uuid[], ${guests.map(guest => guest.premisesId)}::uuid[],
        ${guests.map(guest => guest.quantity)}::numeric[]) as g(id, premises_id, quantity)) a
    join registry.public_premises p on p.tenant_id = a.tenant_id and p.id = a.premises_id
    where a.tenant_id = ${tenantOf(actor)} and a.rule_id = ${pool.ruleId} and a.starts_on <= ${pool.toOn}
      and (a.ends_on is null or a.ends_on >= ${pool.toOn}) and (p.ended_on is null or p.ended_on >= ${pool.toOn})
    order by a.premises_id`.execute(billing(tx))
  if (pool.basis === 'custom') return overDays(tx, actor, pool, rows)
  return rows.map(({ floor, startsOn: _, weight, ...member }) => ({
    ...member,
    weight: pool.basis === 'factor' ? factorOf(floor, pool.factors) : weight,
  }))
}

type StoredMember = Omit<Member, 'byDays'> & { floor: number | null; startsOn: string }

/** By quantities as they were over the days: where one of them changed, all are counted by the day, so that they can be compared. */
async function overDays(tx: Tx, actor: Actor, pool: StoredPool, rows: readonly StoredMember[]): Promise<Member[]> {
  const known = await readQuantities(
    tx,
    actor,
    rows.map(row => row.assignmentId),
  )
  const members = rows.map(({ floor: _, startsOn, weight: quantity, ...member }) => {
    const versions = known.get(member.assignmentId) ?? []
    return { member, days: weightsOver({ from: pool.fromOn, to: pool.toOn }, { startsOn, quantity, versions }) }
  })
  const isCut = members.some(({ days }) => (days?.length ?? 0) > 1)
  return members.map(({ member, days }) => {
    if (!days) return { ...member, weight: null }
    if (isCut) return { ...member, weight: weightOfDays(days), byDays: days }
    return { ...member, weight: days[0]?.quantity ?? null }
  })
}

function weightOf(pool: StoredPool) {
  switch (pool.basis) {
    case 'area':
      return sql`(select trim_scale(r.area_m2)::text from registry.public_premises_area r where r.tenant_id = a.tenant_id
        and r.premises_id = a.premises_id and r.from_on <= ${pool.toOn} order by r.from_on desc limit 1)`
    case 'usage':
      return sql`(select coalesce(trim_scale(sum(greatest(c.quantity, 0))), 0)::text from metering.public_consumption c
        where c.tenant_id = a.tenant_id and c.premises_id = a.premises_id and c.level = 'household' and c.kind = ${pool.meterKind}
          and c.to_on between ${pool.fromOn}::date and ${pool.toOn}::date)`
    case 'custom':
      return sql`trim_scale(a.quantity)::text`
    default:
      return sql`'1'::text`
  }
}
