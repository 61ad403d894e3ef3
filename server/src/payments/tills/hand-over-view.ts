import type { payments as contract, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { payments } from '../tables.ts'

export type HandOverView = ResponseOf<typeof contract.handOverShift>

const COLUMNS = [
  'h.id',
  'h.day',
  'h.fromName',
  'h.toName',
  'h.dueFen',
  'h.countedFen',
  'h.note',
  'h.handedAt',
  'h.acceptedAt',
] as const

/** Hand-overs of a community that wait for somebody, and the one that somebody handed over and nobody accepted yet. */
export async function handOversOf(
  tx: Tx,
  actor: Actor,
  communityId: string,
  cashierId: string,
): Promise<{ incoming: HandOverView[]; outgoing: HandOverView | null }> {
  const rows = await waiting(tx, actor)
    .select(['h.toId', 't.cashierId'])
    .where('h.communityId', '=', communityId)
    .where(row => row.or([row('h.toId', '=', cashierId), row('t.cashierId', '=', cashierId)]))
    .orderBy('h.handedAt')
    .execute()
  const views = rows.map(({ toId, cashierId: fromId, ...view }) => ({ toId, fromId, view }))
  return {
    incoming: views.filter(({ toId }) => toId === cashierId).map(({ view }) => view),
    outgoing: views.find(({ fromId }) => fromId === cashierId)?.view ?? null,
  }
}

function waiting(tx: Tx, actor: Actor) {
  return handOvers(tx, actor).where('h.acceptedAt', 'is', null)
}

/** Hand-overs with the drawer they came from. */
export function handOvers(tx: Tx, actor: Actor) {
  return payments(tx)
    .selectFrom('payments.handOver as h')
    .innerJoin('payments.tillShift as s', join =>
      join.onRef('s.tenantId', '=', 'h.tenantId').onRef('s.id', '=', 'h.shiftId'),
    )
    .innerJoin('payments.till as t', join => join.onRef('t.tenantId', '=', 's.tenantId').onRef('t.id', '=', 's.tillId'))
    .select(COLUMNS)
    .where('h.tenantId', '=', tenantOf(actor))
}
