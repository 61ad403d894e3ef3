import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import { defineCron } from '../../platform/cron/define-cron.ts'
import type { Tx } from '../../platform/db.ts'
import { billing } from '../tables.ts'
import { accruingLines, overdueOnce } from './accruing-lines.ts'
import { readPenalties } from './penalty-view.ts'

/** So many bills that were due under a penalty are counted while somebody waits; of more it is said as of last night. */
export const MOST_LIVE = 100_000

/** Bills with a story that are worked out one by one in a night, and so many at a time. */
const PART = 2_000

/** Every night, of companies with many late bills: what lateness costs and is not billed, line by line, for the report of penalties. */
export const countAccruing = defineCron('billing.countAccruing', { daily: '04:10' }, (tx, actor) =>
  keepAccruing(tx, actor),
)

/** Counts it anew; of a company with no more than `mostLive` bills that were due under a penalty nothing is kept. */
export async function keepAccruing(tx: Tx, actor: Actor, mostLive = MOST_LIVE): Promise<void> {
  const tenantId = tenantOf(actor)
  const asOf = today()
  const own = sql<boolean>`b.tenant_id = ${tenantId}::uuid`
  await sql`delete from billing.accruing_line where tenant_id = ${tenantId}::uuid`.execute(billing(tx))
  await sql`delete from billing.accruing_count where tenant_id = ${tenantId}::uuid`.execute(billing(tx))
  const { rows } = await sql<{ count: number }>`${overdueOnce(own, asOf, mostLive)}`.execute(billing(tx))
  if ((rows[0]?.count ?? 0) <= mostLive) return
  // Read once: nearly all of it is kept as it is found, the rest is worked out below.
  const { rows: apart } = await sql<{ billId: string }>`
    with found as materialized (${accruingLines(own, asOf)}), kept as (
      insert into billing.accruing_line (tenant_id, line_id, bill_id, community_id, premises_id, item_id, fen)
      select b.tenant_id, a.line_id, b.id, b.community_id, b.premises_id, b.item_id, a.fen
      from found a join billing.bill b on b.tenant_id = ${tenantId}::uuid and b.id = a.bill_id
      where not a.is_apart and a.fen > 0
    )
    select distinct a.bill_id from found a where a.is_apart`.execute(billing(tx))
  for (let start = 0; start < apart.length; start += PART) {
    const ids = apart.slice(start, start + PART).map(row => row.billId)
    const dues = (await readPenalties(tx, actor, ids, asOf)).filter(due => due.openFen > 0n)
    await sql`
      insert into billing.accruing_line (tenant_id, line_id, bill_id, community_id, premises_id, item_id, fen)
      select b.tenant_id, d.line_id, b.id, b.community_id, b.premises_id, b.item_id, d.fen
      from unnest(${dues.map(due => due.lineId)}::uuid[], ${dues.map(due => due.billId)}::uuid[], ${dues.map(due => due.openFen)}::bigint[])
        as d(line_id, bill_id, fen)
      join billing.bill b on b.tenant_id = ${tenantId}::uuid and b.id = d.bill_id`.execute(billing(tx))
  }
  await sql`insert into billing.accruing_count (tenant_id, as_of, counted_at) values (${tenantId}::uuid, ${asOf}::date, ${now()})`.execute(
    billing(tx),
  )
}
