import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { percentOfFen } from '../revenue/revenue.ts'
import { billing } from '../tables.ts'
import { type Penalty, type PenaltyTerms, penaltyOf } from './penalty.ts'

/** What lateness of a line costs as of a day and is not paid, waived or stored yet. */
export interface PenaltyDue {
  billId: string
  lineId: string
  /** Worked out from the due date to `asOf`. */
  penalty: Penalty
  /** Of that, stored already: paid, waived or frozen before. */
  storedFen: bigint
  openFen: bigint
  terms: PenaltyTerms
  asOf: string
}

interface LateLine {
  billId: string
  lineId: string
  dueOn: string
  amountFen: bigint
  holds: { from: string; to: string | null }[]
  terms: PenaltyTerms | null
  storedFen: bigint
  /** Of an arrear taken over: the former system's penalty, and the day it was counted to. */
  takenOverFen: bigint
  takenOverTo: string | null
  settlements: { kind: string; on: string; fen: string }[]
}

/** The bill `b` with all that it corrects and that correct it, of the same payer. */
const CHAIN = sql`select c.id from billing.bill c
  where c.tenant_id = b.tenant_id and c.payer_person_id is not distinct from b.payer_person_id
    and (c.id = coalesce(b.corrects_bill_id, b.id) or c.corrects_bill_id = coalesce(b.corrects_bill_id, b.id))`

/**
 * Penalties of issued bills as of a day, line by line (R9, E46–E52): on what was open on each day, whatever settled the rest.
 * A correction counts from the beginning, since the debt was never owed; days on which a bill is or was held, or its penalty frozen, do not count,
 * under the bill that takes its place either.
 * Of an arrear taken over the former system's penalty stands as it is, and our own days begin after the day it was counted to.
 */
export async function readPenalties(
  tx: Tx,
  actor: Actor,
  billIds: readonly string[],
  asOf: string,
): Promise<PenaltyDue[]> {
  if (billIds.length === 0) return []
  const { rows } = await sql<LateLine>`
    select l.bill_id, l.id as line_id, b.due_on, l.amount_fen, r.terms -> 'penalty' as terms,
      coalesce((select sum(p.amount_fen) from billing.bill_line p join billing.bill pb on pb.tenant_id = p.tenant_id and pb.id = p.bill_id
        where p.tenant_id = l.tenant_id and p.of_line_id = l.id and pb.state = 'issued' and pb.voided_at is null), 0)::bigint as stored_fen,
      coalesce(o.penalty_fen, 0)::bigint as taken_over_fen, o.penalty_stop_on as taken_over_to,
      coalesce((select jsonb_agg(jsonb_build_object('kind', s.source_kind, 'on', s.settled_on, 'fen', s.amount_fen::text))
        from billing.settlement s where s.tenant_id = l.tenant_id and s.bill_line_id = l.id), '[]') as settlements,
      coalesce((select jsonb_agg(jsonb_build_object('from', h.held_on, 'to', h.released_on) order by h.held_on)
        from (select x.held_on, x.released_on from billing.bill_hold x where x.tenant_id = b.tenant_id and x.bill_id in (${CHAIN})
          union all select x.frozen_on, x.thawed_on from billing.penalty_freeze x where x.tenant_id = b.tenant_id and x.bill_id in (${CHAIN})) h), '[]') as holds
    from billing.bill b
    join billing.bill_line l on l.tenant_id = b.tenant_id and l.bill_id = b.id and l.amount_fen > 0
    left join billing.opening_debt o on o.tenant_id = b.tenant_id and o.bill_id = b.id
    left join billing.rule r on r.tenant_id = b.tenant_id and r.id = b.rule_id and r.terms ? 'penalty'
    where (r.id is not null or o.penalty_fen > 0) and b.tenant_id = ${tenantOf(actor)}::uuid and b.id = any(${[...billIds]}::uuid[]) and b.state = 'issued' and b.kind <> 'penalty'
      and b.due_on < ${asOf}::date
    order by l.bill_id, l.segment_start, l.id`.execute(billing(tx))
  return rows.flatMap(row => {
    const corrected = row.settlements.filter(one => one.kind === 'correction')
    const paid = row.settlements.filter(one => one.kind !== 'correction')
    const terms = row.terms ?? NO_TERMS
    const counted = penaltyOf(terms, {
      principalFen: row.amountFen - corrected.reduce((sum, one) => sum + BigInt(one.fen), 0n),
      dueOn: row.dueOn,
      payments: paid.map(one => ({ paidOn: one.on, fen: BigInt(one.fen) })),
      asOf,
      frozen: [...(row.takenOverTo ? [{ from: row.dueOn, to: row.takenOverTo }] : []), ...row.holds],
    })
    const penalty = withTakenOver(counted, terms, row)
    const openFen = penalty.fen - row.storedFen
    return openFen > 0n
      ? [{ billId: row.billId, lineId: row.lineId, terms, penalty, storedFen: row.storedFen, openFen, asOf }]
      : []
  })
}

/** No rule says a penalty: only what was taken over stands. */
const NO_TERMS: PenaltyTerms = {
  rate: { by: 'day', percent: '0' },
  graceDays: 0,
  countedFrom: 'due-date',
  capPercent: null,
}

/** Adds what the former system had counted; the cap is of both together. */
function withTakenOver(counted: Penalty, { capPercent }: PenaltyTerms, row: LateLine): Penalty {
  if (row.takenOverFen === 0n || row.takenOverTo === null) return counted
  const takenOver = { fen: row.takenOverFen, to: row.takenOverTo }
  const fen = counted.fen + takenOver.fen
  const cap = capPercent === null ? null : percentOfFen(row.amountFen, capPercent)
  return cap !== null && fen > cap ? { ...counted, fen: cap, capped: true, takenOver } : { ...counted, fen, takenOver }
}

/**
 * Bills of a household that were settled after they were due, by rules with a penalty or with one taken over: it may still be open.
 */
export async function readPaidLate(tx: Tx, actor: Actor, premisesId: string, asOf: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select b.id from billing.bill b
    left join billing.rule r on r.tenant_id = b.tenant_id and r.id = b.rule_id and r.terms ? 'penalty'
    left join billing.opening_debt o on o.tenant_id = b.tenant_id and o.bill_id = b.id
    where (r.id is not null or o.penalty_fen > 0) and b.tenant_id = ${tenantOf(actor)}::uuid and b.premises_id = ${premisesId}::uuid and b.state = 'issued' and b.kind <> 'penalty'
      and b.due_on < ${asOf}::date and b.amount_fen > 0 and b.settled_fen = b.amount_fen
      and exists (select 1 from billing.settlement s where s.tenant_id = b.tenant_id and s.bill_id = b.id and s.settled_on > b.due_on)
    order by b.due_on, b.id`.execute(billing(tx))
  return rows.map(row => row.id)
}
