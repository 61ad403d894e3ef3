import type { payments as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { requireCommunity } from '../../registry/index.ts'
import { shiftNeeded } from '../settings.ts'
import { payments } from '../tables.ts'
import { handOversOf } from './hand-over-view.ts'
import { findTill, type Till } from './own-till.ts'
import { dueOf } from './till.ts'
import { readCarried, readMethods, readMovements, readReceiptSums, readTillCash } from './till-day-view.ts'

type MyTill = ResponseOf<typeof contract.readMyTill>

/** The actor's own drawer in a community, today or on an earlier day that is to be closed. A cashier who never had one has an empty one. Errors: platform.not_found. */
export async function readMyTill(tx: Tx, actor: Actor, input: { communityId: string; day?: string }): Promise<MyTill> {
  const day = input.day ?? today()
  const colleagues = await readColleagues(tx, actor, input.communityId)
  const found = await findTill(tx, actor, input.communityId, accountOf(actor))
  const cashierId = accountOf(actor)
  // What was taken before the first shift counts, too.
  const till = found ?? {
    id: cashierId,
    communityId: input.communityId,
    cashierId,
    cashierName: actor.name,
    createdAt: now(),
  }
  const cash = await readTillCash(tx, actor, till, day)
  const handOvers = await handOversOf(tx, actor, input.communityId, cashierId)
  return {
    day,
    closed: await isClosed(tx, actor, till.id, day),
    shift: await readOpenShift(tx, actor, till.id),
    carriedFen: await readCarried(tx, actor, till, day),
    sums: { ...cash, dueFen: dueOf(cash) },
    methods: await readMethods(tx, actor, till, day),
    receipts: await readReceiptSums(tx, actor, till, day),
    movements: await readMovements(tx, actor, till.id, day),
    incoming: handOvers.incoming,
    outgoing: handOvers.outgoing,
    unclosedDay: found ? await findUnclosedDay(tx, actor, found, day) : null,
    colleagues,
    shiftNeeded: await readSetting(tx, shiftNeeded, { communityId: input.communityId }),
  }
}

/** Whether a drawer's day is closed. */
export async function isClosed(tx: Tx, actor: Actor, tillId: string, day: string): Promise<boolean> {
  const row = await payments(tx)
    .selectFrom('payments.dayClose')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('tillId', '=', tillId)
    .where('day', '=', day)
    .executeTakeFirst()
  return row !== undefined
}

const SHIFT_COLUMNS = [
  ...(['id', 'day', 'openedAt', 'floatFen', 'issuedFen', 'differenceFen', 'floatReason'] as const),
  ...(['endedAt', 'dueFen', 'countedFen'] as const),
] as const

/** The open shift of a drawer, or null. */
export async function readOpenShift(tx: Tx, actor: Actor, tillId: string): Promise<MyTill['shift']> {
  const row = await payments(tx)
    .selectFrom('payments.tillShift')
    .select(SHIFT_COLUMNS)
    .where('tenantId', '=', tenantOf(actor))
    .where('tillId', '=', tillId)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** The shifts that a drawer opened on a day. */
export async function readShifts(
  tx: Tx,
  actor: Actor,
  tillId: string,
  day: string,
): Promise<NonNullable<MyTill['shift']>[]> {
  return payments(tx)
    .selectFrom('payments.tillShift')
    .select(SHIFT_COLUMNS)
    .where('tenantId', '=', tenantOf(actor))
    .where('tillId', '=', tillId)
    .where('day', '=', day)
    .orderBy('openedAt')
    .execute()
}

/**
 * The earliest day before `before` that is still to be closed: with a shift, cash or payments, after the last close. Days before the drawer's
 * first shift are not closed one by one: the first close counts all that was taken since the last slip of the bank.
 */
export async function findUnclosedDay(tx: Tx, actor: Actor, till: Till, before: string): Promise<string | null> {
  const { rows } = await sql<{ day: string | null }>`
    select min(d.day) as day from (
      select day from payments.till_shift where tenant_id = ${tenantOf(actor)}::uuid and till_id = ${till.id}::uuid
      union all select day from payments.cash_movement where tenant_id = ${tenantOf(actor)}::uuid and till_id = ${till.id}::uuid
      union all select day from payments.bank_deposit where tenant_id = ${tenantOf(actor)}::uuid and till_id = ${till.id}::uuid
      union all select paid_on from payments.payment where tenant_id = ${tenantOf(actor)}::uuid
        and community_id = ${till.communityId}::uuid and cashier_id = ${till.cashierId}::uuid and paid_on < ${before}::date) d
    where d.day < ${before}::date and d.day >= (select min(s.day) from (
        select day from payments.till_shift where tenant_id = ${tenantOf(actor)}::uuid and till_id = ${till.id}::uuid
        union all select day from payments.day_close where tenant_id = ${tenantOf(actor)}::uuid and till_id = ${till.id}::uuid) s)
      and d.day > coalesce((select max(c.day) from payments.day_close c
      where c.tenant_id = ${tenantOf(actor)}::uuid and c.till_id = ${till.id}::uuid), '-infinity')`.execute(
    payments(tx),
  )
  return rows[0]?.day ?? null
}

/** Who else may take money in a community. Errors: platform.not_found. */
async function readColleagues(tx: Tx, actor: Actor, communityId: string): Promise<MyTill['colleagues']> {
  await requireCommunity(tx, actor, communityId)
  return payments(tx)
    .selectFrom('identity.publicStaff')
    .select(['id', 'name'])
    .where('tenantId', '=', tenantOf(actor))
    .where('state', '=', 'active')
    .where('id', '<>', accountOf(actor))
    .where(sql<boolean>`'payments.collect' = any (permissions)`)
    .where(sql<boolean>`(community_ids is null or ${communityId}::uuid = any (community_ids))`)
    .orderBy('name')
    .orderBy('id')
    .limit(200)
    .execute()
}
