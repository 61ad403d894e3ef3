import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { percentOf } from '../../platform/decimals.ts'
import { Refusal } from '../../platform/errors.ts'
import { addDays } from '../../platform/period.ts'
import { type KpiValue, recordKpiValues } from '../../workforce/index.ts'
import { serviceDesk } from '../tables.ts'

interface Numbers {
  employeeId: string
  /** Not void. */
  orders: bigint
  done: bigint
  inTime: bigint
  overdue: bigint
  reworked: bigint
  rated: bigint
  good: bigint
  /** Mean minutes from the report to the first answer; null without one. */
  responseMinutes: string | null
  answered: bigint
}

const VALUES = {
  // K1
  'orders-completed': ({ done, orders }: Numbers) => share(done, orders),
  // K2: what is not due yet is left out
  'orders-on-time': ({ inTime, done, overdue }: Numbers) => share(inTime, done + overdue),
  // K3
  'orders-rework': ({ reworked, done }: Numbers) => share(reworked, done),
  // K4
  'orders-satisfaction': ({ good, rated }: Numbers) => share(good, rated),
  // K5
  'orders-response': ({ responseMinutes, answered }: Numbers) => ({ value: responseMinutes, basis: `n = ${answered}` }),
} as const

function share(part: bigint, whole: bigint): Pick<KpiValue, 'value' | 'basis'> {
  return { value: percentOf(part, whole), basis: `${part} ÷ ${whole}` }
}

type Source = keyof typeof VALUES

/**
 * Feeds what the orders say of who worked them into a period of performance: orders reported in its days, by their last repairer
 * (domain.md K1–K5; K7: nothing to measure is null). A period that was closed meanwhile wants nothing any more.
 */
export async function feedKpiValues(
  tx: Tx,
  actor: Actor,
  wanted: { periodId: string; fromOn: string; toOn: string; sources: string[] },
): Promise<void> {
  const sources = (Object.keys(VALUES) as Source[]).filter(source => wanted.sources.includes(source))
  if (sources.length === 0) return
  const numbers = await numbersOf(tx, actor, wanted)
  const { periodId } = wanted
  try {
    for (const source of sources) {
      const values = numbers.map(each => ({ employeeId: each.employeeId, ...VALUES[source](each) }))
      await recordKpiValues(tx, actor, { periodId, source, values })
    }
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'workforce.period_closed') throw error
  }
}

async function numbersOf(tx: Tx, actor: Actor, { fromOn, toOn }: { fromOn: string; toOn: string }): Promise<Numbers[]> {
  const { rows } = await sql<Numbers>`
    select e.id as "employeeId", count(o.id) as orders, count(o.done_at) as done, count(*) filter (where o.done_at <= o.finish_by) as "inTime",
      count(*) filter (where o.done_at is null and o.finish_by < ${now()}) as overdue,
      count(*) filter (where o.done_at is not null and o.round > 1) as reworked, count(r.order_id) as rated,
      count(*) filter (where r.score >= 4) as good, count(o.responded_at) as answered,
      round(avg(extract(epoch from o.responded_at - o.reported_at) / 60), 2)::text as "responseMinutes"
    from workforce.public_employee e
    left join service_desk.work_order o on o.tenant_id = e.tenant_id and o.assignee_id = e.account_id and o.state <> 'void'
      and o.reported_at >= ${new Date(`${fromOn}T00:00:00+08:00`)} and o.reported_at < ${new Date(`${addDays(toOn, 1)}T00:00:00+08:00`)}
    left join service_desk.rating r on r.tenant_id = o.tenant_id and r.order_id = o.id
    where e.tenant_id = ${tenantOf(actor)} and e.account_id is not null
    group by e.id`.execute(serviceDesk(tx))
  return rows
}
