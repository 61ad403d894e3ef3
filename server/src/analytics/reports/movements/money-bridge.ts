import type { analytics as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { analytics } from '../../tables.ts'
import { type Asked, isNarrowed } from '../ask-report.ts'
import { MONEY_ACCOUNTS } from './cash-facts.ts'

type Bridge = NonNullable<ResponseOf<typeof contract.listCash>['bridge']>

/**
 * From 现金口径 to what cash, bank and other money (1001 + 1002 + 1012) moved in the months: what channels kept as fees, what tills had
 * over or short, what floats came and went, what channels paid otherwise than we took, what was spent and handed over of money of others; `otherFen` is what nobody can name, and so nothing. Null where the report is
 * narrowed to a building or an item, and for whoever sees some buildings only: money that lies in an account is of none.
 */
export async function readMoneyBridge(tx: Tx, actor: Actor, asked: Asked, cashFen: bigint): Promise<Bridge | null> {
  if (asked.itemId || asked.buildingId || actor.buildingIds !== null) return null
  const { firstDay, lastDay } = asked
  const of = (kind: string) =>
    sql`coalesce((select sum(d.amount_fen) from payments.public_money_difference d where ${isNarrowed(asked, 'd', { item: false })}
      and d.kind = ${sql.lit(kind)} and d.moved_on between ${firstDay}::date and ${lastDay}::date), 0)::bigint`
  const { rows } = await sql<Omit<Bridge, 'cashFen' | 'otherFen'>>`
    select coalesce((select sum(m.money_fen) from billing.public_fund_movement m where ${isNarrowed(asked, 'm', { item: false })}
        and m.moved_on between ${firstDay}::date and ${lastDay}::date), 0)::bigint as fund_fen, ${of('fee')} as fee_fen, ${of('till')} as till_fen, ${of('float')} as float_fen, ${of('difference')} as difference_fen,
      coalesce((select sum(p.amount_fen) from ledger.public_posting p where ${isNarrowed(asked, 'p', { item: false })}
        and p.account_code = any(${MONEY_ACCOUNTS}::text[]) and p.posted_on between ${firstDay}::date and ${lastDay}::date), 0)::bigint
        as ledger_fen`.execute(analytics(tx))
  const [row] = rows
  if (!row) throw new Error('A sum has no row.')
  const { feeFen, tillFen, floatFen, differenceFen, fundFen, ledgerFen } = row
  return { cashFen, ...row, otherFen: ledgerFen - cashFen - feeFen - tillFen - floatFen - differenceFen - fundFen }
}
