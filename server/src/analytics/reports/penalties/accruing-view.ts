import { type RawBuilder, sql } from 'kysely'
import { latePenalties } from '../../../billing/index.ts'
import type { Actor } from '../../../platform/actor.ts'
import { today } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db.ts'
import type { CivilDate } from '../../../platform/period.ts'
import { analytics } from '../../tables.ts'
import { isNarrowed, type Narrowed } from '../ask-report.ts'

/** Late bills with a story (corrected, held, taken over …) that are worked out one by one for one answer, and so many at a time. */
const MOST_APART = 20_000
const PART = 2_000

export interface Accruing {
  fen: bigint
  lineCount: number
  asOf: CivilDate
  /** When it was counted, where that was not now. */
  countedAt: Date | null
  /** Late bills that are in neither, being too many to be worked out one by one. */
  leftOutCount: number
  /** The late lines with what each costs, as SQL of `line_id, fen`. */
  lines: RawBuilder<unknown>
}

/**
 * 应计未收: what lateness costs and is not billed, as of today; of more late bills than are counted while somebody waits, as of last night. Nearly all
 * of it is counted over sets; bills of which there is more to know are worked out one by one.
 */
export async function readAccruing(
  tx: Tx,
  actor: Actor,
  asked: Narrowed,
  mostLive: number = latePenalties.MOST_LIVE,
): Promise<Accruing> {
  const asOf = today()
  const { rows: due } = await sql<{ count: number }>`
    ${latePenalties.overdueOnce(isNarrowed(asked, 'b'), asOf, mostLive)}`.execute(analytics(tx))
  const kept = (due[0]?.count ?? 0) > mostLive ? await readKept(tx, asked) : null
  return kept ?? countNow(tx, actor, asked, asOf)
}

/** As it was counted last night; null before the first night. */
async function readKept(tx: Tx, asked: Narrowed): Promise<Accruing | null> {
  const lines = sql`select k.line_id, k.fen from billing.public_accruing_line k where ${isNarrowed(asked, 'k')}`
  const { rows } = await sql<Pick<Accruing, 'fen' | 'lineCount' | 'asOf' | 'countedAt'>>`
    select c.as_of, c.counted_at, coalesce(sum(k.fen), 0)::bigint as fen, count(k.line_id)::int as line_count
    from billing.public_accruing_count c left join (${lines}) k on true
    where c.tenant_id = ${asked.tenantId}::uuid group by c.as_of, c.counted_at`.execute(analytics(tx))
  const [row] = rows
  return row ? { ...row, leftOutCount: 0, lines } : null
}

async function countNow(tx: Tx, actor: Actor, asked: Narrowed, asOf: CivilDate): Promise<Accruing> {
  const late = latePenalties.accruing(isNarrowed(asked, 'b'), asOf)
  const { rows } = await sql<{ fen: bigint; lineCount: number; apart: string[] | null }>`
    select coalesce(sum(a.fen) filter (where not a.is_apart), 0)::bigint as fen, count(*) filter (where not a.is_apart and a.fen > 0)::int as line_count,
      array_agg(distinct a.bill_id) filter (where a.is_apart) as apart
    from (${late}) a`.execute(analytics(tx))
  const apart = rows[0]?.apart ?? []
  const found = await workedOut(tx, actor, apart.slice(0, MOST_APART), asOf)
  const { fen = 0n, lineCount = 0 } = rows[0] ?? {}
  const [ids, fens] = [found.map(due => due.lineId), found.map(due => due.openFen)]
  return {
    fen: fen + fens.reduce((sum, one) => sum + one, 0n),
    lineCount: lineCount + found.length,
    ...{ asOf, countedAt: null },
    leftOutCount: Math.max(0, apart.length - MOST_APART),
    lines: sql`select a.line_id, a.fen from (${late}) a where not a.is_apart and a.fen > 0
      union all select * from unnest(${ids}::uuid[], ${fens}::bigint[])`,
  }
}

async function workedOut(
  tx: Tx,
  actor: Actor,
  billIds: readonly string[],
  asOf: string,
): Promise<{ lineId: string; openFen: bigint }[]> {
  const found: { lineId: string; openFen: bigint }[] = []
  for (let start = 0; start < billIds.length; start += PART)
    for (const { lineId, openFen } of await latePenalties.ofBills(tx, actor, billIds.slice(start, start + PART), asOf))
      if (openFen > 0n) found.push({ lineId, openFen })
  return found
}
