/**
 * What closings left for later months (ADR 18), recomputed from lines and settlements in one pass for any number of closings: the same as
 * billing proposes when a month is closed, written a second time for `verify` and 对账.
 */

/** Closings that hold deferred: `tenant_id, community_id, as_of`. */
const EVERY_CLOSING = 'select tenant_id, community_id, as_of from billing.public_revenue_deferral'

/** The latest closing of each community until the end of a day (as a literal of SQL). */
export function lastClosings(day: string): string {
  return `select tenant_id, community_id, max(as_of) as as_of from billing.public_revenue_deferral where as_of <= ${day} group by 1, 2`
}

/** By closing: net and tax, in fen, of what was posted to 6001 by then for months after it. */
export function deferredFacts(closings: string): string {
  const ours = `exists (select 1 from ledger.public_posting p where p.tenant_id = l.tenant_id and p.source_kind = 'billing.bill-issued'
    and p.source_id = l.bill_id and p.account_code = '6001')`
  return `
    select c.tenant_id, c.community_id, c.as_of, coalesce(sum(f.fen - f.tax), 0) as net, coalesce(sum(f.tax), 0) as tax
    from (${closings}) c
    left join (
      select l.tenant_id, l.community_id, l.segment_start, l.issued_on as happened_on, l.amount_fen as fen, coalesce(l.tax_fen, 0) as tax
      from billing.public_bill_line l
      where l.state = 'issued' and date_trunc('month', l.segment_start::timestamp) > date_trunc('month', l.issued_on::timestamp) and ${ours}
      union all
      select l.tenant_id, l.community_id, l.segment_start, s.settled_on, -s.amount_fen, -coalesce(s.tax_fen, 0)
      from billing.public_settlement s join billing.public_bill_line l on l.tenant_id = s.tenant_id and l.id = s.bill_line_id
      where s.source_kind in ('waiver', 'rounding', 'discount') and l.state = 'issued'
        and date_trunc('month', l.segment_start::timestamp) > date_trunc('month', s.settled_on::timestamp) and ${ours}
    ) f on f.tenant_id = c.tenant_id and f.community_id = c.community_id and f.happened_on <= c.as_of and f.segment_start > c.as_of
    group by 1, 2, 3`
}

/** By closing: what 2205 and 222102 held at its end, credit positive. */
export function heldBalances(closings: string): string {
  const held = (code: string) => `coalesce(-sum(p.amount_fen) filter (where p.account_code = '${code}'), 0)`
  return `
    select c.tenant_id, c.community_id, c.as_of, ${held('2205')} as net, ${held('222102')} as tax
    from (${closings}) c
    left join ledger.public_posting p on p.tenant_id = c.tenant_id and p.community_id = c.community_id
      and p.account_code in ('2205', '222102') and p.posted_on <= c.as_of
    group by 1, 2, 3`
}

/** What `verify` asks: closed months of which the ledger, the lines and what was kept at the closing say different things. */
export const DEFERRALS_DIFFER = `
  select community_id, month, (k.net_fen + k.tax_fen)::text as kept, h.net || ' + ' || h.tax as ledger, f.net || ' + ' || f.tax as lines
  from billing.public_revenue_deferral k
  join (${heldBalances(EVERY_CLOSING)}) h using (tenant_id, community_id, as_of)
  join (${deferredFacts(EVERY_CLOSING)}) f using (tenant_id, community_id, as_of)
  where (k.net_fen, k.tax_fen) is distinct from (h.net, h.tax) or (h.net, h.tax) is distinct from (f.net, f.tax)`
