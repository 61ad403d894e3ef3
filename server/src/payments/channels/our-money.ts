import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { addDays } from '../../platform/period.ts'
import { payments } from '../tables.ts'
import type { OurMoney } from './matching.ts'

/**
 * What we took by card and gave back by it from a day to a day, each by the reference of its payment, as far as no row of a statement
 * stands for it yet: `id, kind, reference, amount_fen, premises_id, payment_id, at`.
 */
export function openMoney(actor: Actor, communityId: string, from: string, to: string): RawBuilder<unknown> {
  const tenantId = tenantOf(actor)
  const open = (table: 'p' | 'r' | 'v') => {
    const t = sql.raw(table)
    // Each arm asks along an index of its own.
    const stands =
      table === 'p' ? sql`c.kind = 'payment' and c.payment_id = p.id` : sql`c.kind = 'refund' and c.refund_id = ${t}.id`
    return sql`${t}.tenant_id = ${tenantId}::uuid and ${t}.community_id = ${communityId}::uuid and ${t}.method = 'pos'
      and not exists (select from payments.channel_row c where c.tenant_id = ${tenantId}::uuid and c.outcome = 'matched' and ${stands})`
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

/** The same around a day: channels cut their day at midnight, cashiers do not. */
export async function readOpenMoney(tx: Tx, actor: Actor, communityId: string, day: string): Promise<OurMoney[]> {
  const { rows } = await sql<OurMoney>`
    select m.id, m.kind, m.reference, m.amount_fen from (${openMoney(actor, communityId, addDays(day, -1), addDays(day, 1))}) m
    where m.reference <> '' order by m.at, m.id`.execute(payments(tx))
  return rows
}
