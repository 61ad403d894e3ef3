import { sql } from 'kysely'
import { openDay, postEntries } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { personNow } from '../bills/person-now.ts'
import { ensureItems } from '../rules/ensure-rules.ts'
import { billing } from '../tables.ts'

/** Money that was prepaid in a former system; `id` becomes the movement's. One per household and item at once. */
export interface OpeningPurse {
  id: string
  premisesId: string
  /** What it is kept for; null: anything. */
  itemName: string | null
  amountFen: bigint
  /** Whose money the former system said it is. */
  holderName: string | null
}

/**
 * Takes over prepaid money: a movement `opening` of the household's purse each, debit 4103, credit 2204 on the day of the
 * cut-over. It is of whom it names, where that is somebody of the home, else of who owned the home on that day: whoever buys it later has no
 * part in it (E63). Purses are made when missing. Set-based.
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
  const holders = await holdersOf(tx, actor, asOfOn, purses)
  const opened = sql`unnest(${purses.map(purse => purse.id)}::uuid[], ${places}::uuid[], ${items}::uuid[],
    ${purses.map(purse => purse.amountFen)}::bigint[], ${holders}::uuid[]) as o(id, premises_id, item_id, fen, holder_id)`
  const same = sql`p.tenant_id = ${tenantId}::uuid and p.premises_id = o.premises_id and p.succession_id is null and not p.named_later
    and p.holder_person_id is not distinct from o.holder_id
    and p.item_ids is not distinct from case when o.item_id is null then null else array[o.item_id] end`
  await sql`
    insert into billing.purse (tenant_id, id, community_id, premises_id, holder_person_id, item_ids, created_at)
    select ${tenantId}::uuid, n.id, ${communityId}::uuid, n.premises_id, n.holder_id, case when n.item_id is null then null else array[n.item_id] end,
      ${now()}::timestamptz
    from unnest(${purses.map(() => newId())}::uuid[], ${places}::uuid[], ${items}::uuid[], ${holders}::uuid[]) as n(id, premises_id, item_id, holder_id)
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
    purses.map((purse, index) => ({
      ...{ id: newId(), communityId, postedOn, sourceKind: 'billing.purse-opened', sourceId: purse.id },
      memo: `期初预存${purse.itemName === null ? '' : `（${purse.itemName}）`}`,
      postings: [
        { accountCode: '4103', amountFen: purse.amountFen },
        {
          accountCode: '2204',
          premisesId: purse.premisesId,
          partyId: holders[index] ?? null,
          amountFen: -purse.amountFen,
        },
      ],
    })),
  )
}

/** Whose the money of each is, in their order; null where nobody is known. Of several of one name whoever was there on the day, owners first. */
async function holdersOf(
  tx: Tx,
  actor: Actor,
  on: string,
  purses: readonly OpeningPurse[],
): Promise<(string | null)[]> {
  const { rows } = await sql<{ holderId: string | null }>`
    select h.person_id as holder_id
    from unnest(${purses.map(purse => purse.premisesId)}::uuid[], ${purses.map(purse => purse.holderName)}::text[])
      with ordinality as o(premises_id, holder_name, place)
    left join lateral (
      select ${personNow(actor, sql`y.person_id`)} as person_id from registry.public_occupancy y
      join registry.public_person n on n.tenant_id = y.tenant_id and n.id = y.person_id
      cross join lateral (select n.name = o.holder_name is true as is_named,
        y.from_on <= ${on}::date and (y.to_on is null or y.to_on >= ${on}::date) as was_there) w
      where y.tenant_id = ${tenantOf(actor)}::uuid and y.premises_id = o.premises_id and (w.is_named or (y.kind = 'owner' and w.was_there))
      order by w.is_named desc, w.was_there desc, y.kind <> 'owner', y.from_on, y.id limit 1) h on true
    order by o.place`.execute(billing(tx))
  return rows.map(row => row.holderId)
}
