import { sql } from 'kysely'
import { openDay, postEntries } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { ensureItems } from '../rules/ensure-rules.ts'
import { billing } from '../tables.ts'

/** Money that was prepaid in a former system; `id` becomes the movement's. One per household and item at once. */
export interface OpeningPurse {
  id: string
  premisesId: string
  /** What it is kept for; null: anything. */
  itemName: string | null
  amountFen: bigint
}

/**
 * Takes over prepaid money: a movement `opening` of the household's purse each, debit 4103, credit 2204 on the day of the
 * cut-over. Purses are made when missing. Set-based.
 */
export async function openPurses(
  tx: Tx,
  actor: Actor,
  { communityId, asOfOn }: { communityId: string; asOfOn: string },
  purses: readonly OpeningPurse[],
): Promise<void> {
  if (purses.length === 0) return
  const names = purses.flatMap(purse => purse.itemName ?? [])
  const itemIds = names.length > 0 ? await ensureItems(tx, actor, names) : new Map<string, string>()
  const tenantId = tenantOf(actor)
  const postedOn = await openDay(tx, actor, communityId, asOfOn)
  const places = purses.map(purse => purse.premisesId)
  const items = purses.map(purse => (purse.itemName === null ? null : (itemIds.get(purse.itemName) ?? '')))
  const opened = sql`unnest(${purses.map(purse => purse.id)}::uuid[], ${places}::uuid[], ${items}::uuid[],
    ${purses.map(purse => purse.amountFen)}::bigint[]) as o(id, premises_id, item_id, fen)`
  const same = sql`p.tenant_id = ${tenantId}::uuid and p.premises_id = o.premises_id and p.holder_person_id is null and p.succession_id is null
    and p.item_ids is not distinct from case when o.item_id is null then null else array[o.item_id] end`
  await sql`
    insert into billing.purse (tenant_id, id, community_id, premises_id, item_ids, created_at)
    select ${tenantId}::uuid, n.id, ${communityId}::uuid, n.premises_id, case when n.item_id is null then null else array[n.item_id] end,
      ${now()}::timestamptz
    from unnest(${purses.map(() => newId())}::uuid[], ${places}::uuid[], ${items}::uuid[]) as n(id, premises_id, item_id)
    on conflict do nothing`.execute(billing(tx))
  await sql`select p.id from billing.purse p join ${opened} on ${same} order by p.id for update of p`.execute(
    billing(tx),
  )
  await sql`update billing.purse p set balance_fen = p.balance_fen + o.fen from ${opened} where ${same}`.execute(
    billing(tx),
  )
  await sql`
    insert into billing.purse_movement (tenant_id, id, community_id, premises_id, purse_id, kind, source_kind, source_id, amount_fen,
      balance_after_fen, moved_on, at, actor_name)
    select ${tenantId}::uuid, o.id, ${communityId}::uuid, o.premises_id, p.id, 'opening', 'billing.opening', o.id, o.fen, p.balance_fen,
      ${postedOn}::date, ${now()}::timestamptz, ${actor.name}
    from ${opened} join billing.purse p on ${same}`.execute(billing(tx))
  await postEntries(
    tx,
    actor,
    purses.map(purse => ({
      ...{ id: newId(), communityId, postedOn, sourceKind: 'billing.purse-opened', sourceId: purse.id },
      memo: `期初预存${purse.itemName === null ? '' : `（${purse.itemName}）`}`,
      postings: [
        { accountCode: '4103', amountFen: purse.amountFen },
        { accountCode: '2204', premisesId: purse.premisesId, amountFen: -purse.amountFen },
      ],
    })),
  )
}
