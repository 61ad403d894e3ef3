import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { addDays } from '../../platform/period.ts'
import { payments } from '../tables.ts'
import type { OurMoney } from './matching.ts'

/** Whose money: of a community, by a channel or by nobody knows which. */
export interface OfChannel {
  communityId: string
  channelId: string
}

/** A value, or the column that a statement around this one holds it in. */
type OrColumn<T> = T | RawBuilder<T>

/**
 * What we took by card and gave back by it from a day to a day, each by the reference of its payment, as far as no row of a statement
 * stands for it yet and nobody deals with it: `id, kind, reference, amount_fen, premises_id, payment_id, at`. What was charged by
 * another channel is none of it; what nobody knows the channel of is.
 */
export function openMoney(
  actor: Actor,
  of: { [K in keyof OfChannel]: OrColumn<OfChannel[K]> },
  from: OrColumn<string>,
  to: OrColumn<string>,
): RawBuilder<unknown> {
  const tenantId = tenantOf(actor)
  const open = (table: 'p' | 'r' | 'v') => {
    const t = sql.raw(table)
    const column = sql.raw(table === 'p' ? 'payment_id' : 'refund_id')
    // Each arm asks along an index of its own.
    return sql`${t}.tenant_id = ${tenantId}::uuid and ${t}.community_id = ${of.communityId}::uuid and ${t}.method = 'pos'
      and (p.channel_id is null or p.channel_id = ${of.channelId}::uuid)
      and not exists (select from payments.channel_row c where c.tenant_id = ${tenantId}::uuid and c.outcome = 'matched'
        and c.kind = ${sql.lit(table === 'p' ? 'payment' : 'refund')} and c.${column} = ${t}.id)
      and not exists (select from payments.channel_difference d where d.tenant_id = ${tenantId}::uuid and d.dropped_at is null
        and d.${column} = ${t}.id)`
  }
  return sql`
    select p.id, 'payment' as kind, coalesce(p.reference, '') as reference, p.amount_fen, p.premises_id, p.id as payment_id, p.paid_at as at
    from payments.payment p where ${open('p')} and p.paid_on between ${from}::date and ${to}::date
    union all
    select r.id, 'refund', coalesce(p.reference, ''), r.amount_fen, r.premises_id, p.id, r.refunded_at
    from payments.refund r join payments.payment p on p.tenant_id = r.tenant_id and p.id = r.source_id
    where ${open('r')} and r.refunded_on between ${from}::date and ${to}::date
    union all
    select v.id, 'refund', coalesce(p.reference, ''), v.amount_fen, v.premises_id, p.id, v.reversed_at
    from payments.payment_reversal v join payments.payment p on p.tenant_id = v.tenant_id and p.id = v.payment_id
    where ${open('v')} and v.reversed_on between ${from}::date and ${to}::date`
}

/** 短款: of the day of a statement what no row of it stands for or comes near, and nobody deals with; the columns of `openMoney`. */
export function oursOnly(
  actor: Actor,
  { id, day, ...of }: { [K in keyof OfChannel | 'id' | 'day']: OrColumn<string> },
): RawBuilder<unknown> {
  const named = (column: 'payment_id' | 'refund_id') =>
    sql`select from payments.channel_row c where c.tenant_id = ${tenantOf(actor)}::uuid and c.statement_id = ${id}::uuid
      and c.${sql.raw(column)} = o.id`
  return sql`select o.* from (${openMoney(actor, of, day, day)}) o
    where not exists (${named('payment_id')}) and not exists (${named('refund_id')})`
}

/** Ours around a day: channels cut their day at midnight, cashiers do not. */
export async function readOpenMoney(tx: Tx, actor: Actor, of: OfChannel, day: string): Promise<OurMoney[]> {
  const { rows } = await sql<OurMoney>`
    select m.id, m.kind, m.reference, m.amount_fen from (${openMoney(actor, of, addDays(day, -1), addDays(day, 1))}) m
    where m.reference <> '' order by m.at, m.id`.execute(payments(tx))
  return rows
}
