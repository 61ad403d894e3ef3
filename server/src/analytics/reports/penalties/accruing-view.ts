import { sql } from 'kysely'
import { readPenalties } from '../../../billing/index.ts'
import type { Actor } from '../../../platform/actor.ts'
import { today } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db.ts'
import { analytics } from '../../tables.ts'
import { isNarrowed, type Narrowed } from '../ask-report.ts'

/** Late bills whose penalties are worked out for one answer, and so many at a time. */
const MOST_LATE = 20_000
const PART = 2_000

/**
 * 应计未收 as of today: the late lines with what lateness costs them (fen) and is not billed, worked out line by line since it is stored only when
 * it is paid, waived or frozen; null where that is more than one answer works out.
 */
export async function readAccruing(
  tx: Tx,
  actor: Actor,
  asked: Narrowed,
): Promise<{ lineId: string; openFen: bigint }[] | null> {
  const asOf = today()
  const { rows } = await sql<{ id: string }>`
    select b.id from billing.public_bill b
    where ${isNarrowed(asked, 'b')} and b.state = 'issued' and b.kind <> 'penalty' and b.due_on < ${asOf}::date
      and (b.settled_fen < b.amount_fen or exists (select 1 from billing.public_settlement s
        where s.tenant_id = b.tenant_id and s.bill_id = b.id and s.settled_on > b.due_on))
    limit ${MOST_LATE + 1}`.execute(analytics(tx))
  if (rows.length > MOST_LATE) return null
  const found: { lineId: string; openFen: bigint }[] = []
  for (let start = 0; start < rows.length; start += PART) {
    const ids = rows.slice(start, start + PART).map(row => row.id)
    for (const { lineId, openFen } of await readPenalties(tx, actor, ids, asOf))
      if (openFen > 0n) found.push({ lineId, openFen })
  }
  return found
}
