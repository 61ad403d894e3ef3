/**
 * What `verify` asks of margins (ADR 22): every closed month of an item that was sold or bought on the margin, recomputed from lines, settlements
 * and invoices, with what earlier months left of what was bought; the same as billing proposes when a month is closed, said a second time.
 */
export const MARGINS_DIFFER = `
  with fact as (
    select f.tenant_id, f.community_id, f.item_id, f.month, sum(f.sold) as sold, sum(f.bought) as bought from (
      select l.tenant_id, l.community_id, l.item_id, to_char(l.issued_on, 'YYYY-MM') as month, l.amount_fen as sold, 0 as bought
      from billing.public_bill_line l where l.state = 'issued' and l.tax_basis = 'margin'
      union all
      select l.tenant_id, l.community_id, l.item_id, to_char(s.settled_on, 'YYYY-MM'), -s.amount_fen, 0
      from billing.public_bill_line l join billing.public_settlement s on s.tenant_id = l.tenant_id and s.bill_line_id = l.id
      where l.state = 'issued' and l.tax_basis = 'margin' and s.source_kind in ('waiver', 'rounding', 'discount')
      union all
      select p.tenant_id, p.community_id, p.item_id, p.month, 0, p.amount_fen from billing.public_purchase p where p.counts
    ) f join ledger.public_period c on c.tenant_id = f.tenant_id and c.community_id = f.community_id and f.month <= c.closed_through
    group by 1, 2, 3, 4 having sum(f.sold) <> 0 or sum(f.bought) <> 0
  ), kept as (
    select m.*, greatest(m.sold_fen - m.bought_fen - m.carried_fen, 0) as margin_fen, case
      when m.legal_entity_id is not distinct from lag(m.legal_entity_id) over its
      then greatest(coalesce(lag(m.carried_fen + m.bought_fen - m.sold_fen) over its, 0), 0) else 0 end as left_fen
    from billing.public_margin_tax m window its as (partition by m.tenant_id, m.community_id, m.item_id order by m.month)
  )
  select community_id, item_id, month, k.sold_fen || ' − ' || k.bought_fen || ' − ' || k.carried_fen || ': ' || k.tax_fen as kept,
    coalesce(f.sold, 0) || ' − ' || coalesce(f.bought, 0) || ' − ' || k.left_fen || ': '
      || k.margin_fen - round(k.margin_fen * 100 / (100 + k.rate_percent)) as facts
  from kept k full join fact f using (tenant_id, community_id, item_id, month)
  where k.period_id is null or (k.sold_fen, k.bought_fen, k.carried_fen) is distinct from (coalesce(f.sold, 0), coalesce(f.bought, 0), k.left_fen)
    or k.tax_fen <> k.margin_fen - round(k.margin_fen * 100 / (100 + k.rate_percent))`
