import { type Actor, tenantOf } from '../platform/actor.ts'
import { setClock } from '../platform/clock.ts'
import { drawer, inTransaction, type Tx } from '../platform/db.ts'
import type { Desk } from './agenda.ts'
import type { DemoGround } from './demo-company.ts'

const published = drawer('platform')

/** The cashier of a community and who waits there. */
export interface CashQueue {
  cashier: Actor
  desk: Desk<(tx: Tx) => Promise<void>>
  /** Bills of which less is open than when their payment was planned. */
  changed: Set<string>
}

/** Who comes to the cashier one after the other is served in one transaction, each at the own moment. */
export function openCashQueue(ground: DemoGround, cashier: Actor): CashQueue {
  return {
    cashier,
    changed: new Set(),
    desk: turns =>
      inTransaction(ground.db, cashier, async tx => {
        for (const { at, turn } of turns) {
          setClock(at)
          await turn(tx)
          // Of each its moment, though they are written at the end.
          for (const line of tx.auditLines) line.at ??= at
        }
      }),
  }
}

/** The payments that were taken in a community already. */
export async function takenPayments({ actor, run }: DemoGround, communityId: string): Promise<Set<string>> {
  const rows = await run(tx =>
    published(tx)
      .selectFrom('payments.publicPayment')
      .select('id')
      .where('tenantId', '=', tenantOf(actor))
      .where('communityId', '=', communityId)
      .execute(),
  )
  return new Set(rows.map(row => row.id))
}
