import type { payments as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { payments } from '../tables.ts'
import type { Till } from './own-till.ts'
import type { TillCash } from './till.ts'

type MyTill = ResponseOf<typeof contract.readMyTill>

export type MethodSum = MyTill['methods'][number]
export type ReceiptSums = MyTill['receipts']
export type Movement = MyTill['movements'][number]

/** More are not taken back between two closes of a drawer. */
const MOST_REVERSED = 500

/**
 * What a drawer holds as a day begins: what the last close left, and what came and went on days after it that are still to be closed. Before
 * the first close that is all the cash its cashier ever took in the community, as long as it is not banked.
 */
export async function readCarried(tx: Tx, actor: Actor, till: Till, day: string): Promise<bigint> {
  const of = sql`tenant_id = ${tenantOf(actor)}::uuid and till_id = ${till.id}::uuid and day > l.day and day < ${day}::date`
  const { rows } = await sql<{ fen: bigint }>`
    with last as (
      select day, counted_fen from payments.day_close
        where tenant_id = ${tenantOf(actor)}::uuid and till_id = ${till.id}::uuid and day < ${day}::date
      union all select '-infinity'::date, 0 order by day desc limit 1)
    select (l.counted_fen
      + coalesce((select sum(amount_fen) from payments.payment where tenant_id = ${tenantOf(actor)}::uuid
          and community_id = ${till.communityId}::uuid and cashier_id = ${till.cashierId}::uuid and method = 'cash'
          and paid_on > l.day and paid_on < ${day}::date), 0)
      + coalesce((select sum(case when kind in ('in', 'taken') then amount_fen else -amount_fen end) from payments.cash_movement where ${of}), 0)
      + coalesce((select sum(issued_fen + difference_fen) from payments.till_shift where ${of}), 0)
      - coalesce((select sum(amount_fen) from payments.bank_deposit where ${of}), 0))::bigint as fen
    from last l`.execute(payments(tx))
  return rows[0]?.fen ?? 0n
}

/** What moved the cash of a drawer on a day. Without a shift the day begins with what was carried. */
export async function readTillCash(tx: Tx, actor: Actor, till: Till, day: string): Promise<TillCash> {
  const { rows } = await sql<TillCash & { shifts: number }>`
    select s.shifts, s.float_fen, p.taken_fen, m.in_fen, m.refunded_fen, m.out_fen, b.banked_fen
    from (select count(*)::int as shifts, coalesce(sum(float_fen), 0)::bigint as float_fen from payments.till_shift
        where tenant_id = ${tenantOf(actor)}::uuid and till_id = ${till.id}::uuid and day = ${day}::date) s,
      (select coalesce(sum(amount_fen), 0)::bigint as taken_fen from payments.payment
        where tenant_id = ${tenantOf(actor)}::uuid and community_id = ${till.communityId}::uuid
          and cashier_id = ${till.cashierId}::uuid and paid_on = ${day}::date and method = 'cash') p,
      (select coalesce(sum(amount_fen) filter (where kind in ('in', 'taken')), 0)::bigint as in_fen,
          coalesce(sum(amount_fen) filter (where kind = 'refunded'), 0)::bigint as refunded_fen,
          coalesce(sum(amount_fen) filter (where kind in ('out', 'handed')), 0)::bigint as out_fen
        from payments.cash_movement
        where tenant_id = ${tenantOf(actor)}::uuid and till_id = ${till.id}::uuid and day = ${day}::date) m,
      (select coalesce(sum(amount_fen), 0)::bigint as banked_fen from payments.bank_deposit
        where tenant_id = ${tenantOf(actor)}::uuid and till_id = ${till.id}::uuid and day = ${day}::date) b`.execute(
    payments(tx),
  )
  const [row] = rows
  if (!row) throw new Error('Sums are always one row.')
  const { shifts, ...cash } = row
  return shifts > 0 ? cash : { ...cash, floatFen: await readCarried(tx, actor, till, day) }
}

/**
 * What a cashier took in a community on a day, by method, and what of it went back: reversals of what they took that day whoever asked, else reversals and
 * refunds that they asked for, as the cash of these leaves their drawer. What was approved after a close stands on the next sheet
 * (as `readReversed`). What the bank took by mandate is nobody's.
 */
export async function readMethods(tx: Tx, actor: Actor, till: Till, day: string): Promise<MethodSum[]> {
  const within = (on: string, at: string) =>
    sql`${sql.raw(on)} <= ${day}::date and (${sql.raw(on)} > coalesce(l.day, ${day}::date - 1) or ${sql.raw(at)} > l.closed_at)`
  const here = (alias: string) =>
    sql`${sql.raw(alias)}.tenant_id = ${tenantOf(actor)}::uuid and ${sql.raw(alias)}.community_id = ${till.communityId}::uuid
      and ${sql.raw(alias)}.method <> 'direct-debit'`
  const { rows } = await sql<MethodSum>`
    with l as (select max(d.day) as day, max(d.closed_at) as closed_at from payments.day_close d
      where d.tenant_id = ${tenantOf(actor)}::uuid and d.till_id = ${till.id}::uuid and d.day < ${day}::date
    ), moved as (
      select p.method, p.amount_fen as taken, 0::bigint as returned from payments.payment p
      where ${here('p')} and p.cashier_id = ${till.cashierId}::uuid and p.paid_on = ${day}::date
      union all
      select f.method, 0, f.amount_fen from l, payments.payment_reversal f
        join payments.payment p on p.tenant_id = f.tenant_id and p.id = f.payment_id
      where ${here('f')} and ${within('f.reversed_on', 'f.reversed_at')}
        and case when p.paid_on = f.reversed_on then p.cashier_id else f.asked_by end = ${till.cashierId}::uuid
      union all
      select f.method, 0, f.amount_fen from l, payments.refund f
      where ${here('f')} and ${within('f.refunded_on', 'f.refunded_at')} and f.asked_by = ${till.cashierId}::uuid
    )
    select method, count(*) filter (where taken > 0)::int as count, sum(taken)::bigint as amount_fen,
      count(*) filter (where returned > 0)::int as returned_count, sum(returned)::bigint as returned_fen,
      sum(taken - returned)::bigint as net_fen
    from moved group by method order by method`.execute(payments(tx))
  return rows
}

/** The receipts of those payments, and those of closed days that an approved reversal voided since. */
export async function readReceiptSums(tx: Tx, actor: Actor, till: Till, day: string): Promise<ReceiptSums> {
  const { rows } = await sql<Omit<ReceiptSums, 'reversed'>>`
    select count(*)::int as count, count(v.receipt_id)::int as voided,
      (array_agg(r.number order by r.issued_at, r.sequence))[1] as first,
      (array_agg(r.number order by r.issued_at desc, r.sequence desc))[1] as last
    from payments.payment p
    join payments.receipt r on r.tenant_id = p.tenant_id and r.payment_id = p.id
    left join payments.receipt_void v on v.tenant_id = r.tenant_id and v.receipt_id = r.id
    where p.tenant_id = ${tenantOf(actor)}::uuid and p.community_id = ${till.communityId}::uuid
      and p.cashier_id = ${till.cashierId}::uuid and p.paid_on = ${day}::date and p.method <> 'direct-debit'`.execute(
    payments(tx),
  )
  const [sums = { count: 0, voided: 0, first: null, last: null }] = rows
  return { ...sums, reversed: await readReversed(tx, actor, till, day) }
}

/**
 * What was taken back of closed days on the cashier's demand, up to a day, and stands on no sheet before: what is approved after the evening's close
 * stands on the next one.
 */
async function readReversed(tx: Tx, actor: Actor, till: Till, day: string): Promise<ReceiptSums['reversed']> {
  const { rows } = await sql<ReceiptSums['reversed'][number]>`
    select coalesce(r.number, '') as number, p.paid_on, f.method, f.amount_fen
    from payments.payment_reversal f
    join payments.payment p on p.tenant_id = f.tenant_id and p.id = f.payment_id
    join payments.day_close c on c.tenant_id = p.tenant_id and c.community_id = p.community_id and c.cashier_id = p.cashier_id
      and c.day = p.paid_on and c.closed_at <= f.reversed_at
    left join lateral (select d.day, d.closed_at from payments.day_close d
      where d.tenant_id = f.tenant_id and d.till_id = ${till.id}::uuid and d.day < ${day}::date order by d.day desc limit 1) l on true
    left join lateral (select x.number from payments.receipt x where x.tenant_id = p.tenant_id and x.payment_id = p.id
      order by x.issued_at desc, x.sequence desc limit 1) r on true
    where f.tenant_id = ${tenantOf(actor)}::uuid and f.community_id = ${till.communityId}::uuid and f.asked_by = ${till.cashierId}::uuid
      and f.reversed_on <= ${day}::date and (f.reversed_on > coalesce(l.day, ${day}::date - 1) or f.reversed_at > l.closed_at)
    order by f.reversed_at, f.id limit ${MOST_REVERSED}`.execute(payments(tx))
  return rows
}

/** What went into and out of a drawer on a day without being a payment, the latest first. */
export async function readMovements(tx: Tx, actor: Actor, tillId: string, day: string): Promise<Movement[]> {
  const moved = payments(tx)
    .selectFrom('payments.cashMovement')
    .select(['id', 'kind', 'amountFen', 'reason as words', 'at'])
    .where('tenantId', '=', tenantOf(actor))
    .where('tillId', '=', tillId)
    .where('day', '=', day)
  const banked = payments(tx)
    .selectFrom('payments.bankDeposit')
    .select([
      'id',
      sql<string>`'banked'`.as('kind'),
      'amountFen',
      sql<string>`bank || ' ' || slip_number`.as('words'),
      'at',
    ])
    .where('tenantId', '=', tenantOf(actor))
    .where('tillId', '=', tillId)
    .where('day', '=', day)
  const rows = await moved.unionAll(banked).orderBy('at', 'desc').orderBy('id', 'desc').execute()
  return rows.map(row => ({ ...row, kind: row.kind as Movement['kind'] }))
}
