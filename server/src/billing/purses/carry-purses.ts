import { type RawBuilder, sql } from 'kysely'
import { openDay, postEntries } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { rooms, type SuccessionFacts } from '../../registry/index.ts'
import { billing } from '../tables.ts'
import { homeAfter } from './home-after.ts'

interface Moving {
  id: string
  communityId: string
  fromId: string
  toId: string | null
  holderPersonId: string | null
  balanceFen: bigint
}

/** By what movements and entries name a merge or split. */
const CARRIED = 'registry.succession'
const RETURNED = 'registry.succession-undone'

/**
 * Prepaid money follows its holder into the premises that they own or else live in, the largest first; money of whoever lives there goes where
 * belongings go. The purse itself moves with its history, two movements and the entry `billing.purse-moved` (2204 of the old premises to
 * 2204 of the new ones). Money of somebody who has nothing to do with the new premises stays: it is given back from the old ones.
 */
export async function carryPurses(tx: Tx, actor: Actor, succession: SuccessionFacts): Promise<void> {
  await carry(tx, actor, succession, sql`p.premises_id = any(${succession.premisesIds}::uuid[])`)
}

/**
 * Money that came to premises that are no more (a correction of an old bill, a payment taken back) follows to those after them, and so on to
 * those that are there today: what it came with, it goes back with.
 */
export async function sendPurseOn(tx: Tx, actor: Actor, purseId: string, premisesId: string): Promise<void> {
  let before = [premisesId]
  while (before.length > 0) {
    const after: string[] = []
    for (const succession of await rooms.successionsOf(tx, actor, before))
      after.push(...(await carry(tx, actor, succession, sql`p.id = ${purseId}::uuid`)))
    before = after
  }
}

/** Answers where purses went. */
async function carry(tx: Tx, actor: Actor, succession: SuccessionFacts, which: RawBuilder<unknown>): Promise<string[]> {
  const { rows } = await sql<Moving>`
    select p.id, p.community_id, p.premises_id as from_id, p.holder_person_id, p.balance_fen,
      case when p.holder_person_id is null then ${succession.carryToId}::uuid
        else ${homeAfter(actor, succession, sql`p.holder_person_id`)} end as to_id
    from billing.purse p
    where p.tenant_id = ${tenantOf(actor)}::uuid and ${which} and p.balance_fen > 0
    order by p.id for update of p`.execute(billing(tx))
  await movePurses(tx, actor, rows, { kind: CARRIED, id: succession.id })
  return rows.flatMap(({ toId }) => toId ?? [])
}

/**
 * What is in the purses that came along goes back with them; what was paid from them or given back meanwhile hangs on the new premises, and they
 * are not taken back at all.
 */
export async function takePursesBack(tx: Tx, actor: Actor, successionId: string): Promise<void> {
  const { rows } = await sql<Moving>`
    select p.id, p.community_id, p.premises_id as from_id, m.premises_id as to_id, p.holder_person_id, p.balance_fen
    from billing.purse_movement m join billing.purse p on p.tenant_id = m.tenant_id and p.id = m.purse_id
    where m.tenant_id = ${tenantOf(actor)}::uuid and m.source_kind = ${CARRIED} and m.source_id = ${successionId}::uuid
      and m.kind = 'transfer-out' and p.succession_id = m.source_id
    order by p.id for update of p`.execute(billing(tx))
  await movePurses(tx, actor, rows, { kind: RETURNED, id: successionId })
}

async function movePurses(
  tx: Tx,
  actor: Actor,
  purses: readonly Moving[],
  source: { kind: typeof CARRIED | typeof RETURNED; id: string },
): Promise<void> {
  const moving = purses.flatMap(({ toId, ...purse }) =>
    toId === null ? [] : [{ ...purse, toId, movementId: newId() }],
  )
  const [first] = moving
  if (!first) return
  const movedOn = await openDay(tx, actor, first.communityId, today())
  await sql`
    update billing.purse p set premises_id = n.to_id, succession_id = ${successionOf(actor, source)}
    from unnest(${moving.map(one => one.id)}::uuid[], ${moving.map(one => one.toId)}::uuid[]) as n(id, to_id)
    where p.tenant_id = ${tenantOf(actor)}::uuid and p.id = n.id`.execute(billing(tx))
  const filled = moving.filter(one => one.balanceFen > 0n)
  const told = { movedOn, sourceKind: source.kind, sourceId: source.id, at: now(), actorName: actor.name }
  const movements = filled.flatMap(({ id, communityId, fromId, toId, balanceFen, movementId }) => [
    {
      ...{ id: movementId, communityId, premisesId: fromId, purseId: id, kind: 'transfer-out' },
      ...{ amountFen: -balanceFen, balanceAfterFen: 0n },
    },
    {
      ...{ id: newId(), communityId, premisesId: toId, purseId: id, kind: 'transfer-in' },
      ...{ amountFen: balanceFen, balanceAfterFen: balanceFen },
    },
  ])
  if (movements.length === 0) return
  await billing(tx)
    .insertInto('billing.purseMovement')
    .values(movements.map(movement => ({ tenantId: tenantOf(actor), ...movement, ...told })))
    .execute()
  await postEntries(
    tx,
    actor,
    filled.map(({ communityId, fromId, toId, holderPersonId, balanceFen, movementId }) => ({
      ...{ id: newId(), communityId, postedOn: movedOn, sourceKind: 'billing.purse-moved', sourceId: movementId },
      memo: source.kind === CARRIED ? '预存随房产合并拆分转移' : '撤销合并拆分，预存转回',
      postings: [
        { accountCode: '2204', premisesId: fromId, partyId: holderPersonId, amountFen: balanceFen },
        { accountCode: '2204', premisesId: toId, partyId: holderPersonId, amountFen: -balanceFen },
      ],
    })),
  )
}

/** The merge or split that a purse last came along with; taken back, the one before it, so that that can be taken back, too. */
function successionOf(actor: Actor, source: { kind: string; id: string }): RawBuilder<string> {
  if (source.kind === CARRIED) return sql`${source.id}::uuid`
  return sql`coalesce((select b.source_id from billing.purse_movement b
    where b.tenant_id = ${tenantOf(actor)}::uuid and b.purse_id = n.id and b.kind = 'transfer-in' and b.source_kind = ${CARRIED}
      and b.premises_id = n.to_id order by b.serial desc limit 1), p.succession_id)`
}
