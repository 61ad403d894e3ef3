import pg from 'pg'

/** An invariant: a query that answers the rows which break it, and what to say of them (`{column}` is filled in). */
interface Invariant {
  name: string
  sql: string
  words: string
}

const INVARIANTS: Invariant[] = [
  {
    name: 'every ledger entry balances',
    sql: 'select entry_id, sum(amount_fen)::text as fen from ledger.posting group by tenant_id, entry_id having sum(amount_fen) <> 0',
    words: 'entry {entry_id} is out by {fen} fen',
  },
  {
    name: 'Σ lines = bill (R12)',
    sql: `select b.id, b.amount_fen::text as bill, coalesce(sum(l.amount_fen), 0)::text as lines from billing.bill b
          left join billing.bill_line l on l.tenant_id = b.tenant_id and l.bill_id = b.id
          group by b.tenant_id, b.id having b.amount_fen <> coalesce(sum(l.amount_fen), 0)`,
    words: 'bill {id} says {bill}, its lines {lines}',
  },
  {
    name: 'settled of a line = Σ its settlements',
    sql: `select l.id, l.settled_fen::text as line, coalesce(sum(s.amount_fen), 0)::text as settlements from billing.bill_line l
          left join billing.settlement s on s.tenant_id = l.tenant_id and s.bill_line_id = l.id
          group by l.tenant_id, l.id having l.settled_fen <> coalesce(sum(s.amount_fen), 0)`,
    words: 'line {id} says {line}, its settlements {settlements}',
  },
  {
    name: 'settled of a bill = Σ settled of its lines',
    sql: `select b.id, b.settled_fen::text as bill, coalesce(sum(l.settled_fen), 0)::text as lines from billing.bill b
          left join billing.bill_line l on l.tenant_id = b.tenant_id and l.bill_id = b.id
          group by b.tenant_id, b.id having b.settled_fen <> coalesce(sum(l.settled_fen), 0)`,
    words: 'bill {id} says {bill}, its lines {lines}',
  },
  {
    name: 'Σ allocations = payment (R12)',
    sql: `select p.id, p.amount_fen::text as payment, coalesce(sum(s.amount_fen), 0)::text as settlements from payments.payment p
          left join billing.settlement s on s.tenant_id = p.tenant_id and s.payment_id = p.id
          group by p.tenant_id, p.id having p.amount_fen <> coalesce(sum(s.amount_fen), 0)`,
    words: 'payment {id} is {payment}, allocated {settlements}',
  },
  {
    name: 'receivable in the ledger = what bills say is owing, per premises',
    sql: `select coalesce(l.premises_id, b.premises_id) as premises_id, coalesce(l.fen, 0)::text as ledger, coalesce(b.fen, 0)::text as bills from
          (select tenant_id, premises_id, sum(amount_fen) as fen from ledger.posting where account_code = '1122' group by 1, 2) l
          full join (select tenant_id, premises_id, sum(amount_fen - settled_fen) as fen from billing.bill where state = 'issued' group by 1, 2) b
            on b.tenant_id = l.tenant_id and b.premises_id = l.premises_id
          where coalesce(l.fen, 0) <> coalesce(b.fen, 0)`,
    words: 'premises {premises_id}: ledger {ledger}, bills {bills}',
  },
  {
    name: 'money in the ledger = Σ payments, per community',
    sql: `select coalesce(l.community_id, p.community_id) as community_id, coalesce(l.fen, 0)::text as ledger, coalesce(p.fen, 0)::text as payments from
          (select tenant_id, community_id, sum(amount_fen) as fen from ledger.posting where account_code in ('1001', '1002', '1012') group by 1, 2) l
          full join (select tenant_id, community_id, sum(amount_fen) as fen from payments.payment group by 1, 2) p
            on p.tenant_id = l.tenant_id and p.community_id = l.community_id
          where coalesce(l.fen, 0) <> coalesce(p.fen, 0)`,
    words: 'community {community_id}: ledger {ledger}, payments {payments}',
  },
  {
    name: 'a bill run counts the bills it added',
    sql: `select r.id, r.bill_count as counted, count(b.id)::int as bills, r.total_fen::text as total, coalesce(sum(b.amount_fen), 0)::text as fen
          from billing.bill_run r left join billing.bill b on b.tenant_id = r.tenant_id and b.bill_run_id = r.id
          group by r.tenant_id, r.id having r.bill_count <> count(b.id) or r.total_fen <> coalesce(sum(b.amount_fen), 0)`,
    words: 'run {id} counts {counted} bills of {total} fen, there are {bills} of {fen}',
  },
  {
    name: 'every issued bill and every payment is posted once',
    sql: `select f.id, f.kind from (
            select tenant_id, id, 'billing.bill-issued' as kind from billing.bill where state = 'issued' and amount_fen > 0
            union all select tenant_id, id, 'payments.received' from payments.payment) f
          where not exists (select 1 from ledger.entry e where e.tenant_id = f.tenant_id and e.source_kind = f.kind and e.source_id = f.id)`,
    words: '{kind} {id} has no entry',
  },
  {
    name: 'receipt numbers have no gap',
    sql: `select c.community_id, c.year, c.last_sequence as last, count(r.id)::int as receipts from payments.receipt_counter c
          left join payments.receipt r on r.tenant_id = c.tenant_id and r.community_id = c.community_id and r.year = c.year
          group by c.tenant_id, c.community_id, c.year, c.last_sequence having c.last_sequence <> count(r.id)`,
    words: 'community {community_id}, year {year}: the counter says {last}, there are {receipts} receipts',
  },
  {
    name: 'the audit log is as it was written',
    sql: `select seq, tenant_id from (
            select a.seq, a.tenant_id, lag(a.seq, 1, 0::bigint) over w as seq_before,
              platform.audit_line_holds(lag(a.hash, 1, '\\x'::bytea) over w, a) as holds
            from platform.audit a window w as (partition by a.tenant_id order by a.seq)) chained
          where not holds or seq <> seq_before + 1`,
    words: 'line {seq} of company {tenant_id} does not follow from the lines before it',
  },
  {
    name: 'the audit log is not cut off',
    sql: `select h.tenant_id, h.seq::text as head, coalesce(max(a.seq), 0)::text as last from platform.audit_head h
          left join platform.audit a on a.tenant_id = h.tenant_id group by h.tenant_id, h.seq having h.seq <> coalesce(max(a.seq), 0)`,
    words: 'company {tenant_id}: the head says {head}, the last line is {last}',
  },
]

/** Recomputes every invariant from the facts (domain.md R12); answers a sentence for each row that breaks one (at most 20 each). */
export async function verifyInvariants(adminUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const broken: string[] = []
    for (const invariant of INVARIANTS) {
      const { rows } = await client.query<Record<string, unknown>>(`select * from (${invariant.sql}) broken limit 20`)
      broken.push(
        ...rows.map(
          row =>
            `${invariant.name}: ${invariant.words.replace(/\{(\w+)\}/g, (_, column: string) => String(row[column]))}`,
        ),
      )
    }
    return broken
  } finally {
    await client.end()
  }
}
