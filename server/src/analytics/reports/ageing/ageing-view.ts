import type { analytics as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { analytics } from '../../tables.ts'
import { askReport } from '../ask-report.ts'
import { groupedSums } from '../group-by.ts'
import { sumRows } from '../movements/sum-rows.ts'
import { openBills } from '../open-bills.ts'
import { type Group, pageGroups } from '../page-groups.ts'
import { ageSums } from './age-sums.ts'

type Report = ResponseOf<typeof contract.listAgeing>

const AMOUNTS = [
  ...(['notDueFen', 'days0to30Fen', 'days31to90Fen', 'days91to180Fen', 'days181to365Fen'] as const),
  ...(['years1to2Fen', 'years2to3Fen', 'over3yearsFen', 'totalFen'] as const),
]

/**
 * 账龄 (domain.md §1.3, E70): what is owed as of the end of a day by how long it has been overdue then. Whole households are
 * counted once per row. The sums over all rows count a household once as well.
 * Errors: platform.not_found.
 */
export async function listAgeing(tx: Tx, actor: Actor, input: RequestOf<typeof contract.listAgeing>): Promise<Report> {
  const asked = await askReport(tx, actor, input)
  const open = openBills(asked)
  const { rows } = await sql<Group & Report['sums']>`${groupedSums(
    input.by,
    asked,
    open,
    ageSums(asked.asOf),
  )}`.execute(analytics(tx))
  const sums = { ...sumRows(rows, AMOUNTS), householdCount: await countHouseholds(tx, input.by, rows, open) }
  return { ...pageGroups(input, rows, [...AMOUNTS, 'householdCount'], '-totalFen'), sums, asOf: asked.asOf }
}

/** A household is of one community and building, but may owe for several items. */
async function countHouseholds(
  tx: Tx,
  by: RequestOf<typeof contract.listAgeing>['by'],
  rows: readonly Report['sums'][],
  open: RawBuilder<unknown>,
): Promise<number> {
  if (by !== 'item') return rows.reduce((count, row) => count + row.householdCount, 0)
  const { rows: counted } = await sql<{ count: number }>`
    select count(distinct f.premises_id) filter (where f.open_fen > 0)::int as count from (${open}) f`.execute(
    analytics(tx),
  )
  return counted[0]?.count ?? 0
}
