import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { personNow } from '../bills/person-now.ts'
import { billing } from '../tables.ts'
import type { TakenBack, TakenDue } from './chain.ts'
import type { PenaltyTerms } from './penalty.ts'

/** A line that is late or may have been, with all that its penalty goes by. */
export interface LateLine {
  billId: string
  lineId: string
  /** the first bill of its chain, and who the payer is now: bills of one root and payer count as one */
  rootId: string
  payerPersonId: string | null
  revision: number
  segmentStart: string
  segmentEnd: string
  dueOn: string
  /** when what a correction raised it by is due: so many days of the rule after it was issued */
  raisedDueOn: string
  amountFen: bigint
  holds: { from: string; to: string | null }[]
  terms: PenaltyTerms | null
  storedFen: bigint
  /** Of an arrear taken over: the former system's penalty, and the day it was counted to. */
  takenOverFen: bigint
  takenOverTo: string | null
  /** `carried`: a correction that paid it with what the line before had been paid; `readdressed`: somebody else owes it from that day on */
  settlements: { kind: string; on: string; fen: string }[]
}

/** A bill with all that it corrects and that correct it, of the same payer, under whichever record. */
function chainOf(actor: Actor, bill: RawBuilder<unknown>): RawBuilder<unknown> {
  const samePayer = sql`c.tenant_id = ${bill}.tenant_id
    and ${personNow(actor, sql`c.payer_person_id`)} is not distinct from ${personNow(actor, sql`${bill}.payer_person_id`)}`
  // Each arm compares columns: behind the walls a coalesce() leads along no index, and all bills were read.
  return sql`select c.id from billing.bill c where ${samePayer} and c.id = ${bill}.id
    union select c.id from billing.bill c where ${samePayer} and c.id = ${bill}.corrects_bill_id
    union select c.id from billing.bill c where ${samePayer} and c.corrects_bill_id = ${bill}.id
    union select c.id from billing.bill c where ${samePayer} and c.corrects_bill_id = ${bill}.corrects_bill_id`
}

/**
 * The day from which a settlement counts: what was taken back because the money never came (a cheque that bounced) goes back on the day
 * it was booked, as if it had not been.
 */
const COUNTS_ON = sql`case when s.reversal_id is null then s.settled_on else coalesce((
  select o.settled_on from billing.refund_request q
  join billing.settlement o on o.tenant_id = q.tenant_id and o.id = s.reverses_id
  where q.tenant_id = s.tenant_id and q.id = s.reversal_id and q.cause = 'bounced'), s.settled_on) end`

/** What a correction settled: carried onto the line in its place, no principal any more, or somebody else's from that day on. */
const KIND = sql`case when c.correction_reason like 'by-hand|%' then 'readdressed' when c.revision < b.revision then 'carried' else s.source_kind end`

/** The lines of bills and of all bills of their chains, by chain and days: those due before a day, and corrections whenever due. */
export async function readLate(tx: Tx, actor: Actor, billIds: readonly string[], asOf: string): Promise<LateLine[]> {
  const { rows } = await sql<LateLine>`
    select l.bill_id, l.id as line_id, coalesce(b.corrects_bill_id, b.id) as root_id,
      ${personNow(actor, sql`b.payer_person_id`)} as payer_person_id, b.revision, l.segment_start, l.segment_end,
      b.due_on, greatest(b.due_on, greatest(b.billing_on, (b.issued_at at time zone 'Asia/Shanghai')::date) + coalesce(r.due_days, 0)) as raised_due_on,
      l.amount_fen, r.terms -> 'penalty' as terms,
      coalesce((select sum(p.amount_fen) from billing.bill_line p join billing.bill pb on pb.tenant_id = p.tenant_id and pb.id = p.bill_id
        where p.tenant_id = l.tenant_id and p.of_line_id = l.id and pb.state = 'issued' and pb.voided_at is null), 0)::bigint as stored_fen,
      coalesce(o.penalty_fen, 0)::bigint as taken_over_fen, o.penalty_stop_on as taken_over_to,
      coalesce((select jsonb_agg(jsonb_build_object('kind', ${KIND}, 'on', ${COUNTS_ON}, 'fen', s.amount_fen::text))
        from billing.settlement s
        left join billing.bill c on s.source_kind = 'correction' and c.tenant_id = s.tenant_id and c.id = s.source_id
        where s.tenant_id = l.tenant_id and s.bill_line_id = l.id), '[]') as settlements,
      coalesce((select jsonb_agg(jsonb_build_object('from', h.held_on, 'to', h.released_on) order by h.held_on)
        from (${chainOf(actor, sql`b`)}) c join lateral (
          select x.held_on, x.released_on from billing.bill_hold x where x.tenant_id = b.tenant_id and x.bill_id = c.id
          union all select x.frozen_on, x.thawed_on from billing.penalty_freeze x where x.tenant_id = b.tenant_id and x.bill_id = c.id) h on true), '[]') as holds
    from (
      select distinct c.id from unnest(${[...billIds]}::uuid[]) as d(id)
      cross join lateral (select * from billing.bill where tenant_id = ${tenantOf(actor)}::uuid and id = d.id offset 0) a
      cross join lateral (${chainOf(actor, sql`a`)}) c
    ) of
    join billing.bill b on b.tenant_id = ${tenantOf(actor)}::uuid and b.id = of.id
    join billing.bill_line l on l.tenant_id = b.tenant_id and l.bill_id = b.id and l.amount_fen > 0
    left join billing.opening_debt o on o.tenant_id = b.tenant_id and o.bill_id = b.id
    left join billing.rule r on r.tenant_id = b.tenant_id and r.id = b.rule_id and r.terms ? 'penalty'
    where (r.id is not null or o.penalty_fen > 0) and b.state = 'issued' and b.kind <> 'penalty'
      and (b.due_on < ${asOf}::date or b.corrects_bill_id is not null)
    order by coalesce(b.corrects_bill_id, b.id), l.segment_start, b.revision, l.id`.execute(billing(tx))
  return rows
}

/** Red bills of chains, with what they take back and what they credited to purses, the first before the next. */
export async function readTakenBack(
  tx: Tx,
  actor: Actor,
  rootIds: readonly string[],
): Promise<(TakenBack & TakenDue & { rootId: string; payerPersonId: string | null })[]> {
  if (rootIds.length === 0) return []
  const tenantId = tenantOf(actor)
  const { rows } = await sql<{
    rootId: string
    payerPersonId: string | null
    revision: number
    dueOn: string
    creditFen: bigint
    lines: { lineId: string; segmentStart: string; segmentEnd: string; fen: string }[]
  }>`
    select r.corrects_bill_id as root_id, ${personNow(actor, sql`r.payer_person_id`)} as payer_person_id, r.revision, r.due_on,
      coalesce((select sum(m.amount_fen) from billing.purse_movement m
        where m.tenant_id = r.tenant_id and m.source_id = r.id and m.source_kind = 'billing.bill' and m.kind = 'credit'), 0)::bigint as credit_fen,
      (select jsonb_agg(jsonb_build_object('lineId', l.reverses_line_id, 'segmentStart', l.segment_start, 'segmentEnd', l.segment_end, 'fen', (-l.amount_fen)::text)
          order by l.segment_start, l.id)
        from billing.bill_line l where l.tenant_id = r.tenant_id and l.bill_id = r.id) as lines
    from billing.bill r
    where r.tenant_id = ${tenantId}::uuid and r.corrects_bill_id = any(${[...rootIds]}::uuid[]) and r.state = 'issued' and r.amount_fen < 0
    order by r.corrects_bill_id, r.revision, r.id`.execute(billing(tx))
  return rows.map(({ lines, ...red }) => ({
    ...red,
    lines: lines.map(({ fen, ...line }) => ({ ...line, amountFen: BigInt(fen) })),
  }))
}
