import type { payments as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { addDays } from '../../platform/period.ts'
import { payments } from '../tables.ts'
import { sidesOf } from './difference.ts'
import { openMoney } from './our-money.ts'

export type Difference = ResponseOf<typeof contract.askChannelDifference>

/** Money that was entered late, or with a slip of another day, is looked for so many days around. */
export const DAYS_AROUND = 62
const MOST_CANDIDATES = 20

/** How a difference is dealt with, unless that was dropped. Errors: platform.not_found. */
export async function readDifference(tx: Tx, actor: Actor, differenceId: string): Promise<Difference> {
  const row = await differences(tx, actor).where('id', '=', differenceId).executeTakeFirst()
  if (!row) throw refuse.notFound()
  return differenceOf(row)
}

/** Of rows of a statement, and of what only we know, by the id of either. */
export async function readDifferencesOf(
  tx: Tx,
  actor: Actor,
  statementId: string,
  ids: readonly string[],
): Promise<Map<string, Difference>> {
  if (ids.length === 0) return new Map()
  const rows = await differences(tx, actor)
    .where('statementId', '=', statementId)
    .where(eb => eb(eb.fn.coalesce('rowId', 'paymentId', 'refundId'), 'in', [...ids]))
    .execute()
  return new Map(rows.map(row => [row.rowId ?? row.paymentId ?? row.refundId ?? '', differenceOf(row)]))
}

function differences(tx: Tx, actor: Actor) {
  return payments(tx)
    .selectFrom('payments.channelDifference')
    .select(['id', 'rowId', 'paymentId', 'refundId', 'decision', 'channelFen', 'feeFen', 'oursFen', 'reason'])
    .select(['askedBy as askedById', 'askedByName', 'askedAt', 'confirmedByName', 'confirmedAt', 'postedOn'])
    .where('tenantId', '=', tenantOf(actor))
    .where('droppedAt', 'is', null)
}

function differenceOf({
  rowId: _row,
  paymentId: _payment,
  refundId: _refund,
  channelFen,
  decision,
  ...row
}: Awaited<ReturnType<ReturnType<typeof differences>['execute']>>[number]): Difference {
  const { feeFen, oursFen } = row
  const sides =
    decision === 'dismiss' ? { bankFen: 0n, overFen: 0n, feeFen: 0n } : sidesOf({ channelFen, feeFen, oursFen })
  return { ...row, ...sides, decision: decision as Difference['decision'] }
}

/** What of ours a row may stand for: the same number first, then the same amount, the nearest day first. Errors: platform.not_found. */
export async function listChannelCandidates(
  tx: Tx,
  actor: Actor,
  { statementId, rowId }: RequestOf<typeof contract.listChannelCandidates>,
): Promise<ResponseOf<typeof contract.listChannelCandidates>> {
  const row = await payments(tx)
    .selectFrom('payments.channelRow as r')
    .innerJoin('payments.channelStatement as s', join =>
      join.onRef('s.tenantId', '=', 'r.tenantId').onRef('s.id', '=', 'r.statementId'),
    )
    .select(['r.kind', 'r.reference', 'r.amountFen', 's.communityId', 's.channelId', 's.day'])
    .where('r.tenantId', '=', tenantOf(actor))
    .where('r.statementId', '=', statementId)
    .where('r.id', '=', rowId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  const { day, reference, amountFen, kind, ...of } = row
  const { rows } = await sql<ResponseOf<typeof contract.listChannelCandidates>['items'][number]>`
    select m.id, m.kind, (m.at at time zone 'Asia/Shanghai')::date as paid_on, m.reference, m.amount_fen, l.label as premises_label,
      y.receipt_number
    from (${openMoney(actor, of, addDays(day, -DAYS_AROUND), addDays(day, DAYS_AROUND))}) m
    left join payments.public_payment y on y.tenant_id = ${tenantOf(actor)}::uuid and y.id = m.payment_id
    left join registry.public_premises l on l.tenant_id = y.tenant_id and l.id = m.premises_id
    where m.kind = ${kind} and (m.reference = ${reference} or m.amount_fen = ${amountFen})
    order by m.reference <> ${reference}, m.amount_fen <> ${amountFen},
      abs((m.at at time zone 'Asia/Shanghai')::date - ${day}::date), m.id
    limit ${MOST_CANDIDATES}`.execute(payments(tx))
  return { items: rows }
}
