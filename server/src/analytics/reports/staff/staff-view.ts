import type { analytics as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import { today } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db.ts'
import { percentOf } from '../../../platform/decimals.ts'
import { analytics } from '../../tables.ts'
import { type Asked, askReport } from '../ask-report.ts'
import { sumRows } from '../movements/sum-rows.ts'
import { type Group, pageGroups } from '../page-groups.ts'
import { RECOVERED, recoveredWithin } from './recovered-facts.ts'

type Report = ResponseOf<typeof contract.listStaffResults>
type Row = Group & Omit<Report['sums'], 'rate'>

const COUNTS = ['paymentCount', 'visitCount', 'visitedCount', 'assignedCount'] as const
const AMOUNTS = ['collectedFen', 'recoveredFen', 'overdueFen'] as const

/**
 * 员工: who took how much at the desk (payments less reversals, so that all together are what the ledger debits to money by payments), who
 * asked how many households, and 催回率 = 催回 ÷ (催回 + 仍逾期) of the households that are theirs to ask.
 * Errors: analytics.period_wrong, platform.not_found.
 */
export async function listStaffResults(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listStaffResults>,
): Promise<Report> {
  const asked = await askReport(tx, actor, input)
  const { rows } = await sql<Row>`
    select f.staff_id as id, f.staff_id as group_id, null::text as month, null::text as community_name,
      coalesce(max(s.name), max(f.name), '') as name, sum(f.payments)::int as payment_count, sum(f.collected)::bigint as collected_fen,
      sum(f.visits)::int as visit_count, count(distinct f.visited)::int as visited_count, sum(f.assigned)::int as assigned_count,
      sum(f.recovered)::bigint as recovered_fen, sum(f.overdue)::bigint as overdue_fen
    from (${staffFacts(asked)}) f
    left join identity.public_staff s on s.tenant_id = ${asked.tenantId}::uuid and s.id = f.staff_id
    group by f.staff_id`.execute(analytics(tx))
  const found = rows.map(row => ({ ...row, rate: rateOf(row) }))
  const counts = Object.fromEntries(COUNTS.map(name => [name, rows.reduce((sum, row) => sum + row[name], 0)]))
  const sums = { ...sumRows(rows, AMOUNTS), ...(counts as Record<(typeof COUNTS)[number], number>) }
  const { from, to } = asked
  return {
    ...pageGroups(input, found, [...AMOUNTS, ...COUNTS, 'rate'], '-collectedFen'),
    sums: { ...sums, rate: rateOf(sums) },
    ...{ from, to, asOf: today() },
  }
}

function rateOf({ recoveredFen, overdueFen }: { recoveredFen: bigint; overdueFen: bigint }): string | null {
  return percentOf(recoveredFen, recoveredFen + overdueFen)
}

function staffFacts(asked: Asked): RawBuilder<unknown> {
  const { tenantId, communityId, firstDay, lastDay } = asked
  const within = (on: RawBuilder<unknown>) => sql`${on} between ${firstDay}::date and ${lastDay}::date`
  const of = (alias: string): RawBuilder<SqlBool> =>
    sql`${sql.raw(alias)}.tenant_id = ${tenantId}::uuid ${communityId ? sql`and ${sql.raw(alias)}.community_id = ${communityId}::uuid` : sql``}`
  const fact = (values: RawBuilder<unknown>, from: RawBuilder<unknown>) =>
    sql`select x.staff_id, x.name, x.payments, x.collected, x.visits, x.visited, x.assigned, x.recovered, x.overdue
      from (select ${values} ${from}) as x(staff_id, name, payments, collected, visits, visited, assigned, recovered, overdue)`
  const asking = sql`from billing.public_dunning_assignment a
    join billing.public_bill b on b.tenant_id = a.tenant_id and b.premises_id = a.premises_id and b.state = 'issued'`
  return sql.join(
    [
      fact(
        sql`p.cashier_id, p.cashier_name, 1, p.amount_fen, 0, null::uuid, 0, 0::bigint, 0::bigint`,
        sql`from payments.public_payment p where ${of('p')} and ${within(sql`p.paid_on`)}`,
      ),
      fact(
        sql`p.cashier_id, p.cashier_name, 0, -r.amount_fen, 0, null::uuid, 0, 0, 0`,
        sql`from payments.public_payment_reversal r join payments.public_payment p on p.tenant_id = r.tenant_id and p.id = r.payment_id
          where ${of('r')} and ${within(sql`r.reversed_on`)}`,
      ),
      fact(
        sql`v.staff_id, v.staff_name, 0, 0, 1, v.premises_id, 0, 0, 0`,
        sql`from billing.public_dunning_visit v where ${of('v')} and ${within(sql`v.visited_on`)}`,
      ),
      fact(
        sql`a.staff_id, null::text, 0, 0::bigint, 0, null::uuid, 1, 0, 0`,
        sql`from billing.public_dunning_assignment a where ${of('a')}`,
      ),
      fact(
        sql`a.staff_id, null::text, 0, 0::bigint, 0, null::uuid, 0, s.amount_fen, 0`,
        sql`from ${RECOVERED} where ${of('a')} and ${recoveredWithin(asked)}`,
      ),
      fact(
        sql`a.staff_id, null::text, 0, 0::bigint, 0, null::uuid, 0, 0, b.amount_fen - b.settled_fen`,
        sql`${asking} where ${of('a')} and b.due_on < ${today()}::date and b.settled_fen < b.amount_fen and b.held_at is null`,
      ),
    ],
    sql` union all `,
  )
}
