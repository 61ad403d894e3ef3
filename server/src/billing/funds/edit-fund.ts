import type { billing as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../../registry/index.ts'
import { refuse } from '../errors.ts'
import { fundChanged } from '../events.ts'
import { billing } from '../tables.ts'
import { lockFund, requireFundKey } from './ask-fund.ts'
import type { FundKey } from './fund-sums-view.ts'

type Input = RequestOf<typeof contract.editFund>

/**
 * How an account is kept, from the version that was read. Errors: platform.not_found, beyond_scope, changed_meanwhile, billing.fund_key_wrong,
 * percent_wrong, fund_rate_wrong, fund_advanced (the company stops to advance what it has advanced).
 */
export async function editFund(tx: Tx, actor: Actor, input: Input): Promise<{ version: number }> {
  requireWholeCommunities(actor)
  await requireCommunity(tx, actor, input.communityId)
  await requireFundKey(tx, actor, input)
  const percent = Number(input.managementPercent)
  if (!(percent >= 0 && percent <= 100) || (percent > 0 && input.kind !== 'public')) throw refuse.percentWrong()
  checkDeposit(input)
  await lockFund(tx, actor, input)
  const before = await readKept(tx, actor, input)
  if (before.version !== input.version) throw refusePlatform.changedMeanwhile({ version: before.version })
  if (!input.mayAdvance) await requireCovered(tx, actor, input)
  const { communityId, kind, itemId, principal, mayAdvance, managementPercent, depositYuanPerM2, topUpPercent } = input
  const version = input.version + 1
  const kept = { principal, mayAdvance, managementPercent, depositYuanPerM2, topUpPercent }
  const changed = { ...kept, version, changedAt: now() }
  await billing(tx)
    .insertInto('billing.fundAccount')
    .values({ tenantId: tenantOf(actor), id: newId(), communityId, kind, itemId, ...changed })
    .onConflict(conflict => conflict.columns(['tenantId', 'communityId', 'kind', 'itemId']).doUpdateSet(changed))
    .execute()
  const { version: _, ...facts } = before
  recordChanges(tx, facts, kept)
  await publish(tx, fundChanged, { communityId, kind })
  return { version }
}

const RATE = /^\d{1,8}(\.\d{1,2})?$/

/** Errors: billing.percent_wrong, billing.fund_rate_wrong. */
function checkDeposit({ kind, depositYuanPerM2, topUpPercent }: Input): void {
  if (!(Number(topUpPercent) >= 0 && Number(topUpPercent) <= 100)) throw refuse.percentWrong()
  if (depositYuanPerM2 === null) return
  if (kind !== 'fund' || !RATE.test(depositYuanPerM2) || Number(depositYuanPerM2) === 0) throw refuse.fundRateWrong()
}

async function readKept(tx: Tx, actor: Actor, { communityId, kind, itemId }: FundKey) {
  const row = await billing(tx)
    .selectFrom('billing.fundAccount')
    .select(['principal', 'mayAdvance', 'managementPercent', 'depositYuanPerM2', 'topUpPercent', 'version'])
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .where('kind', '=', kind)
    .where(sql<boolean>`item_id is not distinct from ${itemId}::uuid`)
    .executeTakeFirst()
  const none = { principal: '', mayAdvance: false, managementPercent: '0' }
  return row ?? { ...none, depositYuanPerM2: null, topUpPercent: '30', version: 0 }
}

/** Errors: billing.fund_advanced. */
async function requireCovered(tx: Tx, actor: Actor, { communityId, kind, itemId }: FundKey): Promise<void> {
  const { rows } = await sql<{ fen: bigint }>`
    select billing.fund_balance(${tenantOf(actor)}::uuid, ${communityId}::uuid, ${kind}, ${itemId}::uuid, false) as fen`.execute(
    billing(tx),
  )
  const fen = rows[0]?.fen ?? 0n
  if (fen < 0n) throw refuse.fundAdvanced({ shortFen: Number(-fen) })
}
