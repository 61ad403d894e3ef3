/** An invariant: a query that answers the rows which break it, and what to say of them (`{column}` is filled in). */
export interface Invariant {
  name: string
  sql: string
  words: string
  /** Where SQL cannot work it out: of all rows of the query those that break it. */
  judge?(rows: readonly unknown[]): Record<string, unknown>[]
}

/** What `verify` asks of money of others (ADR 23). */
export const FUND_INVARIANTS: readonly Invariant[] = [
  {
    // What a correction took off bills that were paid is the company's to make good; so is what it advances.
    name: 'of money of others nothing is spent that did not come in (代收, 公共收益, 维修资金)',
    sql: `select f.community_id, f.kind, f.item_id, sum(f.fen)::text as fen from (
            select tenant_id, community_id, kind, case when kind = 'agency' then item_id end as item_id, amount_fen as fen, source_kind
              from billing.public_fund_receipt
            union all select tenant_id, community_id, kind, item_id, amount_fen, deed from billing.public_fund_movement) f
          left join billing.fund_account a on a.tenant_id = f.tenant_id and a.community_id = f.community_id and a.kind = f.kind
            and a.item_id is not distinct from f.item_id
          where a.may_advance is not true
          group by f.tenant_id, f.community_id, f.kind, f.item_id
          having sum(f.fen) - least(coalesce(sum(f.fen) filter (where f.source_kind = 'correction'), 0), 0) < 0`,
    words: 'community {community_id}, {kind} {item_id}: {fen}',
  },
  {
    name: 'what sums say is in accounts of others, come and due = their settlements and lines',
    sql: `select community_id, item_id, sum(come)::text as come, sum(due)::text as due from (
            select tenant_id, community_id, item_id, amount_fen as come, 0 as due from billing.public_fund_receipt
            union all select tenant_id, community_id, item_id, 0, amount_fen from billing.public_fund_due
            union all select c.tenant_id, c.community_id, c.item_id, -c.fund_in_fen, -c.fund_due_fen
              from billing.charge_sum c join billing.charge_item i on i.tenant_id = c.tenant_id and i.id = c.item_id
              where i.treatment in ('agency', 'public', 'fund')) f
          group by tenant_id, community_id, item_id having sum(come) <> 0 or sum(due) <> 0`,
    words: 'community {community_id}, item {item_id}: come {come}, due {due} too little',
  },
  {
    name: 'what was spent, handed over or entered of money of others is posted once, by its amount; what is not approved is not',
    sql: `select q.id, q.deed, q.state, q.effect_fen::text as fact, coalesce(p.fen, 0)::text as ledger from billing.fund_request q
          left join (select tenant_id, source_id, -sum(amount_fen) as fen from ledger.public_posting
            where source_kind like 'billing.fund-%' and account_code in ('224102', '224103', '224104') group by 1, 2) p
            on p.tenant_id = q.tenant_id and p.source_id = q.id
          where case when q.state = 'approved' then q.effect_fen else 0 end <> coalesce(p.fen, 0)`,
    words: '{deed} {id} ({state}) is {fact}, the ledger says {ledger}',
  },
  {
    // What was opened or paid before there was the account never touched it: it waits to be moved in.
    name: 'the special account of the maintenance fund (100202) = the fund less what waits to be moved in, and not below nothing',
    sql: `select coalesce(f.community_id, p.community_id) as community_id, coalesce(f.fen, 0)::text as fact, coalesce(p.fen, 0)::text as ledger from
          (select tenant_id, community_id, sum(special_fen) as fen from billing.public_fund_movement group by 1, 2) f
          full join (select tenant_id, community_id, sum(amount_fen) as fen from ledger.public_posting where account_code = '100202' group by 1, 2) p
            on p.tenant_id = f.tenant_id and p.community_id = f.community_id
          where coalesce(f.fen, 0) <> coalesce(p.fen, 0) or coalesce(f.fen, 0) < 0`,
    words: 'community {community_id}: {fact} in the special account, the ledger says {ledger}',
  },
  {
    name: 'shares of homes come to what was shared of the maintenance fund (E77)',
    sql: `select q.id, abs(q.effect_fen)::text as fact, sum(s.share_fen)::text as shares from billing.fund_share s
          join billing.fund_request q on q.tenant_id = s.tenant_id and q.id = s.request_id
          group by q.tenant_id, q.id, q.effect_fen having sum(s.share_fen) <> abs(q.effect_fen)`,
    words: 'request {id} shares {shares} of {fact}',
  },
  {
    name: 'what homes have in the maintenance fund = what came in for premises and was shared, those that were merged or split included',
    sql: `select community_id, sum(fen)::text as fen from (
            select tenant_id, community_id, amount_fen as fen from billing.public_fund_home_move
            union all select tenant_id, community_id, -amount_fen from billing.public_fund_receipt where kind = 'fund'
            union all select s.tenant_id, s.community_id, case when q.effect_fen < 0 then s.share_fen else -s.share_fen end
              from billing.fund_request q join billing.fund_share s on s.tenant_id = q.tenant_id and s.request_id = coalesce(q.reverses_id, q.id)
              where q.kind = 'fund' and q.state = 'approved') f
          group by tenant_id, community_id having sum(fen) <> 0
          union all
          select null, 'parts of premises ' || premises_id || ' come to ' || sum(high - low) from billing.public_fund_successor
          group by tenant_id, premises_id having sum(high - low) <> 1`,
    words: 'community {community_id}: {fen}',
  },
  {
    name: 'spendings on a resolution are within its limit',
    sql: `select d.id, d.limit_fen::text as most, sum(case when q.deed = 'reversal' then -q.amount_fen else q.amount_fen end)::text as spent
          from billing.resolution d join billing.fund_request q on q.tenant_id = d.tenant_id and q.resolution_id = d.id and q.state = 'approved'
          group by d.tenant_id, d.id having sum(case when q.deed = 'reversal' then -q.amount_fen else q.amount_fen end) > d.limit_fen`,
    words: 'resolution {id} allows {most}, {spent} was spent',
  },
]
