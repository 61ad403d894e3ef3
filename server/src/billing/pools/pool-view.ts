import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { dec, decimalText } from '../../platform/decimals.ts'
import { refuse } from '../../platform/errors.ts'
import { countUpTo, keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { roundToFen } from '../rules/rounding.ts'
import { billing } from '../tables.ts'
import type { FloorFactor, PoolDetail, PoolRow } from './pool.ts'
import { readShares } from './pool-shares-view.ts'

type Filters = Omit<RequestOf<typeof contract.listPools>, 'limit' | 'cursor' | 'sort'>

const SORTS = {
  fromOn: { by: sql`p.from_on`, type: 'date' },
  createdAt: { by: sql`p.created_at`, type: 'timestamptz' },
} as const
const NEWEST_FIRST = '-fromOn'

/** Shared costs, newest days first. */
export async function listPools(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listPools>,
): Promise<ResponseOf<typeof contract.listPools>> {
  const asked = { ...input, sort: input.sort ?? NEWEST_FIRST }
  const keys = keyset(asked, sql<string>`p.id`, SORTS, NEWEST_FIRST)
  const found = matching(tx, actor, input)
  const rows = await pageRows(withColumns(found), keys, input)
  const total = await countUpTo(billing(tx), found.select('p.id'))
  const page = pageOfRows(asked, rows, total, NEWEST_FIRST)
  return { ...page, items: page.items.map(shown) }
}

/** The bills of a pool that are not void. */
const BILLS = sql<number>`(select count(*)::int from billing.bill b where b.tenant_id = p.tenant_id and b.rule_id = p.rule_id
  and b.cycle_start = p.from_on and b.state <> 'void' and b.kind = 'charge')`

function matching(tx: Tx, actor: Actor, { communityId, ruleId, state, text }: Filters) {
  const part = `%${likeText((text ?? '').trim())}%`
  return billing(tx)
    .selectFrom('billing.pool as p')
    .innerJoin('billing.rule as r', join => join.onRef('r.tenantId', '=', 'p.tenantId').onRef('r.id', '=', 'p.ruleId'))
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'p.tenantId').onRef('c.id', '=', 'p.communityId'),
    )
    .where('p.tenantId', '=', tenantOf(actor))
    .$if(communityId !== undefined, query => query.where('p.communityId', '=', communityId ?? ''))
    .$if(ruleId !== undefined, query => query.where('p.ruleId', '=', ruleId ?? ''))
    .$if(state === 'void', query => query.where('p.voidedAt', 'is not', null))
    .$if(state === 'open', query => query.where('p.voidedAt', 'is', null).where(BILLS, '=', 0))
    .$if(state === 'billed', query => query.where('p.voidedAt', 'is', null).where(BILLS, '>', 0))
    .$if(Boolean(text?.trim()), query => query.where(sql<SqlBool>`(p.name ilike ${part} or r.name ilike ${part})`))
}

function withColumns(found: ReturnType<typeof matching>) {
  return found
    .select([
      'p.id',
      'p.communityId',
      'c.name as communityName',
      'p.ruleId',
      'r.name as ruleName',
      'p.name',
      'p.fromOn',
    ])
    .select(['p.toOn', 'p.totalFen', 'p.unit', 'p.basis', 'p.exempt', 'p.note', 'p.voidedAt', 'p.voidReason'])
    .select(['p.createdAt', 'p.version', 'p.meterKind', 'p.factors', 'p.meterIds', 'p.exemptPremisesIds'])
    .select([
      sql<string | null>`trim_scale(p.quantity)::text`.as('quantity'),
      sql<string | null>`trim_scale(p.unit_price)::text`.as('unitPrice'),
      sql<
        string | null
      >`(select s.name from identity.public_staff s where s.tenant_id = p.tenant_id and s.id = p.created_by)`.as(
        'createdBy',
      ),
      BILLS.as('billCount'),
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof withColumns>['execute']>>[number]

function shown(row: Row): PoolRow {
  const { quantity, unitPrice } = row
  const totalFen = row.totalFen ?? roundToFen(dec(quantity ?? '0').times(dec(unitPrice ?? '0')))
  return { ...row, basis: row.basis as PoolRow['basis'], exempt: row.exempt as PoolRow['exempt'], totalFen }
}

/** A shared cost: what it is, who bears how much of it in all. Errors: platform.not_found. */
export async function readPool(tx: Tx, actor: Actor, { poolId }: { poolId: string }): Promise<PoolDetail> {
  const row = await withColumns(matching(tx, actor, {}))
    .where('p.id', '=', poolId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  const { members, companyFen, problem, exempt } = await readShares(tx, actor, poolId)
  const sharing = members.filter(member => row.exempt === 'company-bears' || !exempt.has(member.premisesId))
  const weights = sharing.flatMap(({ weight }) => (weight === null ? [] : [weight]))
  return {
    ...shown(row),
    ...{ meterKind: row.meterKind as PoolDetail['meterKind'], factors: row.factors as unknown as FloorFactor[] },
    meters: await metersOf(tx, actor, row.meterIds),
    memberCount: members.length,
    companyFen,
    problem: problem && { code: problem.code, at: problem.at ?? '' },
    wholeWeight: weights.length < sharing.length ? null : sumOfWeights(weights),
    exemptCount: members.filter(member => exempt.has(member.premisesId)).length,
  }
}

function sumOfWeights(weights: readonly string[]): string {
  return decimalText(weights.reduce((sum, weight) => sum.plus(dec(weight)), dec('0')))
}

async function metersOf(tx: Tx, actor: Actor, ids: string[]): Promise<PoolDetail['meters']> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string; code: string }>`select id, code from metering.public_meter
    where tenant_id = ${tenantOf(actor)} and id = any(${ids}::uuid[]) order by code`.execute(billing(tx))
  return rows
}
