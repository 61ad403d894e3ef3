import type { billing as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { dec } from '../../platform/decimals.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { poolsChanged } from '../events.ts'
import { billing } from '../tables.ts'
import type { PoolDetail } from './pool.ts'
import { readPool } from './pool-view.ts'

type Input = RequestOf<typeof contract.addPool>

/**
 * Enters what is to be shared of some days. Errors: platform.not_found (rule, meter, exempt home), platform.already_there,
 * billing.pool_rule_wrong, pool_days_taken, pool_days_wrong, pool_basis_wrong, pool_nothing_used.
 */
export async function addPool(tx: Tx, actor: Actor, input: Input): Promise<PoolDetail> {
  const { id, communityId, ruleId, name, fromOn, toOn, basis, exempt, exemptPremisesIds, note } = input
  requireWholeCommunities(actor)
  if (toOn < fromOn) throw refuse.poolDaysWrong()
  if ((basis === 'usage') !== (input.meterKind !== null)) throw refuse.poolBasisWrong({ basis })
  if ((basis === 'factor') !== input.factors.length > 0) throw refuse.poolBasisWrong({ basis })
  await requirePoolRule(tx, actor, communityId, ruleId)
  await requireHomes(tx, actor, communityId, exemptPremisesIds)
  await requireDaysFree(tx, actor, input)
  const cost = await costOf(tx, actor, input)
  const added = await billing(tx)
    .insertInto('billing.pool')
    .values({
      ...{
        tenantId: tenantOf(actor),
        id,
        communityId,
        ruleId,
        name,
        fromOn,
        toOn,
        basis,
        exempt,
        exemptPremisesIds,
        note,
      },
      ...{ meterKind: input.meterKind, factors: JSON.stringify(input.factors), ...cost },
      ...{ createdBy: actor.id, createdAt: now() },
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) {
    await requireDaysFree(tx, actor, input)
    throw platformRefuse.alreadyThere()
  }
  await publish(tx, poolsChanged, { communityId, ruleId })
  return readPool(tx, actor, { poolId: id })
}

async function requirePoolRule(tx: Tx, actor: Actor, communityId: string, ruleId: string): Promise<void> {
  const rule = await billing(tx)
    .selectFrom('billing.rule')
    .select('kind')
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .where('id', '=', ruleId)
    .executeTakeFirst()
  if (!rule) throw platformRefuse.notFound()
  if (rule.kind !== 'pool') throw refuse.poolRuleWrong()
}

async function requireHomes(tx: Tx, actor: Actor, communityId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from registry.public_premises
    where tenant_id = ${tenantOf(actor)} and community_id = ${communityId} and id = any(${ids}::uuid[])`.execute(
    billing(tx),
  )
  if (rows[0]?.count !== new Set(ids).size) throw platformRefuse.notFound()
}

/** A day of a rule is shared once. One who enters another at the same time is stopped by the unique key. */
async function requireDaysFree(tx: Tx, actor: Actor, { ruleId, fromOn, toOn }: Input): Promise<void> {
  const other = await billing(tx)
    .selectFrom('billing.pool')
    .select(['fromOn', 'toOn'])
    .where('tenantId', '=', tenantOf(actor))
    .where('ruleId', '=', ruleId)
    .where('voidedAt', 'is', null)
    .where('fromOn', '<=', toOn)
    .where('toOn', '>=', fromOn)
    .executeTakeFirst()
  if (other) throw refuse.poolDaysTaken(other)
}

async function costOf(tx: Tx, actor: Actor, input: Input) {
  const { cost } = input
  if (cost.by === 'amount') {
    if (cost.totalFen <= 0n) throw refuse.poolNothingUsed()
    return { totalFen: cost.totalFen, quantity: null, unit: null, unitPrice: null, meterIds: [] }
  }
  const quantity = cost.by === 'quantity' ? cost.quantity : await countedBy(tx, actor, input, cost.meterIds)
  const { unit, unitPrice } = cost
  if (dec(quantity).lte(0) || dec(unitPrice).lte(0)) throw refuse.poolNothingUsed()
  return { totalFen: null, quantity, unit, unitPrice, meterIds: cost.by === 'meters' ? cost.meterIds : [] }
}

/** What meters counted by the readings whose last day lies in the pool's days. */
async function countedBy(tx: Tx, actor: Actor, { communityId, fromOn, toOn }: Input, ids: string[]): Promise<string> {
  const { rows } = await sql<{ quantity: string; known: number }>`
    select coalesce(trim_scale(sum(c.quantity)), 0)::text as quantity,
      (select count(*)::int from metering.public_meter m where m.tenant_id = ${tenantOf(actor)} and m.community_id = ${communityId}
        and m.id = any(${ids}::uuid[])) as known
    from metering.public_consumption c where c.tenant_id = ${tenantOf(actor)} and c.community_id = ${communityId}
      and c.meter_id = any(${ids}::uuid[]) and c.to_on between ${fromOn}::date and ${toOn}::date`.execute(billing(tx))
  if (rows[0]?.known !== new Set(ids).size) throw platformRefuse.notFound()
  return rows[0].quantity
}
