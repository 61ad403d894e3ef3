import type { analytics as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { analytics } from '../../tables.ts'
import { askReport } from '../ask-report.ts'
import { groupedSums } from '../group-by.ts'
import { openLines } from '../open-lines.ts'
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
  const open = openLines(asked)
  const { rows } = await sql<Group & Report['sums']>`${groupedSums(
    input.by,
    asked,
    open,
    ageSums(asked.asOf),
  )}`.execute(analytics(tx))
  const all = await sql<Report['sums']>`select ${ageSums(asked.asOf)} from (${open}) f`.execute(analytics(tx))
  const sums = all.rows[0]
  if (!sums) throw new Error('A sum has no row.')
  return { ...pageGroups(input, rows, [...AMOUNTS, 'householdCount'], '-totalFen'), sums, asOf: asked.asOf }
}
