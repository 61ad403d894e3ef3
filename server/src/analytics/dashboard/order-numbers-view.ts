import type { analytics as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { percentOf } from '../../platform/decimals.ts'
import { analytics } from '../tables.ts'
import { type Asked, isAsked } from './asked.ts'

type Dashboard = ResponseOf<typeof contract.dashboard>

/** In the order of an order's life. */
const STATES = ['reported', 'assigned', 'working', 'done', 'closed', 'void'] as const

interface Counts {
  state: string
  count: number
  late: number
  rated: number
  good: number
}

/**
 * Orders of all time:
 * - by state, every state also when there is none
 * - late: not done yet and the response or the end is past due (K2's "overdue open")
 * - 满意度 (K4) = scores of 4 and 5 ÷ rated; 评价率 = rated ÷ closed; null when the denominator is 0 (K7)
 */
export async function orderNumbers(
  tx: Tx,
  asked: Asked,
): Promise<Pick<Dashboard, 'ordersByState' | 'lateOrderCount' | 'satisfaction'>> {
  const { rows } = await sql<Counts>`
    select o.state, count(*)::int as count, count(*) filter (where o.due_at < ${now()})::int as late,
      count(o.score)::int as rated, count(*) filter (where o.score >= 4)::int as good
    from service_desk.public_work_order o
    where ${isAsked(asked, 'o')}
    group by o.state`.execute(analytics(tx))
  const of = new Map(rows.map(row => [row.state, row]))
  const ratedCount = rows.reduce((sum, row) => sum + row.rated, 0)
  const goodCount = rows.reduce((sum, row) => sum + row.good, 0)
  return {
    ordersByState: STATES.map(state => ({ state, count: of.get(state)?.count ?? 0 })),
    lateOrderCount: (['reported', 'assigned', 'working'] as const).reduce(
      (sum, state) => sum + (of.get(state)?.late ?? 0),
      0,
    ),
    satisfaction: {
      ...{ ratedCount, goodCount },
      rate: percentOf(BigInt(goodCount), BigInt(ratedCount)),
      ratedShare: percentOf(BigInt(ratedCount), BigInt(of.get('closed')?.count ?? 0)),
    },
  }
}
