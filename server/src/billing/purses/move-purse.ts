import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { personNow } from '../bills/person-now.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { sendPurseOn } from './carry-purses.ts'

export type MovementKind =
  | 'top-up'
  | 'offset'
  | 'refund'
  | 'transfer-out'
  | 'transfer-in'
  | 'credit'
  | 'opening'
  | 'reversal'

export interface PurseKey {
  communityId: string
  premisesId: string
  /** Whose money; null: of whoever lives there. */
  holderPersonId: string | null
  /** What it is kept for; null: anything. */
  itemIds: readonly string[] | null
}

/**
 * The purse of a household and holder, for some items or for all; made when there is none. One under a record that was merged into the
 * holder's is the holder's. Answers its id.
 */
export async function openPurse(tx: Tx, actor: Actor, key: PurseKey): Promise<string> {
  const tenantId = tenantOf(actor)
  const itemIds = key.itemIds === null ? null : [...new Set(key.itemIds)].sort()
  const holder = sql`${key.holderPersonId}::uuid`
  const ofHolder = billing(tx)
    .selectFrom('billing.purse')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('premisesId', '=', key.premisesId)
    .where(sql<boolean>`item_ids is not distinct from ${itemIds}::uuid[]`)
    .where(sql<boolean>`${personNow(actor, sql`holder_person_id`)} is not distinct from ${personNow(actor, holder)}`)
    .orderBy(sql`holder_person_id is not distinct from ${holder}`, 'desc')
    .orderBy('id')
    .limit(1)
  const known = await ofHolder.executeTakeFirst()
  if (known) return known.id
  await billing(tx)
    .insertInto('billing.purse')
    .values({ tenantId, id: newId(), ...key, itemIds, createdAt: now() })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return (await ofHolder.executeTakeFirstOrThrow()).id
}

export interface Movement {
  purseId: string
  kind: MovementKind
  /** The fact: `payments.payment`, `billing.bill`, `payments.refund`, …, with its id. */
  sourceKind: string
  sourceId: string
  /** Positive comes in, negative goes out. */
  amountFen: bigint
  movedOn: string
}

export interface Moved extends PurseKey {
  movementId: string
  purseId: string
  balanceFen: bigint
}

/**
 * Moves a purse and writes its line, under the lock of its row; the movement is the fact that a ledger entry or a
 * settlement names. Posting it is the caller's part (2204 of the premises that are answered). The same fact twice, an offset excepted, is refused
 * by the database. What comes in at premises that are no more goes on from there by itself.
 * Errors: platform.not_found, billing.purse_too_small.
 */
export async function movePurse(tx: Tx, actor: Actor, movement: Movement): Promise<Moved> {
  const { isEnded, ...purse } = await lockPurse(tx, actor, movement.purseId)
  const balanceFen = purse.balanceFen + movement.amountFen
  if (balanceFen < 0n) throw refuse.purseTooSmall({ balanceFen: Number(purse.balanceFen) })
  const tenantId = tenantOf(actor)
  await billing(tx)
    .updateTable('billing.purse')
    .set({ balanceFen })
    .where('tenantId', '=', tenantId)
    .where('id', '=', movement.purseId)
    .execute()
  const movementId = newId()
  const { communityId, premisesId } = purse
  await billing(tx)
    .insertInto('billing.purseMovement')
    .values({
      ...{ tenantId, id: movementId, communityId, premisesId, ...movement },
      ...{ balanceAfterFen: balanceFen, at: now(), actorName: actor.name },
    })
    .execute()
  if (movement.amountFen > 0n && isEnded) await sendPurseOn(tx, actor, movement.purseId, premisesId)
  return { ...purse, movementId, purseId: movement.purseId, balanceFen }
}

/** A purse under its lock, and whether its premises are no more. Errors: platform.not_found. */
export async function lockPurse(
  tx: Tx,
  actor: Actor,
  purseId: string,
): Promise<PurseKey & { balanceFen: bigint; isEnded: boolean }> {
  const purse = await billing(tx)
    .selectFrom('billing.purse')
    .select(['communityId', 'premisesId', 'holderPersonId', 'itemIds', 'balanceFen'])
    .select(
      sql<boolean>`exists (select from registry.public_premises p where p.tenant_id = purse.tenant_id
        and p.id = purse.premises_id and p.ended_on is not null)`.as('isEnded'),
    )
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', purseId)
    .forUpdate()
    .executeTakeFirst()
  if (!purse) throw refusePlatform.notFound()
  return purse
}

/**
 * The purses of households that hold something, locked, in the order of their ids; `holdersNow` is whose they are today: of one without a
 * holder the owners of the premises, nobody where those are unknown.
 */
export async function lockPurses(
  tx: Tx,
  actor: Actor,
  premisesIds: readonly string[],
): Promise<(PurseKey & { id: string; balanceFen: bigint; holdersNow: string[] })[]> {
  return billing(tx)
    .selectFrom('billing.purse')
    .select(['id', 'communityId', 'premisesId', 'holderPersonId', 'itemIds', 'balanceFen'])
    .select(holdersNow(actor, 'purse').as('holdersNow'))
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', sql<string>`any(${premisesIds}::uuid[])`)
    .where('balanceFen', '>', 0n)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** Whose money a purse is today, for a query of `billing.purse` under a name. */
export function holdersNow(actor: Actor, purse: string): RawBuilder<string[]> {
  const of = (column: string) => sql.ref(`${purse}.${column}`)
  return sql<
    string[]
  >`case when ${of('holder_person_id')} is not null then array[${personNow(actor, of('holder_person_id'))}]
    else array(select distinct ${personNow(actor, sql`o.person_id`)} from registry.public_occupancy o
      where o.tenant_id = ${of('tenant_id')} and o.premises_id = ${of('premises_id')} and o.kind = 'owner'
        and o.from_on <= ${today()}::date and (o.to_on is null or o.to_on >= ${today()}::date)) end`
}
