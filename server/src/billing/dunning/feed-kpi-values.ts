import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { percentOf } from '../../platform/decimals.ts'
import { Refusal } from '../../platform/errors.ts'
import { formatYuan } from '../../platform/money.ts'
import { recordKpiValues } from '../../workforce/index.ts'
import { billing } from '../tables.ts'

const SOURCE = 'collection-rate'

interface Wanted {
  periodId: string
  fromOn: string
  toOn: string
  sources: string[]
}

interface Collected {
  employeeId: string
  owedFen: bigint
  collectedFen: bigint
}

/**
 * Feeds the collection rate 收缴率 of those who visit debtors into a period of performance: of the households that are given to somebody,
 * what was collected in its days ÷ what they owed when it began and what became due in it, less what was waived, written off or corrected, without deposits
 * (domain.md §1.3 综合收缴率, per collector; K7: nothing to collect is null). A period that was closed meanwhile wants nothing any more.
 */
export async function feedKpiValues(tx: Tx, actor: Actor, wanted: Wanted): Promise<void> {
  if (!wanted.sources.includes(SOURCE)) return
  const values = (await collectedBy(tx, actor, wanted)).map(({ employeeId, owedFen, collectedFen }) => ({
    employeeId,
    value: percentOf(collectedFen, owedFen),
    basis: `${formatYuan(collectedFen)} ÷ ${formatYuan(owedFen)}`,
  }))
  try {
    await recordKpiValues(tx, actor, { periodId: wanted.periodId, source: SOURCE, values })
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'workforce.period_closed') throw error
  }
}

async function collectedBy(tx: Tx, actor: Actor, { fromOn, toOn }: Wanted): Promise<Collected[]> {
  const { rows } = await sql<Collected>`
    select e.id as "employeeId", coalesce(sum(h.owed_fen), 0)::bigint as "owedFen", coalesce(sum(h.collected_fen), 0)::bigint as "collectedFen"
    from workforce.public_employee e
    left join billing.dunning_assignment d on d.tenant_id = e.tenant_id and d.staff_id = e.account_id
    left join lateral (
      select sum(b.amount_fen - coalesce(s.before_fen, 0) - coalesce(s.given_fen, 0)) as owed_fen, sum(s.collected_fen) as collected_fen
      from billing.bill b
      left join lateral (
        select sum(s.amount_fen) filter (where s.settled_on < ${fromOn}::date) as before_fen,
          sum(s.amount_fen) filter (where s.settled_on >= ${fromOn}::date and s.source_kind not in ('payment', 'purse')) as given_fen,
          sum(s.amount_fen) filter (where s.settled_on >= ${fromOn}::date and s.source_kind in ('payment', 'purse')) as collected_fen
        from billing.settlement s where s.tenant_id = b.tenant_id and s.bill_id = b.id and s.settled_on <= ${toOn}::date) s on true
      where b.tenant_id = d.tenant_id and b.premises_id = d.premises_id and b.state = 'issued'
        and b.item_id not in (select i.id from billing.charge_item i where i.tenant_id = d.tenant_id and i.treatment = 'deposit') and b.due_on <= ${toOn}::date) h on true
    where e.tenant_id = ${tenantOf(actor)}::uuid and e.account_id is not null
    group by e.id`.execute(billing(tx))
  return rows
}
