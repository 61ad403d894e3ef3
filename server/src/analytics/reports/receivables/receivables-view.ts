import type { analytics as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { percentOf } from '../../../platform/decimals.ts'
import { analytics } from '../../tables.ts'
import { askReport } from '../ask-report.ts'
import { summedFacts } from '../charge-sums.ts'
import { groupedSums } from '../group-by.ts'
import { type Group, pageGroups } from '../page-groups.ts'

type Report = ResponseOf<typeof contract.listReceivables>
type Sums = Report['sums']

interface Counted {
  billedFen: bigint
  reversedFen: bigint
  waivedFen: bigint
  collectedFen: bigint
  writtenOffFen: bigint
  lineCount: number
}

const COUNTED = ['billedFen', 'reversedFen', 'waivedFen', 'collectedFen', 'writtenOffFen'] as const

/**
 * 应收实收欠费 by charge month (费用所属期, domain.md §1.3), as of the end of a day, in one statement:
 * 净应收 = 应收 − 红冲 − 减免; 欠费 = 净应收 − 实收 − 核销 = Σ open lines; 收缴率 A = 实收 ÷ 净应收.
 * Errors: analytics.period_wrong, platform.not_found.
 */
export async function listReceivables(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listReceivables>,
): Promise<Report> {
  const asked = await askReport(tx, actor, input)
  const { rows } = await sql<Group & Counted>`${groupedSums(
    input.by,
    asked,
    await summedFacts(tx, asked),
    sql`sum(f.billed)::bigint as billed_fen, sum(f.reversed)::bigint as reversed_fen, sum(f.waived)::bigint as waived_fen,
      sum(f.collected)::bigint as collected_fen, sum(f.written_off)::bigint as written_off_fen, sum(f.line)::int as line_count`,
    sql``,
    { know: 'building' },
  )}`.execute(analytics(tx))
  const found = rows.map(row => ({ ...row, ...concluded(row) }))
  const sorts = ['billedFen', 'netFen', 'collectedFen', 'outstandingFen', 'waivedFen', 'rate'] as const
  const { from, to, asOf } = asked
  return {
    ...pageGroups(input, found, sorts, input.by === 'month' ? 'name' : '-outstandingFen'),
    sums: concluded(summed(rows)),
    ...{ from, to, asOf },
  }
}

function summed(rows: readonly Counted[]): Counted {
  const sums: Counted = {
    ...{ billedFen: 0n, reversedFen: 0n, waivedFen: 0n, collectedFen: 0n, writtenOffFen: 0n },
    lineCount: rows.reduce((sum, row) => sum + row.lineCount, 0),
  }
  for (const row of rows) for (const name of COUNTED) sums[name] += row[name]
  return sums
}

function concluded({ billedFen, reversedFen, waivedFen, collectedFen, writtenOffFen, lineCount }: Counted): Sums {
  const netFen = billedFen - reversedFen - waivedFen
  return {
    ...{ billedFen, reversedFen, waivedFen, netFen, collectedFen, writtenOffFen, lineCount },
    outstandingFen: netFen - collectedFen - writtenOffFen,
    rate: percentOf(collectedFen, netFen),
  }
}
