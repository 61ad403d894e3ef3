import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { percentOf } from '../../platform/decimals.ts'
import { monthRange } from '../../platform/period.ts'
import { MAX_MONTHS } from '../bills/billing-months.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'

type Input = RequestOf<typeof contract.readArrears>
type Arrears = ResponseOf<typeof contract.readArrears>

/**
 * Arrears and the collection rate of the lines whose charge period begins in a span of months (费用所属期, not the bill's
 * date); a missing end leaves the span open there. Of issued bills only. Formulas (domain.md §1.3, R12):
 * - 净应收 `receivable` = Σ amount of these lines. Reversals and reductions are lines of their own, so they are in it.
 * - 实收 `collected` = Σ settled of these lines, whenever it was paid.
 * - 当期收缴率 A `collectionRate` = collected ÷ receivable in percent; null when the receivable is 0.
 * - 欠费 `outstanding` = receivable − collected = Σ open lines; `overdue` is the part on bills due before today.
 * Errors: billing.period_wrong (reversed).
 */
export async function readArrears(tx: Tx, actor: Actor, input: Input): Promise<Arrears> {
  if (input.from && input.to && input.from > input.to) throw refuse.periodWrong({ maxMonths: MAX_MONTHS })
  const { rows } = await sql<BuildingSums>`
    select p.building_id, coalesce(p.building_name, '') as building_name, sum(h.receivable)::bigint as receivable_fen,
      sum(h.collected)::bigint as collected_fen, sum(h.overdue)::bigint as overdue_fen,
      count(*) filter (where h.receivable > h.collected)::int as household_count
    from (${householdSums(actor, input)}) h
    join registry.public_premises p on p.tenant_id = h.tenant_id and p.id = h.premises_id
    group by p.building_id, p.building_name
    order by sum(h.receivable) - sum(h.collected) desc, p.building_name, p.building_id`.execute(billing(tx))
  const sum = (of: (row: BuildingSums) => bigint) => rows.reduce((total, row) => total + of(row), 0n)
  const receivableFen = sum(row => row.receivableFen)
  const collectedFen = sum(row => row.collectedFen)
  return {
    receivableFen,
    collectedFen,
    outstandingFen: receivableFen - collectedFen,
    overdueFen: sum(row => row.overdueFen),
    collectionRate: percentOf(collectedFen, receivableFen),
    byBuilding: rows
      .map(row => ({
        buildingId: row.buildingId,
        buildingName: row.buildingName,
        outstandingFen: row.receivableFen - row.collectedFen,
        householdCount: row.householdCount,
      }))
      .filter(building => building.outstandingFen !== 0n),
  }
}

interface BuildingSums {
  buildingId: string | null
  buildingName: string
  receivableFen: bigint
  collectedFen: bigint
  overdueFen: bigint
  householdCount: number
}

/** Per household; over the bills where the span is open, which are a sixth of the lines and say the same. */
function householdSums(actor: Actor, { communityId, from, to }: Input) {
  const inCommunity = communityId ? sql`and b.community_id = ${communityId}::uuid` : sql``
  if (!from && !to) {
    return sql`
      select b.tenant_id, b.premises_id, sum(b.amount_fen) as receivable, sum(b.settled_fen) as collected,
        coalesce(sum(b.amount_fen - b.settled_fen) filter (where b.due_on < ${today()}::date), 0) as overdue
      from billing.bill b
      where b.tenant_id = ${tenantOf(actor)}::uuid and b.state = 'issued' ${inCommunity}
      group by b.tenant_id, b.premises_id`
  }
  const first = from ? monthRange(from).from : '0001-01-01'
  const last = to ? monthRange(to).to : '9999-12-31'
  return sql`
    select b.tenant_id, b.premises_id, sum(l.amount_fen) as receivable, sum(l.settled_fen) as collected,
      coalesce(sum(l.amount_fen - l.settled_fen) filter (where b.due_on < ${today()}::date), 0) as overdue
    from billing.bill b
    join billing.bill_line l on l.tenant_id = b.tenant_id and l.bill_id = b.id
      and l.segment_start between ${first}::date and ${last}::date
    where b.tenant_id = ${tenantOf(actor)}::uuid and b.state = 'issued' ${inCommunity}
      and b.cycle_start <= ${last}::date and b.cycle_end >= ${first}::date
    group by b.tenant_id, b.premises_id`
}
